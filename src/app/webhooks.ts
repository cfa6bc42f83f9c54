import { pause } from '../channels/telegram/pause.js'
import { registerWebhook } from '../channels/telegram/register-webhook.js'
import type { ReadyConfig } from '../commands/with-database.js'
import { pauseAccount, readPause } from '../conversations/account-pause.js'
import type { Account } from '../conversations/channel.js'
import type { Db } from '../platform/db.js'
import type { Log } from '../platform/log.js'
import type { Accounts } from './accounts.js'
import { followAccounts, type Follower } from './follow-accounts.js'

/** Of the environment's account; the others have their id behind it. */
const PATH = '/webhooks/telegram'
const FIRST_BACKOFF_SECONDS = 1
const MAX_BACKOFF_SECONDS = 300

type Options = { accounts: Accounts; config: ReadyConfig; db: Db; log: Log; lookAgainMs?: number }

/**
 * Tells Telegram where the webhook of each account is, and tries until Telegram has taken it: a bot whose webhook is
 * not known hears nothing. Beside everything else, so that a Telegram that does not answer holds up no start.
 */
export function makeWebhooks(options: Options): Follower {
  const { accounts, log, lookAgainMs } = options
  return followAccounts({
    accounts,
    log,
    lookAgainMs,
    isWanted: hasWebhook,
    run: (account, signal) => register(options, account, signal),
  })
}

function hasWebhook(account: Account): boolean {
  return account.channel === 'telegram' && account.settings['mode'] === 'webhook'
}

async function register({ config, db, log }: Options, account: Account, signal: AbortSignal): Promise<void> {
  const { publicUrl, telegram } = config
  const secret = account.settings['webhookSecret']
  if (!publicUrl || !secret) {
    log.warn({ accountId: account.id }, 'a webhook needs PUBLIC_URL and a secret; Telegram was not told of it')
    return
  }
  const registration = { account, publicUrl, secret, apiRoot: telegram.apiRoot, signal }
  const path = account.id === 'telegram' ? PATH : `${PATH}/${account.id}`
  for (let backoff = FIRST_BACKOFF_SECONDS; !signal.aborted; backoff = Math.min(backoff * 2, MAX_BACKOFF_SECONDS)) {
    await pause((await readPause(db, account.id)) * 1000, signal)
    if (signal.aborted) return
    const result = await registerWebhook(registration, path)
    if (result.kind === 'registered' || signal.aborted) return
    if (result.kind === 'rate_limited') {
      await pauseAccount(db, account.id, result.retryAfterSeconds)
      continue
    }
    log.error({ accountId: account.id, reason: result.reason, againInSeconds: backoff }, NOT_TAKEN)
    await pause(backoff * 1000, signal)
  }
}

const NOT_TAKEN = 'Telegram did not take our webhook; trying again'
