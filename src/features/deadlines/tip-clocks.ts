import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'
import type { Clock, ClockKind, Ends, Term } from './deadline.js'
import { nextMarkAt, restartMarks } from './marks.js'

/** `unitId`: whose the unit's clock is. Under the officer's role or the owner's. */
export async function insertClocks(
  tx: Tx,
  { tipId, unitId }: { tipId: string; unitId: string },
  clocks: readonly Clock[],
): Promise<void> {
  if (clocks.length === 0) return
  const rows = clocks.map(({ kind, startedAt, term, dueAt, dueAtWorking }) => ({
    ...{ tipId, kind, startedAt, dueAt, dueAtWorking },
    unitId: kind === 'pass_on' ? unitId : null,
    termLength: term.length,
    termUnit: term.unit,
    nextMarkAt: nextMarkAt({ startedAt, dueAt }, 0),
  }))
  await tx.insertInto('tipClock').values(rows).execute()
}

/** By the calendar, of the clocks that run: the due time that every list, page and alarm reads. */
export const EARLIEST = sql<Date>`coalesce(
  (select min(due_at) from tip_clock where tip_id = tip.id and stopped_at is null), due_at)`

/** A stopped clock keeps its breach. */
export async function stopClock(tx: Tx, tipId: string, kind: ClockKind, at: Date): Promise<void> {
  await tx
    .updateTable('tipClock')
    .set({ stoppedAt: at, breachedAt: breachedBy(at) })
    .where('tipId', '=', tipId)
    .where('kind', '=', kind)
    .where('stoppedAt', 'is', null)
    .execute()
  await refreshDue(tx, tipId)
}

/** What ran out before `at` has run out, whatever becomes of the clock now. */
function breachedBy(at: Date) {
  return sql<Date | null>`case when due_at <= ${at} then coalesce(breached_at, ${at}) else breached_at end`
}

export async function refreshDue(tx: Tx, tipId: string): Promise<void> {
  await tx.updateTable('tip').set({ dueAt: EARLIEST }).where('id', '=', tipId).execute()
}

/** Is a clock of this kind running, or was there one? */
export async function hasClock(tx: Tx, tipId: string, kind: ClockKind): Promise<boolean> {
  const found = await tx
    .selectFrom('tipClock')
    .select('id')
    .where('tipId', '=', tipId)
    .where('kind', '=', kind)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

export type RunningClock = {
  id: string
  startedAt: Date
  dueAt: Date
  extensions: number
  stoppedAt: null
}

export async function findRunningClock(tx: Tx, tipId: string, kind: ClockKind): Promise<RunningClock | undefined> {
  const clock = await tx
    .selectFrom('tipClock')
    .select(['id', 'startedAt', 'dueAt', 'extensions'])
    .where('tipId', '=', tipId)
    .where('kind', '=', kind)
    .where('stoppedAt', 'is', null)
    .executeTakeFirst()
  return clock && { ...clock, stoppedAt: null }
}

/** Gives a running clock another term, from its beginning. What has run out stays so. */
export async function moveRunningClock(
  tx: Tx,
  { id, tipId, startedAt }: { id: string; tipId: string; startedAt: Date },
  { term, times, dueAt, dueAtWorking }: Ends & { term: Term; times: number },
  now: Date,
): Promise<void> {
  const ends = { dueAt, dueAtWorking, termLength: term.length, termUnit: term.unit, extensions: times }
  await tx
    .updateTable('tipClock')
    .set({ ...ends, ...restartMarks({ startedAt, dueAt }, now), breachedAt: breachedBy(now) })
    .where('id', '=', id)
    .execute()
  await refreshDue(tx, tipId)
}

/** Up to `max` running clocks of open tips that end before `until`, each once for the unit that has the tip now. Sweeps may overlap: each clock goes to one. */
export async function claimDueSoon(
  db: Db,
  now: Date,
  { until, max }: { until: Date; max: number },
): Promise<{ tipId: string }[]> {
  const near = db
    .selectFrom('tipClock')
    .innerJoin('tip', 'tip.id', 'tipClock.tipId')
    .select('tipClock.id')
    .where('tip.status', '<>', 'closed')
    .where('tipClock.stoppedAt', 'is', null)
    .where('tipClock.dueAt', '>', now)
    .where('tipClock.dueAt', '<=', until)
    .where(sql<boolean>`due_soon_unit_id is distinct from tip.unit_id`)
    .limit(max)
    .forUpdate('tipClock')
    .skipLocked()
  return db
    .updateTable('tipClock')
    .set({ dueSoonUnitId: sql`(select unit_id from tip where tip.id = tip_clock.tip_id)` })
    .where('id', 'in', near)
    .returning('tipId')
    .execute()
}
