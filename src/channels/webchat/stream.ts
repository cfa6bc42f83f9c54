import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { WebchatDeps } from './deps.js'
import { toLine } from './line.js'

type Reader = { sessionKey: string; ip: string }
type Streams = { open(reader: Reader): (() => void) | undefined }

const HEARTBEAT_MS = 15_000
const MAX_PER_SESSION = 6
/** Anybody can invent cookies; an address is harder to come by. Who gets no stream asks instead. */
const MAX_PER_ADDRESS = 40
const MAX_STREAMS = 2000

/** A browser that gets no stream asks for the transcript from time to time instead. */
export function makeStreams(): Streams {
  const bySession = makeCounter(MAX_PER_SESSION)
  const byAddress = makeCounter(MAX_PER_ADDRESS)
  const all = makeCounter(MAX_STREAMS)
  return {
    open({ sessionKey, ip }) {
      const counted = [bySession.of(sessionKey), byAddress.of(ip), all.of('')]
      if (counted.some(({ isFull }) => isFull)) return undefined
      for (const { change } of counted) change(1)
      return () => {
        for (const { change } of counted) change(-1)
      }
    },
  }
}

function makeCounter(max: number) {
  const counts = new Map<string, number>()
  return {
    of: (key: string) => ({
      isFull: (counts.get(key) ?? 0) >= max,
      change(by: number) {
        const count = (counts.get(key) ?? 0) + by
        if (count > 0) counts.set(key, count)
        else counts.delete(key)
      },
    }),
  }
}

export function streamTranscript(c: Context, deps: WebchatDeps, streams: Streams, reader: Reader): Response {
  const close = streams.open(reader)
  if (!close) return c.text('too many streams', 503)
  const after = c.req.header('last-event-id') || c.req.query('after') || undefined
  const response = streamSSE(c, async (stream) => {
    try {
      await follow(deps, stream, reader.sessionKey, after)
    } catch (error) {
      // The browser connects again by itself and goes on after the last entry that it has.
      deps.log.error({ error: error instanceof Error ? error.name : typeof error }, 'web chat stream broke off')
    } finally {
      close()
    }
  })
  // Proxies that collect a response before passing it on would hold the replies back.
  response.headers.set('x-accel-buffering', 'no')
  response.headers.set('cache-control', 'no-store')
  return response
}

async function follow(
  deps: WebchatDeps,
  stream: SSEStreamingApi,
  key: string,
  after: string | undefined,
): Promise<void> {
  const bell = makeBell()
  const unsubscribe = deps.transcript.subscribe(key, bell.ring)
  stream.onAbort(bell.ring)
  deps.signal?.addEventListener('abort', bell.ring)
  try {
    await stream.write('retry: 2000\n\n')
    let last = after
    while (!stream.aborted && !deps.signal?.aborted) {
      for (const entry of await deps.transcript.list(key, last)) {
        await stream.writeSSE({ id: entry.id, data: JSON.stringify(toLine(entry)) })
        last = entry.id
      }
      // Listing at each heartbeat makes up for a wake-up that was lost on its way.
      if (!(await bell.rings(HEARTBEAT_MS))) await stream.write(': still here\n\n')
    }
  } finally {
    unsubscribe()
    deps.signal?.removeEventListener('abort', bell.ring)
  }
}

/** Remembers a ring that comes while nobody waits. */
export function makeBell() {
  let hasRung = false
  let wake: (() => void) | undefined
  return {
    ring: () => {
      hasRung = true
      wake?.()
    },
    async rings(withinMs: number): Promise<boolean> {
      if (!hasRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, withinMs)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
        wake = undefined
      }
      const rang = hasRung
      hasRung = false
      return rang
    },
  }
}
