import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { WebchatDeps } from './deps.js'
import { toLine } from './line.js'
import { ChatPage } from './page.js'
import { clientNetwork } from '../../platform/client-address.js'
import { makeRateLimits } from './rate-limit.js'
import { refuse } from './refuse.js'
import { findSession, keepSession, type Session } from './session.js'
import { makeStreams, streamTranscript } from './stream.js'

/** What only reads. None of it starts a session. */
export function pageRoutes(deps: WebchatDeps): Hono {
  const routes = new Hono()
  const streams = makeStreams()
  if (deps.signal) setMaxListeners(0, deps.signal)
  const rates = makeRateLimits(deps.limits)
  const readerOf = (c: Context, { key }: Session) => ({ sessionKey: key, ip: clientNetwork(c) })

  routes.get('/', (c) => showPage(c, deps, areaPayload(c.req.query('xa'))))
  routes.get('/:area{xa-[0-9]+}', (c) => showPage(c, deps, areaPayload(c.req.param('area').slice(3))))

  routes.get('/transcript', async (c) => {
    const session = findSession(c)
    if (!session) return c.json({ error: 'no_session' }, 401)
    const wait = await rates.waitToRead(readerOf(c, session))
    if (wait !== undefined) return refuse(c, 'too_fast', wait)
    const entries = await deps.transcript.list(session.key, c.req.query('after') || undefined)
    return c.json({ lines: entries.map(toLine) })
  })

  // 204 tells the browser not to try again.
  routes.get('/stream', async (c) => {
    const session = findSession(c)
    if (!session) return c.body(null, 204)
    const reader = readerOf(c, session)
    const wait = await rates.waitToRead(reader)
    return wait === undefined ? streamTranscript(c, deps, streams, reader) : refuse(c, 'too_fast', wait)
  })
  return routes
}

async function showPage(c: Context, deps: WebchatDeps, payload: string | undefined): Promise<Response> {
  const session = findSession(c)
  if (session) keepSession(c, deps.publicUrl.startsWith('https:'))
  const entries = session ? await deps.transcript.list(session.key) : []
  const page = (
    <ChatPage
      identity={deps.identity}
      sessionTag={session?.tag}
      lines={entries.map(toLine)}
      payload={payload}
      isEnded={c.req.query('het') !== undefined}
      newId={() => randomUUID()}
    />
  )
  return c.html(`<!doctype html>${await String(page)}`)
}

/** The same words that a link to a Telegram bot carries. */
function areaPayload(code: string | undefined): string | undefined {
  return code !== undefined && /^\d{1,6}$/.test(code) ? `xa-${code}` : undefined
}
