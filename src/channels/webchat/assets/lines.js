/** Draws what chat-line.tsx draws on the server. `textContent` only: nothing that anybody wrote becomes markup. */
export function drawLine(line) {
  const element = make('div', `line from-${line.from}`)
  const bubble = make('p', 'bubble')
  bubble.append(make('span', 'who', line.from === 'bot' ? 'An Ninh: ' : 'Bạn: '), line.text)
  const time = make('time', '', line.time)
  time.dateTime = line.at
  const meta = make('p', 'meta')
  meta.append(time, line.from === 'citizen' ? ' · đã gửi' : '')
  element.append(bubble)
  if (line.picture) element.append(drawPicture(line.picture))
  element.append(meta)
  if (line.secretId !== null) element.dataset.secret = line.secretId
  if (line.choices.length > 0) element.append(drawChoices(line))
  return element
}

function drawPicture({ src, alt }) {
  const picture = make('img', 'picture')
  picture.src = src
  picture.alt = alt
  picture.loading = 'lazy'
  return picture
}

/** What the line says by now; false where it says the same. */
export function redrawText(element, text) {
  const words = element.querySelector('.bubble').lastChild
  if (words.textContent === text) return false
  words.textContent = text
  return true
}

function drawChoices(line) {
  const form = make('form', 'choices')
  form.setAttribute('aria-label', 'Các lựa chọn')
  const waitId = make('input', '')
  waitId.type = 'hidden'
  waitId.name = 'waitId'
  waitId.value = line.waitId
  form.append(waitId)
  for (const choice of line.choices) {
    const button = make('button', '')
    button.type = 'submit'
    button.name = 'value'
    button.value = choice.value
    if (choice.number > 0) button.append(make('span', 'number', String(choice.number)))
    button.append(` ${choice.label}`)
    form.append(button)
  }
  return form
}

/** A message on its way: its words, how far it is, and buttons for when it cannot go on by itself. */
export function drawPending(text, { onRetry, onDrop }) {
  const element = make('div', 'line from-citizen pending')
  element.tabIndex = -1
  const bubble = make('p', 'bubble')
  bubble.append(make('span', 'who', 'Bạn: '), text)
  const meta = make('p', 'meta', 'đang gửi…')
  const progress = make('progress', '')
  progress.max = 1
  progress.hidden = true
  progress.setAttribute('aria-label', 'Đã tải lên')
  const actions = make('p', 'actions')
  actions.hidden = true
  actions.append(makeButton('Gửi lại', onRetry), makeButton('Bỏ', onDrop))
  element.append(bubble, progress, meta, actions)
  return {
    element,
    setProgress(part) {
      progress.hidden = false
      progress.value = part
    },
    setState(words, isStuck) {
      if (!element.classList.contains('pending')) return
      meta.textContent = words
      actions.hidden = !isStuck
      element.classList.toggle('stuck', Boolean(isStuck))
    },
    settle(time) {
      element.classList.remove('pending', 'stuck')
      meta.textContent = time ? `${time} · đã gửi` : 'đã gửi'
      progress.remove()
      actions.remove()
    },
  }
}

/** The start's own form tells how far it is; it goes when the server has stored it. */
export function startView(form) {
  const button = form.querySelector('button')
  const state = form.querySelector('.state') || form.appendChild(make('p', 'state'))
  state.setAttribute('role', 'status')
  return {
    element: form,
    setState(words, isStuck) {
      state.textContent = words
      button.disabled = !isStuck
    },
  }
}

function makeButton(label, onClick) {
  const button = make('button', 'quiet', label)
  button.type = 'button'
  button.addEventListener('click', onClick)
  return button
}

function make(tag, className, text) {
  const element = document.createElement(tag)
  if (className) element.className = className
  if (text !== undefined) element.textContent = text
  return element
}
