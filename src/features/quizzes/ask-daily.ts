import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { OpenFlow } from '../../platform/effects.js'
import { isTimeForDaily, vietnamMoment } from './daily.js'
import { listDueDaily, markAsked } from './daily-queries.js'

/**
 * Per account and run of the sweep, which comes once a second. Telegram takes 30 messages a second: two thirds are
 * left for people who wait for a reply.
 */
const MOST_PER_ACCOUNT = 10

const LOCK = 7_205_199_410

/**
 * Opens the question of the day for everybody whose hour has come. Returns the talks in which something waits now.
 * One process at a time, so that the share of each account holds.
 */
export async function askDailyQuestions(tx: Tx, { clock }: Deps, open: OpenFlow): Promise<string[]> {
  const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${LOCK}) as mine`.execute(tx)
  if (!rows[0]?.mine) return []
  const now = vietnamMoment(clock.now())
  const asked: string[] = []
  for (const due of await listDueDaily(tx, now, MOST_PER_ACCOUNT)) {
    const { subscriberId, conversationId, accountId, dailyOn } = due
    if (!isTimeForDaily(due, now) || !(await markAsked(tx, subscriberId, now.day))) continue
    await open(
      tx,
      { accountId, conversationId },
      {
        eventId: `daily-${subscriberId}-${now.day}`,
        flow: 'daily-question',
        facts: { day: now.day, isFirst: dailyOn === null },
      },
    )
    asked.push(conversationId)
  }
  return asked
}
