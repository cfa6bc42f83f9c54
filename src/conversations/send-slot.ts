import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../platform/db.js'
import { quickCommit } from '../platform/quick-commit.js'
import { readPause } from './account-pause.js'
import type { Account } from './channel.js'

const LONGEST_WAIT_MS = 2000

type Slot = { kind: 'go' } | { kind: 'later'; seconds: number }

/**
 * Spaces the calls of one account evenly over all processes, on the database's clock: `ratePerSecond` (a setting
 * of the account) at most. An account paused by the platform gives nobody a slot.
 */
export async function reserveSlot(db: Db, account: Account): Promise<Slot> {
  const rate = Number(account.settings.ratePerSecond ?? 0)
  const gapMs = rate > 0 ? 1000 / rate : 0
  if (gapMs === 0) return goUnlessPaused(db, account.id)
  const slot = await db
    .updateTable('account')
    .set({
      nextSendAt: sql`case when paused_until > clock_timestamp() then next_send_at
        else greatest(coalesce(next_send_at, clock_timestamp()), clock_timestamp()) + interval '1 millisecond' * ${gapMs} end`,
    })
    .where('id', '=', account.id)
    .where(quickCommit)
    .returning([
      sql<number>`(extract(epoch from next_send_at - clock_timestamp()) * 1000)::float8 - ${gapMs}::float8`.as(
        'waitMs',
      ),
      sql<number>`coalesce(extract(epoch from paused_until - clock_timestamp()), 0)::float8`.as('pausedSeconds'),
    ])
    .executeTakeFirstOrThrow()
  if (slot.pausedSeconds > 0) return { kind: 'later', seconds: slot.pausedSeconds }
  if (slot.waitMs > LONGEST_WAIT_MS) return { kind: 'later', seconds: slot.waitMs / 1000 }
  if (slot.waitMs <= 1) return { kind: 'go' }
  await delay(slot.waitMs)
  // Somebody may have been told to keep still while we waited for our turn.
  return goUnlessPaused(db, account.id)
}

async function goUnlessPaused(db: Db, accountId: string): Promise<Slot> {
  const seconds = await readPause(db, accountId)
  return seconds > 0 ? { kind: 'later', seconds } : { kind: 'go' }
}
