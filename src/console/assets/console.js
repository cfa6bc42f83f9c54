// One press, one act: a second press while the first is on its way does nothing.
document.addEventListener('submit', (event) => {
  const form = event.target
  if (form.method !== 'post' || event.defaultPrevented) return
  if (form.dataset.sent) {
    event.preventDefault()
    return
  }
  form.dataset.sent = 'yes'
  setTimeout(() => delete form.dataset.sent, 8000)
})

// A page that comes back from the browser's memory may send its form again.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent
})

// A filter acts when it is chosen; without scripts its button does.
document.addEventListener('change', (event) => {
  const control = event.target
  if (control.matches('[data-submit-on-change]')) control.form.requestSubmit()
})

// Puts a one-time link into the clipboard.
document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]')
  if (!button) return
  const source = document.getElementById(button.dataset.copy)
  source.select()
  await navigator.clipboard.writeText(source.value)
  button.textContent = 'Đã chép'
})

document.addEventListener('click', (event) => {
  if (event.target.closest('[data-print]')) window.print()
})

// After a form was sent back, the keyboard and the screen reader begin at what is wrong.
document.querySelector('.message-danger')?.scrollIntoView({ block: 'nearest' })
document.querySelector('[aria-invalid="true"]')?.focus()
