import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { WebchatDeps } from './deps.js'
import { toLine } from './line.js'

type Streams = { open(sessionKey: string): (() => void) | undefined }

const HEARTBEAT_MS = 15_000
const MAX_PER_SESSION = 6
const MAX_STREAMS = 2000

/** A browser that gets no stream asks for the transcript from time to time instead. */
export function makeStreams(): Streams {
  const bySession = new Map<string, number>()
  let total = 0
  const count = (key: string, change: number) => {
    const open = (bySession.get(key) ?? 0) + change
    total += change
    if (open > 0) bySession.set(key, open)
    else bySession.delete(key)
  }
  return {
    open(key) {
      if (total >= MAX_STREAMS || (bySession.get(key) ?? 0) >= MAX_PER_SESSION) return undefined
      count(key, 1)
      return () => count(key, -1)
    },
  }
}

export function streamTranscript(c: Context, deps: WebchatDeps, streams: Streams, key: string): Response {
  const close = streams.open(key)
  if (!close) return c.text('too many streams', 503)
  const after = c.req.header('last-event-id') || c.req.query('after') || undefined
  const response = streamSSE(c, async (stream) => {
    try {
      await follow(deps, stream, key, after)
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
