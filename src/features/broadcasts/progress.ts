import { z } from 'zod'
import type { Db } from '../../platform/db.js'
import { type BroadcastRow, countStates, type StateCount } from './broadcast-queries.js'
import type { SendingAccount } from './sending-account.js'

export type Progress = {
  counts: StateCount[]
  /** Everybody who was to get it when the audience was frozen. */
  all: number
  /** Of those, how many are settled: delivered or not. */
  done: number
  sent: number
  waiting: number
  /** Until the slowest channel is through; null when nothing moves. */
  secondsLeft: number | null
}

export const StoredResult = z.object({
  counts: z.array(
    z.object({ accountId: z.string(), state: z.string(), reason: z.string().nullable(), people: z.number() }),
  ),
  left: z.number().optional(),
  opened: z.number().optional(),
})

const FRESH_MS = 2000
const WAITING: readonly string[] = ['pending', 'sending']

/** Counted at most every two seconds in this process, however many look on. */
export function progressReader(db: Db, now: () => number = () => performance.now()) {
  const known = new Map<string, { at: number; counts: Promise<StateCount[]> }>()
  return async (row: BroadcastRow, accounts: readonly SendingAccount[]): Promise<Progress> => {
    const stored = StoredResult.safeParse(row.result)
    if (stored.success) return toProgress(row, stored.data.counts, accounts)
    const last = known.get(row.id)
    const isFresh = last !== undefined && now() - last.at < FRESH_MS
    const counts = isFresh ? last.counts : countStates(db, row.id)
    if (!isFresh) known.set(row.id, { at: now(), counts })
    if (known.size > 50) known.clear()
    return toProgress(row, await counts, accounts)
  }
}

/** Who was never to get it (blocked, capped …) is no part of the way that is to go. */
export function toProgress(
  { state }: Pick<BroadcastRow, 'state'>,
  counts: StateCount[],
  accounts: readonly SendingAccount[],
): Progress {
  const part = counts.filter((one) => one.state !== 'ineligible' || LATE_REASONS.includes(one.reason ?? ''))
  const waitingOf = (accountId: string) =>
    sum(part.filter((one) => one.accountId === accountId && WAITING.includes(one.state)))
  const all = sum(part)
  const waiting = sum(part.filter((one) => WAITING.includes(one.state)))
  const seconds = accounts.map(({ id, ratePerSecond }) => (ratePerSecond > 0 ? waitingOf(id) / ratePerSecond : 0))
  return {
    ...{ counts, all, waiting, done: all - waiting },
    sent: sum(part.filter((one) => one.state === 'sent')),
    secondsLeft: state === 'sending' ? Math.ceil(Math.max(0, ...seconds)) : null,
  }
}

const LATE_REASONS: readonly string[] = ['late', 'cancelled']

function sum(counts: readonly StateCount[]): number {
  return counts.reduce((total, { people }) => total + people, 0)
}
