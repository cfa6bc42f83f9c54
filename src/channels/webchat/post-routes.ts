import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { makeByteBudget } from '../../platform/byte-budget.js'
import type { WebchatDeps } from './deps.js'
import { refuse, type Refusal } from './refuse.js'
import { clientNetwork } from '../../platform/client-address.js'
import { makeRateLimits } from './rate-limit.js'
import { MAX_UPLOAD_BYTES } from './read-upload.js'
import { receiveUpload } from './receive-upload.js'
import { receiveEnd, receiveMessage, receiveStart } from './receive-words.js'
import { onlyOwnForms } from './security.js'
import { findSession } from './session.js'

const MAX_WORDS_BYTES = 1024 * 1024
const MAX_UPLOADS_BYTES = 48 * 1024 * 1024

/** What changes something. All of it is safe to send twice: the page names each message. */
export function postRoutes(deps: WebchatDeps): Hono {
  const routes = new Hono()
  const words = bodyLimit({ maxSize: MAX_WORDS_BYTES, onError: (c) => refuse(c, 'too_long') })
  const files = bodyLimit({ maxSize: MAX_UPLOAD_BYTES, onError: (c) => refuse(c, 'file_too_big') })
  const budget = makeByteBudget(MAX_UPLOADS_BYTES)

  // After the limit of the address, before the body: neither a flood nor another site's form is read.
  routes.on('POST', ['/start', '/messages', '/upload', '/end'], onlyOwnForms(deps.publicUrl), limitRate(deps))
  routes.post('/start', words, (c) => receiveStart(c, deps))
  routes.post('/messages', words, (c) => receiveMessage(c, deps))
  routes.post('/end', words, (c) => receiveEnd(c, deps))
  routes.post('/upload', async (c, next) => {
    const release = budget.reserve(Number(c.req.header('content-length') ?? MAX_UPLOAD_BYTES))
    if (!release) return refuse(c, 'busy', 3)
    try {
      return await files(c, next)
    } finally {
      release()
    }
  })
  routes.post('/upload', (c) => receiveUpload(c, deps))
  return routes
}

function limitRate({ limits }: WebchatDeps) {
  const rates = makeRateLimits(limits)
  return async (c: Context, next: () => Promise<void>): Promise<Response | undefined> => {
    const wait = await rates.waitFor({ ip: clientNetwork(c), sessionKey: findSession(c)?.key })
    if (wait !== undefined) return refuse(c, 'too_fast' satisfies Refusal, wait)
    await next()
    return undefined
  }
}
