// Keeps what is marked with data-live (the address that it came from) up to date, and the bell on every page.
const bell = () => document.getElementById('notice-bell')
let stream

function connect() {
  stream = new EventSource('/console/live')
  stream.addEventListener('changed', refresh)
  // What changed after the page was made, or while there was no stream, is told by nobody.
  stream.addEventListener('ready', refresh)
  stream.addEventListener('error', () => {
    // A stream that is closed for good: the session has ended, and the next request says so.
    if (stream.readyState === EventSource.CLOSED) refresh()
  })
}

async function load(address) {
  const response = await fetch(address, { headers: { 'X-Background': '1' } })
  const elsewhere = response.headers.get('X-Sign-In')
  if (elsewhere) window.location.assign(elsewhere)
  if (response.status === 403 || response.status === 404) leave()
  if (!response.ok) return null
  return new DOMParser().parseFromString(await response.text(), 'text/html')
}

let isRefreshing = false
let isWanted = false

/** One at a time: an older answer must not replace a newer one. */
async function refresh() {
  isWanted = true
  if (isRefreshing) return
  isRefreshing = true
  try {
    while (isWanted) {
      isWanted = false
      await refreshOnce()
    }
  } finally {
    isRefreshing = false
  }
}

async function refreshOnce() {
  const regions = [...document.querySelectorAll('[data-live]')]
  const addresses = [...new Set(regions.map((region) => region.dataset.live))]
  for (const address of addresses.length > 0 ? addresses : ['/console/notices/bell']) {
    const fresh = await load(address)
    if (!fresh) continue
    for (const region of regions) if (region.dataset.live === address) replace(region, fresh.getElementById(region.id))
    replace(bell(), fresh.getElementById('notice-bell'))
  }
}

/** What was shown is no longer this officer's to see: nothing of it stays, only what the officer was writing. */
function leave() {
  const gone = document.getElementById('live-gone')
  if (!gone) return
  const instead = gone.content.cloneNode(true)
  const title = instead.querySelector('h1')
  const words = [...document.querySelectorAll('#main textarea')].map(({ value }) => value.trim()).filter(Boolean)
  const unsent = instead.querySelector('[data-unsent]')
  unsent.hidden = words.length === 0
  unsent.querySelector('p').textContent = words.join('\n')
  document.getElementById('main').replaceChildren(instead)
  document.title = title.textContent
  title.tabIndex = -1
  title.focus()
}

/** The keyboard stays where it is: on the same link or field of the new part. */
function replace(old, fresh) {
  if (!old || !fresh || old.outerHTML === fresh.outerHTML) return
  const active = old.contains(document.activeElement) ? document.activeElement : null
  if (active?.matches('input, textarea, select')) return
  const place = active && [...old.querySelectorAll('a, button')].indexOf(active)
  old.replaceWith(fresh)
  if (active) fresh.querySelectorAll('a, button')[place]?.focus()
}

// A browser allows few streams at once: pages that nobody looks at give theirs back.
function follow() {
  stream?.close()
  stream = undefined
  if (document.visibilityState === 'hidden' || !bell()) return
  connect()
}

document.addEventListener('visibilitychange', () => {
  follow()
  if (document.visibilityState === 'visible') refresh()
})
window.addEventListener('pagehide', () => stream?.close())
follow()

// What is under way says itself how far it is, every two seconds, until it says no more.
const refreshing = setInterval(async () => {
  const region = document.querySelector('[data-refresh]')
  if (!region) return clearInterval(refreshing)
  if (document.visibilityState === 'hidden') return
  const fresh = await load(region.dataset.refresh)
  if (fresh) replace(region, fresh.getElementById(region.id))
}, 2000)
