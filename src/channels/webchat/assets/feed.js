import { getJson } from './request.js'

const POLL_MS = 3000
const HIDDEN_POLL_MS = 15000
const STREAM_AGAIN_MS = 60000
const MAX_BROKEN = 3
const OPEN_MS = 8000

/** New lines by a stream, and by asking for them where no stream gets through. Only one of the two at a time. */
export function makeFeed({ onLine, onState, onEnded }) {
  let after = ''
  let hasBegun = false

  function begin(from) {
    if (hasBegun) return
    hasBegun = true
    after = from
    if ('EventSource' in window) stream()
    else poll(Number.POSITIVE_INFINITY)
  }

  function take(line) {
    after = line.id
    onLine(line)
  }

  function stream() {
    const source = new EventSource(`/chat/stream?after=${encodeURIComponent(after)}`)
    let broken = 0
    let hasOpened = false
    // Some proxies hold a stream back until it ends: then it never opens and never fails.
    const slow = setTimeout(giveUp, OPEN_MS)
    source.onopen = () => {
      clearTimeout(slow)
      hasOpened = true
      broken = 0
      onState('live')
    }
    source.onmessage = (event) => take(JSON.parse(event.data))
    source.onerror = () => {
      broken += 1
      onState('waiting')
      if (!hasOpened || source.readyState === EventSource.CLOSED || broken >= MAX_BROKEN) giveUp()
    }
    function giveUp() {
      clearTimeout(slow)
      source.close()
      poll(Date.now() + STREAM_AGAIN_MS)
    }
  }

  async function poll(until) {
    while (Date.now() < until) {
      try {
        const { status, body } = await getJson(`/chat/transcript?after=${encodeURIComponent(after)}`)
        if (status === 401) return onEnded()
        for (const line of body.lines || []) take(line)
        onState(status === 200 ? 'live' : 'waiting')
      } catch (_error) {
        onState('waiting')
      }
      await new Promise((resolve) => setTimeout(resolve, document.hidden ? HIDDEN_POLL_MS : POLL_MS))
    }
    stream()
  }

  return { begin }
}
