import { Hono } from 'hono'
import { html } from 'hono/html'
import { HTTPException } from 'hono/http-exception'
import { sql } from 'kysely'
import { telegramWebhook } from '../channels/telegram/webhook.js'
import type { Receive } from '../conversations/channel.js'
import type { ConsoleEnv } from '../console/edge.js'
import type { ApiEnv } from '../features/tips/api/bearer.js'
import { noteClient } from '../platform/client-address.js'
import type { Accounts } from './accounts.js'
import { metricsRoutes } from './metrics.js'
import type { Platform } from './platform.js'

export type HttpParts = {
  trustedProxies: readonly string[]
  platform: Platform
  accounts: Accounts
  receive: Receive
  chat: Hono
  console: Hono<ConsoleEnv>
  api: Hono<ApiEnv>
  bulletins: Hono
}

/** For who mistyped an address, such as a ward's link. */
const NOT_FOUND = html`<!doctype html>
<html lang="vi">
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <title>Không có trang này · An Ninh</title>
  <h1>Không có trang này</h1>
  <p>Địa chỉ có thể bị gõ sai. Bạn mở <a href="/chat">trang trò chuyện để báo tin</a> hoặc <a href="/tin">bản tin cảnh báo</a>.</p>
  <p>Nguy hiểm, gọi 113.</p>
</html>`

/** Every route of the process. Each factory knows its own paths. */
export function assembleHttp(parts: HttpParts): Hono {
  const { platform, accounts, receive, chat } = parts
  const http = new Hono()
  http.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse()
    const { log } = platform.deps
    log.error({ error: error.name, method: c.req.method, path: c.req.routePath }, 'a request failed')
    return c.text('Máy chủ gặp lỗi. Xin thử lại sau ít phút.', 500)
  })
  http.notFound((c) => c.html(NOT_FOUND, 404))
  http.use('*', noteClient(parts.trustedProxies))
  http.get('/', (context) => context.redirect('/chat'))
  http.route('/', healthRoutes(platform, accounts))
  http.route('/', metricsRoutes(platform.database.db))
  http.route('/chat', chat)
  http.route('/', parts.console)
  http.route('/api/v1', parts.api)
  http.route('/tin', parts.bulletins)
  http.route(
    '/',
    telegramWebhook({
      findAccount: async (id) => (await accounts.find(id ?? 'telegram')) ?? undefined,
      receive,
      log: platform.deps.log,
    }),
  )
  return http
}

/** `/healthz` says that the process lives; `/readyz` that it can work: database and queue answer, and which channels are on. */
function healthRoutes({ database, jobs }: Platform, accounts: Accounts): Hono {
  const routes = new Hono()
  routes.get('/healthz', (context) => context.text('ok'))
  routes.get('/readyz', async (context) => {
    const isDatabaseUp = await sql`select 1`.execute(database.db).then(
      () => true,
      () => false,
    )
    const isQueueUp = await jobs.isReady()
    const channels = isDatabaseUp ? [...new Set((await accounts.list()).map(({ channel }) => channel))] : []
    const isReady = isDatabaseUp && isQueueUp
    return context.json({ database: isDatabaseUp, queue: isQueueUp, channels }, isReady ? 200 : 503)
  })
  return routes
}
