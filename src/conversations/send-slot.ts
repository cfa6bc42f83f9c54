import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../platform/db.js'
import { quickCommit } from '../platform/quick-commit.js'
import { readPause } from './account-pause.js'
import type { Account } from './channel.js'

const LONGEST_WAIT_MS = 2000
/** Calls leave a little early or late; with this much air no second holds more than it may. */
const AIR = 1.03

const now = sql<Date>`clock_timestamp()`

type Slot = { kind: 'go' } | { kind: 'later'; seconds: number }

/**
 * Spaces the calls of one account evenly over all processes, on the database's clock: `ratePerSecond` (a setting
 * of the account) at most. An account paused by the platform gives nobody a slot. Who would wait long takes none: a
 * slot that is taken and left unused would push back everybody behind it, in the end for good.
 */
export async function reserveSlot(db: Db, account: Account): Promise<Slot> {
  const gapMs = gapMsOf(account)
  if (gapMs === 0) return goUnlessPaused(db, account.id)
  const turn = sql<Date>`greatest(coalesce(next_send_at, clock_timestamp()), clock_timestamp())`
  const isNear = sql<boolean>`${turn} <= clock_timestamp() + interval '1 millisecond' * ${LONGEST_WAIT_MS}`
  const reserved = await db
    .updateTable('account')
    .set({ nextSendAt: sql`${turn} + interval '1 millisecond' * ${gapMs}` })
    .where('id', '=', account.id)
    .where(quickCommit)
    .where(isNear)
    .where((where) => where.or([where('pausedUntil', 'is', null), where('pausedUntil', '<=', now)]))
    .returning(
      sql<number>`(extract(epoch from next_send_at - clock_timestamp()) * 1000)::float8 - ${gapMs}::float8`.as(
        'waitMs',
      ),
    )
    .executeTakeFirst()
  if (!reserved) return { kind: 'later', seconds: await readWait(db, account.id) }
  if (reserved.waitMs <= 1) return { kind: 'go' }
  await delay(reserved.waitMs)
  // Somebody may have been told to keep still while we waited for our turn.
  return goUnlessPaused(db, account.id)
}

/** Calls a second; 0: no limit. */
export function rateOf({ settings }: Account): number {
  return Number(settings.ratePerSecond ?? 0)
}

/** Between two calls; 0: no limit. */
export function gapMsOf(account: Account): number {
  const rate = rateOf(account)
  return rate > 0 ? (1000 * AIR) / rate : 0
}

/** Until the pause or the line of the others is over. */
async function readWait(db: Db, accountId: string): Promise<number> {
  const { seconds } = await db
    .selectFrom('account')
    .select(
      sql<number>`coalesce(extract(epoch from greatest(paused_until, next_send_at) - clock_timestamp()), 0)::float8`.as(
        'seconds',
      ),
    )
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return Math.max(seconds, 0.1)
}

async function goUnlessPaused(db: Db, accountId: string): Promise<Slot> {
  const seconds = await readPause(db, accountId)
  return seconds > 0 ? { kind: 'later', seconds } : { kind: 'go' }
}
