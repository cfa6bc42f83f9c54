import { sql } from 'kysely'
import type { Db } from '../../platform/db.js'
import { readPause } from '../account-pause.js'
import type { Account } from '../channel.js'
import { rateOf, reserveTurns, type Turns } from '../send-slot.js'

/** Bulletins look so far ahead and no further: whoever is answered meanwhile waits at most this long. */
const AHEAD_MS = 100
const NEARLY_FREE_MS = 25
const MOST = 100

/** How many go in one batch: what the platform takes in a tenth of a second. */
export function batchOf(account: Account): number {
  const rate = rateOf(account)
  return rate === 0 ? MOST : Math.min(MOST, Math.max(1, Math.round((rate * AHEAD_MS) / 1000)))
}

/**
 * `count` moments of the account's one line. Given only while nobody else stands in that line, so that replies to
 * people always go before. Otherwise how many milliseconds to wait.
 */
export async function reserveSlots(
  db: Db,
  account: Account,
  { sender, count }: { sender: string; count: number },
): Promise<Turns | { waitMs: number }> {
  if (rateOf(account) === 0) {
    const seconds = await readPause(db, account.id)
    return seconds > 0 ? { waitMs: seconds * 1000 } : { firstInMs: 0, gapMs: 0 }
  }
  const turns = await reserveTurns(db, account, { sender, count, aheadMs: NEARLY_FREE_MS })
  return turns ?? { waitMs: await readWaitMs(db, account.id) }
}

async function readWaitMs(db: Db, accountId: string): Promise<number> {
  const { waitMs } = await db
    .selectFrom('account')
    .select(
      sql<number>`coalesce(extract(epoch from greatest(paused_until, next_send_at) - clock_timestamp()) * 1000, 0)::float8`.as(
        'waitMs',
      ),
    )
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return Math.max(10, waitMs - NEARLY_FREE_MS)
}
