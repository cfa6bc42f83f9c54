import { makeFeed } from './feed.js'
import { drawLine, drawPending, redrawText, startView } from './lines.js'
import { forgetUnsent, makeQueue } from './queue.js'
import { getJson, newId } from './request.js'

const OFFER = 'start'
const log = document.getElementById('log')
if (log) start(log)

function start(log) {
  const { body } = document
  const status = document.getElementById('status')
  const words = document.getElementById('words')
  const input = document.getElementById('soan')
  const picker = document.getElementById('tep')
  const pending = []
  document.documentElement.classList.add('with-script')

  const feed = makeFeed({ onLine: addLine, onState: showState, onEnded: showEnded })
  const queue = makeQueue({ getSession: () => body.dataset.session, onStored, onEnded: showEnded, show })

  function show(item, handlers) {
    if (item.form) return startView(item.form)
    const view = drawPending(item.label, handlers)
    pending.push(item)
    log.append(view.element)
    reveal(view.element)
    return view
  }

  /** The first stored message makes the session; from then on there is something to follow. */
  function onStored(session) {
    for (const old of document.querySelectorAll('form.start')) old.remove()
    body.dataset.session = session
    for (const field of document.querySelectorAll('input[name=session]')) field.value = session
    feed.begin(body.dataset.after)
  }

  function addLine(line) {
    if (line.from === 'citizen' && settlePending(line)) return
    const isNear = isAtEnd()
    if (line.waitId !== null) closeQuestions(line.waitId === OFFER)
    const element = drawLine(line)
    log.insertBefore(element, log.querySelector('.pending'))
    if (isNear) reveal(element)
    if (line.from === 'bot' && line.secretId === null) hideSecrets()
  }

  /** A code that was saved is shown no more, on a page that is open neither. */
  async function hideSecrets() {
    if (!log.querySelector('[data-secret]')) return
    const { body: answer } = await getJson('/chat/transcript').catch(() => ({ body: {} }))
    for (const { secretId, text } of answer.lines || []) {
      const element = secretId && log.querySelector(`[data-secret="${secretId}"]`)
      if (element && redrawText(element, text)) delete element.dataset.secret
    }
  }

  /** One of ours that stands there since it was sent: drawn again, a screen reader would read it twice. */
  function settlePending(line) {
    const open = pending.filter((item) => item.view.element.isConnected && item.fields?.waitId === undefined)
    const own = pending.find((item) => line.eventId?.startsWith(`${item.id}.`))
    const match = own || (line.eventId === null ? open[0] : undefined)
    if (!match) return false
    pending.splice(pending.indexOf(match), 1)
    match.view.settle(line.time)
    return true
  }

  /** A bulletin's buttons stand beside the question that waits; each kind gives way only to its own. */
  function closeQuestions(isOffer) {
    for (const form of log.querySelectorAll('form.choices')) {
      const { value } = form.querySelector('[name=waitId]')
      if ((value === OFFER) === isOffer) form.remove()
    }
  }

  function showState(state) {
    status.textContent = state === 'live' ? '' : 'Đang kết nối lại…'
  }

  function showEnded() {
    status.textContent = 'Cuộc trò chuyện này đã kết thúc trên máy này. '
    const link = document.createElement('a')
    link.href = '/chat'
    link.textContent = 'Mở lại trang'
    status.append(link)
    reveal(status)
  }

  /** Without leaving the page: who writes on while a slow answer is on its way loses nothing of it. */
  function sendStart(form) {
    const { id, session: _, ...fields } = Object.fromEntries(new FormData(form))
    queue.addStart(form, id, fields)
    log.focus({ preventScroll: true })
  }

  function sendWords() {
    const text = input.value.trim()
    if (text === '') return
    queue.addWords({ text, ...placeFields() }, text)
    input.value = ''
    fitInput()
  }

  function sendFiles(files) {
    const group = newId()
    for (const file of files) queue.addFile(file, { group, ...placeFields() })
  }

  /** What a commune's link adds to the first thing that is sent. */
  function placeFields() {
    const { payload, session } = body.dataset
    return payload && !session ? { payload } : {}
  }

  function fitInput() {
    input.style.height = 'auto'
    input.style.height = `${Math.min(input.scrollHeight + 2, 132)}px`
  }

  document.querySelector('form.start')?.addEventListener('submit', (event) => {
    event.preventDefault()
    sendStart(event.target)
  })
  words.addEventListener('submit', (event) => {
    event.preventDefault()
    sendWords()
  })
  input.addEventListener('input', fitInput)
  // On a phone Enter is a new line; a word still being composed (Telex, VNI) is not sent.
  input.addEventListener('keydown', (event) => {
    const isSend =
      event.key === 'Enter' && !event.shiftKey && !event.isComposing && matchMedia('(pointer: fine)').matches
    if (!isSend) return
    event.preventDefault()
    sendWords()
  })
  log.addEventListener('click', (event) => {
    const button = event.target.closest('form.choices button')
    if (!button) return
    event.preventDefault()
    const waitId = button.form.elements.waitId.value
    const item = queue.addWords({ waitId, value: button.value }, button.textContent.trim())
    closeQuestions(waitId === OFFER)
    item.view.element.focus({ preventScroll: true })
  })
  picker.addEventListener('change', () => {
    sendFiles(Array.from(picker.files))
    picker.value = ''
  })
  document.addEventListener('paste', (event) => {
    const files = Array.from(event.clipboardData?.files || [])
    if (files.length === 0) return
    event.preventDefault()
    sendFiles(files)
  })
  document.getElementById('leave').addEventListener('submit', forgetUnsent)
  addEventListener('beforeunload', (event) => {
    if (queue.hasUnsentFiles()) event.preventDefault()
  })
  // A page that the browser kept from before may show a talk that was ended since.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload()
  })

  if (body.dataset.session) feed.begin(body.dataset.after)
  if (log.lastElementChild) reveal(log.lastElementChild)
  queue.restore()
}

function isAtEnd() {
  return window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 160
}

/** A long question is shown from its first word, not from its last button. */
function reveal(element) {
  const isTall = element.offsetHeight > window.innerHeight - 260
  element.scrollIntoView({ block: isTall ? 'start' : 'end' })
}
