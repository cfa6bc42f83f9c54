import { join } from 'node:path'
import { serve, type ServerType } from '@hono/node-server'
import type { Hono } from 'hono'
import { accountForms } from './app/account-forms.js'
import { type Accounts, openAccounts, saveEnvironmentAccounts } from './app/accounts.js'
import { assembleBroadcasts, type Broadcasts, listSendingAccounts } from './app/broadcasts.js'
import { openChat } from './app/chat.js'
import { assembleApi } from './app/api.js'
import { assembleConsole } from './app/console.js'
import { addDemo, type Demo } from './app/demo.js'
import { assembleHttp } from './app/http.js'
import { type Overrides, openPlatform, type Platform } from './app/platform.js'
import { makePollers } from './app/pollers.js'
import { assembleShell } from './app/shell.js'
import { makeSweeps, wakeHandlers } from './app/sweeps.js'
import { makeWebhooks } from './app/webhooks.js'
import { telegramChannel } from './channels/telegram/telegram.js'
import type { ReadyConfig } from './commands/with-database.js'
import { PROJECT_DIR } from './config.js'
import { type Content, loadContent } from './content.js'
import type { Receive } from './conversations/channel.js'
import { type Lanes, openLanes } from './conversations/lane.js'
import { eventStore } from './conversations/store-events.js'
import type { Shell } from './conversations/shell.js'
import { cleanPendingFiles } from './features/attachments/clean-file.js'
import { openDecoder } from './features/attachments/picture-decoder.js'
import { bulletinRoutes } from './features/bulletins/bulletin-routes.js'
import { openQuizShelf } from './features/quizzes/quiz-book.js'
import { ensureFirstAdminLink } from './features/officers/first-admin.js'
import { keepReadCodes } from './features/tips/keep-identifiers.js'
import { coalesce } from './platform/coalesce.js'
import { makeSweeper, type Sweeper } from './platform/sweeps.js'

export type Role = 'web' | 'worker'
export type Started = { webUrl?: string; consoleUrl?: string; setupUrl?: string; demo?: Demo }

export type App = {
  platform: Platform
  shell: Shell
  content: Content
  accounts: Accounts
  http: Hono
  receive: Receive
  sweeper: Sweeper
  broadcasts: Broadcasts
  lanes: Lanes
  /** Makes the copies of pictures that wait for one. */
  cleanFiles(): Promise<void>
  start(roles: readonly Role[]): Promise<Started>
  stop(): Promise<void>
}

/** The composition root: the only place that knows all parts. Nothing runs until `start`. */
export async function buildApp(config: ReadyConfig, overrides: Overrides = {}): Promise<App> {
  const platform = openPlatform(config, overrides)
  const { database, deps, jobs, signals } = platform
  const content = await loadContent(database.db, join(PROJECT_DIR, 'content'), deps.clock.now())
  for (const remark of content.remarks) deps.log.warn(remark)
  await saveEnvironmentAccounts(database.db, config)
  const accounts = openAccounts(database.db, deps.keys, config)
  const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`
  const receive = makeReceive(platform)
  const chat = openChat({ platform, publicUrl, receive })
  const telegram = telegramChannel({ log: deps.log, apiRoot: config.telegram.apiRoot })
  const channels = [telegram, chat.channel, ...(overrides.channels ?? [])]
  const quizShelf = openQuizShelf()
  const timeZone = config.displayTimeZone
  const shell = await assembleShell(platform, { accounts, channels, content, timeZone, quizShelf })
  const edge = { db: database.db, deps, publicUrl }
  const api = assembleApi(edge, { jobs, timeZone: config.displayTimeZone })
  const console = assembleConsole(edge, {
    content,
    platform,
    timeZone: config.displayTimeZone,
    forms: accountForms(config),
    quizShelf,
    listSendingAccounts: () => listSendingAccounts(accounts, shell.channels),
  })
  const http = assembleHttp({
    trustedProxies: config.trustedProxies,
    platform,
    accounts,
    receive,
    chat: chat.routes,
    console,
    api,
    bulletins: bulletinRoutes({
      db: database.db,
      publicUrl,
      clock: deps.clock,
      timeZone: config.displayTimeZone,
    }),
  })
  const broadcasts = assembleBroadcasts(shell, accounts)
  const lanes = openLanes(shell)
  const decoder = openDecoder()
  const keepCodes = keepReadCodes
  const cleanFiles = coalesce(() => cleanPendingFiles(database.db, deps, { decoder, keepCodes }))
  const work = { shell, content, broadcasts, lanes, cleanFiles }
  const sweeper = makeSweeper(makeSweeps(work), deps.log)
  const pollers = makePollers({ accounts, receive, config, db: database.db, log: deps.log })
  const webhooks = makeWebhooks({ accounts, config, db: database.db, log: deps.log })
  let server: ServerType | undefined
  return {
    ...{ platform, shell, content, accounts, http, receive, sweeper, broadcasts, lanes, cleanFiles },
    async start(roles) {
      await Promise.all([signals.start(), jobs.untilReady()])
      if (roles.includes('worker')) {
        await jobs.work(wakeHandlers(work))
        sweeper.start()
        pollers.start()
      }
      if (!roles.includes('web')) return {}
      server = await listen(http, config)
      webhooks.start()
      const demo = overrides.isDemo ? await addDemo(platform, content) : null
      const base = config.port === 0 ? publicUrl.replace(/:0$/, `:${portOf(server)}`) : publicUrl
      const setupUrl = await ensureFirstAdminLink(database.db, deps, base)
      return {
        webUrl: `${base}/chat`,
        consoleUrl: `${base}/console`,
        ...(setupUrl && { setupUrl }),
        ...(demo && { demo }),
      }
    },
    async stop() {
      chat.close()
      await closeServer(server)
      await Promise.all([webhooks.stop(), pollers.stop(), sweeper.stop(), broadcasts.sender.stop(), jobs.close()])
      await decoder.close()
      await signals.close()
      await database.close()
    },
  }
}

/** Stored first; only then is anybody woken. */
function makeReceive({ database, deps, jobs }: Platform): Receive {
  const store = eventStore(database.db, deps.keys)
  return async (inbound) => {
    const received = await store(inbound)
    if (received.kind === 'duplicate') return 'duplicate'
    if (received.conversationId) jobs.wake({ name: 'lane', id: received.conversationId })
    return 'stored'
  }
}

function listen(http: Hono, { host, port }: ReadyConfig): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: http.fetch, hostname: host, port }, () => resolve(server))
    server.once('error', reject)
  })
}

/** PORT=0 leaves the choice to the system. */
function portOf(server: ServerType): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** Streams (live pages) never end by themselves, so they are cut. */
async function closeServer(server: ServerType | undefined): Promise<void> {
  if (!server) return
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}
