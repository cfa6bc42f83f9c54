import { newId, post } from './request.js'

const DELAYS = [1, 2, 4, 8, 15]
const WORDS_MS = 30000
const FILE_MS = 300000
const MAX_FILE_BYTES = 20 * 1024 * 1024
const KEPT = 'anninh-chat-unsent'

/**
 * Messages go one after the other, each until the server has stored it: their order is the talk's order, and a
 * resend carries the same id, so that a lost answer makes no second message.
 */
export function makeQueue({ getSession, onStored, onEnded, show }) {
  const items = []
  let isSending = false
  let wake = null

  function add(item) {
    item.view = show(item, {
      onRetry: () => retry(item),
      onDrop: () => drop(item),
    })
    items.push(item)
    // Known before it has cost anybody's data volume.
    if (item.file && item.file.size > MAX_FILE_BYTES) stuck(item, 'Tệp quá lớn. Mỗi tệp không quá 20 MB.')
    keep()
    pump()
    return item
  }

  async function pump() {
    if (isSending) return
    isSending = true
    let failures = 0
    for (let item = next(); item; item = next()) {
      const wait = await attempt(item, failures)
      failures = wait > 0 ? failures + 1 : 0
      if (wait > 0) await pause(wait)
    }
    isSending = false
  }

  const next = () => items.find((item) => !item.isStuck)

  /** Seconds to wait before the same message is tried again; 0 when it is done with. */
  async function attempt(item, failures) {
    const delay = DELAYS[Math.min(failures, DELAYS.length - 1)]
    item.view.setState('đang gửi…')
    try {
      const answer = await send(item)
      if (answer.status >= 200 && answer.status < 300) return stored(item, answer.body)
      if (answer.status === 409) return ended(item)
      if (answer.status >= 500 || answer.status === 429 || answer.status === 408) {
        item.view.setState('máy chủ đang bận, sẽ tự gửi lại…')
        return Math.max(answer.retryAfter, delay)
      }
      return stuck(item, answer.body.text || 'Không gửi được.')
    } catch (_error) {
      item.view.setState('mất mạng, sẽ tự gửi lại…')
      return delay
    }
  }

  function send(item) {
    const session = getSession()
    if (!item.file) {
      const body = new URLSearchParams({ ...item.fields, id: item.id, session })
      return post(item.form ? '/chat/start' : '/chat/messages', body, { timeoutMs: WORDS_MS })
    }
    const query = new URLSearchParams({ ...item.about, id: item.id, session, name: item.file.name || '' })
    const onProgress = (part) => item.view.setProgress(part)
    return post(`/chat/upload?${query}`, item.file, { timeoutMs: FILE_MS, onProgress })
  }

  function stored(item, body) {
    remove(item)
    if (item.view.element.classList.contains('pending')) item.view.settle('')
    onStored(body.session)
    return 0
  }

  function stuck(item, words) {
    item.isStuck = true
    item.view.setState(words, true)
    return 0
  }

  function ended(item) {
    for (const each of items) stuck(each, 'chưa gửi')
    onEnded(item)
    return 0
  }

  function retry(item) {
    item.isStuck = Boolean(item.file && item.file.size > MAX_FILE_BYTES)
    pump()
  }

  function drop(item) {
    remove(item)
    item.view.element.remove()
  }

  function remove(item) {
    const index = items.indexOf(item)
    if (index >= 0) items.splice(index, 1)
    keep()
  }

  function pause(seconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(done, seconds * 1000)
      function done() {
        clearTimeout(timer)
        wake = null
        resolve()
      }
      wake = done
    })
  }

  /** Words outlive a reload of this tab, and only this tab; files cannot, and a start is offered anew. */
  function keep() {
    const words = items
      .filter((item) => !item.file && !item.form)
      .map(({ id, fields, label }) => ({ id, fields, label }))
    if (words.length === 0) return forgetUnsent()
    sessionStorage.setItem(KEPT, JSON.stringify({ session: getSession(), words }))
  }

  addEventListener('online', () => wake?.())
  return {
    addStart(form, id, fields) {
      const again = items.find((item) => item.form === form)
      if (again) retry(again)
      else add({ id, form, fields })
    },
    addWords: (fields, label) => add({ id: newId(), fields, label }),
    addFile: (file, about) => add({ id: newId(), file, about, label: `Ảnh: ${file.name || 'vừa dán'}` }),
    hasUnsentFiles: () => items.some((item) => item.file),
    restore() {
      for (const item of readUnsent(getSession())) add(item)
    },
  }
}

export function forgetUnsent() {
  sessionStorage.removeItem(KEPT)
}

/** What another session left unsent is not sent into this one. */
function readUnsent(session) {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) || 'null')
  const isOurs = kept && (kept.session === session || kept.session === '')
  if (kept && !isOurs) forgetUnsent()
  return isOurs ? kept.words : []
}
