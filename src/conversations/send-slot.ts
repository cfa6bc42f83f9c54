import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { batched } from '../platform/batched.js'
import type { Db } from '../platform/db.js'
import { quickCommit } from '../platform/quick-commit.js'
import { readPause } from './account-pause.js'
import type { Account } from './channel.js'

const LONGEST_WAIT_MS = 2000
/** About as long as a call that is under way takes. */
const SHORT_WAIT_MS = 50
/**
 * Calls leave a little early or late. One process makes up for that by itself (`Pacer`); what several send together
 * comes in no order, so they keep more air between them: calls that are held up for a fifth of a second on their way
 * arrive with those behind them, and still make no second too full.
 */
const AIR = { alone: 1.03, shared: 1.25 }
const SHARED_SECONDS = 5

const now = sql<Date>`clock_timestamp()`
const turn = sql<Date>`greatest(coalesce(next_send_at, clock_timestamp()), clock_timestamp())`

type Slot = { kind: 'go' } | { kind: 'later'; seconds: number }
/** Moments at which calls may leave: the first so many milliseconds from now, the others `gapMs` apart. */
export type Turns = { firstInMs: number; gapMs: number }

export type SendSlots = { reserve(account: Account): Promise<Slot> }

/**
 * Spaces the calls of one account evenly over all processes, on the database's clock: `ratePerSecond` (a setting
 * of the account) at most. An account paused by the platform gives nobody a slot. Who would wait long takes none: a
 * slot that is taken and left unused would push back everybody behind it, in the end for good. Calls that are asked for
 * together take their places by one statement.
 */
export function sendSlots(db: Db, sender: string): SendSlots {
  const lines = new Map<string, (account: Account) => Promise<Place>>()
  return {
    reserve(account) {
      const line = lines.get(account.id) ?? batched<Account, Place>((accounts) => reserveAll(db, accounts, sender))
      lines.set(account.id, line)
      return line(account).then((slot) => waitFor(db, account, slot))
    },
  }
}

type Place = Slot & { inMs?: number }

/** A place for each in the line of one account, in their order. */
async function reserveAll(db: Db, accounts: readonly Account[], sender: string): Promise<Place[]> {
  const [account] = accounts
  if (!account) return []
  if (rateOf(account) === 0) {
    const slot = await goUnlessPaused(db, account.id)
    return accounts.map(() => slot)
  }
  const turns = await reserveTurns(db, account, { sender, count: accounts.length, aheadMs: LONGEST_WAIT_MS })
  if (turns) return accounts.map((_, index) => ({ kind: 'go', inMs: turns.firstInMs + index * turns.gapMs }))
  const later: Slot = { kind: 'later', seconds: await readWait(db, account.id) }
  return accounts.map(() => later)
}

async function waitFor(db: Db, account: Account, place: Place): Promise<Slot> {
  if (!place.inMs || place.inMs <= 1) return place
  await delay(place.inMs)
  // Somebody may have been told to keep still while we waited for our turn.
  return place.inMs > SHORT_WAIT_MS ? goUnlessPaused(db, account.id) : place
}

/**
 * `count` places in the account's line; null when the line is longer than `aheadMs`, or the account is paused.
 * `sender`: this process. Only for accounts with a rate.
 */
export async function reserveTurns(
  db: Db,
  account: Account,
  { sender, count, aheadMs }: { sender: string; count: number; aheadMs: number },
): Promise<Turns | null> {
  const gapMs = 1000 / rateOf(account)
  const isOther = sql<boolean>`sender is distinct from ${sender} and next_send_at > clock_timestamp() - ${forSeconds}`
  const isShared = sql<boolean>`(${isOther} or coalesce(shared_until > clock_timestamp(), false))`
  const air = sql<number>`case when ${isShared} then ${AIR.shared}::float8 else ${AIR.alone}::float8 end`
  const reserved = await db
    .updateTable('account')
    .set({
      nextSendAt: sql`${turn} + interval '1 millisecond' * ${gapMs * count}::float8 * ${air}`,
      sender,
      sharedUntil: sql`case when ${isOther} then clock_timestamp() + ${forSeconds} else shared_until end`,
    })
    .where('id', '=', account.id)
    .where(quickCommit)
    .where(sql<boolean>`${turn} <= clock_timestamp() + interval '1 millisecond' * ${aheadMs}`)
    .where((where) => where.or([where('pausedUntil', 'is', null), where('pausedUntil', '<=', now)]))
    .returning([
      sql<number>`(extract(epoch from next_send_at - clock_timestamp()) * 1000)::float8`.as('endInMs'),
      sql<boolean>`coalesce(shared_until > clock_timestamp(), false)`.as('isShared'),
    ])
    .executeTakeFirst()
  if (!reserved) return null
  const gap = gapMs * (reserved.isShared ? AIR.shared : AIR.alone)
  return { gapMs: gap, firstInMs: Math.max(0, reserved.endInMs - gap * count) }
}

const forSeconds = sql`interval '1 second' * ${SHARED_SECONDS}`

/** Calls a second; 0: no limit. */
export function rateOf({ settings }: Account): number {
  return Number(settings.ratePerSecond ?? 0)
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
