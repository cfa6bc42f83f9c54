import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { WebchatDeps } from './deps.js'
import { toLine } from './line.js'
import { ChatPage } from './page.js'
import { findSession, keepSession } from './session.js'
import { makeStreams, streamTranscript } from './stream.js'

/** What only reads. None of it starts a session. */
export function pageRoutes(deps: WebchatDeps): Hono {
  const routes = new Hono()
  const streams = makeStreams()

  routes.get('/', (c) => showPage(c, deps, areaPayload(c.req.query('xa'))))
  routes.get('/:area{xa-[0-9]+}', (c) => showPage(c, deps, areaPayload(c.req.param('area').slice(3))))

  routes.get('/transcript', async (c) => {
    const session = findSession(c)
    if (!session) return c.json({ error: 'no_session' }, 401)
    const entries = await deps.transcript.list(session.key, c.req.query('after') || undefined)
    return c.json({ lines: entries.map(toLine) })
  })

  // 204 tells the browser not to try again.
  routes.get('/stream', (c) => {
    const session = findSession(c)
    return session ? streamTranscript(c, deps, streams, session.key) : c.body(null, 204)
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
