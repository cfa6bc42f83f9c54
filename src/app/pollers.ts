import { TELEGRAM_API_ROOT } from '../channels/telegram/limits.js'
import { startPolling } from '../channels/telegram/polling.js'
import { registerWebhook } from '../channels/telegram/register-webhook.js'
import type { ReadyConfig } from '../commands/with-database.js'
import type { Account, Receive } from '../conversations/channel.js'
import { whileLeader } from '../platform/leader.js'
import type { Log } from '../platform/log.js'
import type { Accounts } from './accounts.js'

const LOOK_AGAIN_MS = 10_000
/** Of the environment's account; the others have their id behind it. */
const WEBHOOK = '/webhooks/telegram'

type Options = { accounts: Accounts; receive: Receive; config: ReadyConfig; log: Log }
type Running = { settings: string; stop: AbortController; done: Promise<void> }

export type Pollers = { start(): void; stop(): Promise<void> }

/** One loop per Telegram account in polling mode, over all processes; follows accounts as the console changes them. */
export function makePollers(options: Options): Pollers {
  const running = new Map<string, Running>()
  let timer: NodeJS.Timeout | undefined
  const look = async () => {
    const wanted = (await options.accounts.list()).filter(isPolled)
    for (const [id, loop] of running) {
      const account = wanted.find((one) => one.id === id)
      if (account && settingsOf(account) === loop.settings) continue
      loop.stop.abort()
      running.delete(id)
    }
    for (const account of wanted) if (!running.has(account.id)) running.set(account.id, run(options, account))
  }
  const lookSafely = () =>
    look().catch((err: unknown) => options.log.warn({ err }, 'accounts could not be read; looking again soon'))
  return {
    start() {
      void lookSafely()
      timer = setInterval(() => void lookSafely(), LOOK_AGAIN_MS)
    },
    async stop() {
      clearInterval(timer)
      for (const loop of running.values()) loop.stop.abort()
      await Promise.all([...running.values()].map((loop) => loop.done))
    },
  }
}

function isPolled(account: Account): boolean {
  return account.channel === 'telegram' && account.settings['mode'] !== 'webhook'
}

function settingsOf({ settings }: Account): string {
  return JSON.stringify(settings)
}

function run({ receive, config, log }: Options, account: Account): Running {
  const stop = new AbortController()
  const lead = { databaseUrl: config.databaseUrl, name: `poll:${account.id}`, signal: stop.signal, log }
  const done = whileLeader(lead, (signal) =>
    startPolling({ account, receive, log, signal, apiRoot: config.telegram.apiRoot ?? TELEGRAM_API_ROOT }),
  )
  return { settings: settingsOf(account), stop, done }
}

/** Tells Telegram where our webhook is. Failing is no reason not to start: it is logged, and the next start tries again. */
export async function registerWebhooks({ accounts, config, log }: Options): Promise<void> {
  for (const account of await accounts.list()) {
    if (account.channel !== 'telegram' || account.settings['mode'] !== 'webhook') continue
    const secret = account.settings['webhookSecret']
    if (!config.publicUrl || !secret) {
      log.warn({ accountId: account.id }, 'a webhook needs PUBLIC_URL and a secret; Telegram was not told of it')
      continue
    }
    const registration = { account, publicUrl: config.publicUrl, secret, apiRoot: config.telegram.apiRoot }
    const result = await registerWebhook(registration, account.id === 'telegram' ? WEBHOOK : `${WEBHOOK}/${account.id}`)
    if (result.kind === 'failed')
      log.error({ accountId: account.id, reason: result.reason }, 'Telegram did not take our webhook')
  }
}
