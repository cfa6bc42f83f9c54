import { TELEGRAM_API_ROOT } from '../channels/telegram/limits.js'
import { startPolling } from '../channels/telegram/polling.js'
import type { ReadyConfig } from '../commands/with-database.js'
import { sharedPause } from '../conversations/account-pause.js'
import type { Account, Receive } from '../conversations/channel.js'
import type { Db } from '../platform/db.js'
import { whileLeader } from '../platform/leader.js'
import type { Log } from '../platform/log.js'
import type { Accounts } from './accounts.js'
import { followAccounts, type Follower } from './follow-accounts.js'

type Options = { accounts: Accounts; receive: Receive; config: ReadyConfig; db: Db; log: Log }

/** One loop per Telegram account in polling mode, over all processes; follows accounts as the console changes them. */
export function makePollers({ accounts, receive, config, db, log }: Options): Follower {
  const apiRoot = config.telegram.apiRoot ?? TELEGRAM_API_ROOT
  return followAccounts({
    accounts,
    log,
    isWanted: isPolled,
    run: (account, stop) =>
      whileLeader({ databaseUrl: config.databaseUrl, name: `poll:${account.id}`, signal: stop, log }, (signal) =>
        startPolling({ account, receive, log, signal, apiRoot, sharedPause: sharedPause(db, account.id) }),
      ),
  })
}

function isPolled(account: Account): boolean {
  return account.channel === 'telegram' && account.settings['mode'] !== 'webhook'
}
