import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'
import type { Officer } from '../../platform/officer.js'
import { type ClockKind, type Ends, endsOf, type Term } from './deadline.js'
import { sendSignal } from '../../platform/signals.js'
import { movedMarks } from './marks.js'
import { EARLIEST } from './tip-clocks.js'
import type { WorkCalendar } from './working-days.js'

export type MovedClock = Ends & {
  id: string
  tipId: string
  /** The unit that has the tip. */
  unitId: string
  number: string
  kind: ClockKind
  startedAt: Date
  toldPercent: number
  /** What was shown as the end before. */
  from: Date
  breachedAt: Date | null
}

/** Does the move itself end the term, which then stays ended? */
export function runsOut({ breachedAt, dueAt }: MovedClock, now: Date): boolean {
  return breachedAt === null && dueAt <= now
}

/** The running clocks of open tips that end elsewhere by this calendar. For the owner's role: it sees all units. */
export async function findMovedClocks(db: Db, calendar: WorkCalendar): Promise<MovedClock[]> {
  const running = await db
    .selectFrom('tipClock')
    .innerJoin('tip', 'tip.id', 'tipClock.tipId')
    .select([
      'tip.unitId',
      'tipClock.id',
      'tipClock.tipId',
      'tip.number',
      'tipClock.kind',
      'tipClock.startedAt',
      'tipClock.dueAt',
    ])
    .select(['tipClock.dueAtWorking', 'tipClock.termLength', 'tipClock.termUnit', 'tipClock.toldPercent'])
    .select('tipClock.breachedAt')
    .where('tipClock.stoppedAt', 'is', null)
    .where('tip.status', '<>', 'closed')
    .where('tipClock.termUnit', '<>', 'hours')
    .orderBy('tip.id')
    .orderBy('tipClock.id')
    .execute()
  return running.flatMap(({ kind, ...clock }) => {
    const { id, tipId, unitId, number, startedAt, toldPercent, breachedAt } = clock
    const term: Term = { length: clock.termLength, unit: clock.termUnit as Term['unit'] }
    const ends = endsOf(startedAt, term, calendar)
    if (isSame(ends.dueAt, clock.dueAt) && isSame(ends.dueAtWorking, clock.dueAtWorking)) return []
    const moved = { id, tipId, unitId, number, startedAt, toldPercent, breachedAt, ...ends }
    return [{ ...moved, kind: kind as ClockKind, from: clock.dueAtWorking }]
  })
}

function isSame(a: Date, b: Date): boolean {
  return a.getTime() === b.getTime()
}

export type Why = { reason: string; officer: Officer | null }

/**
 * Counts every running term anew, in the caller's transaction and under `lockCalendar`. A line in each tip's history
 * says what moved and why; what has run out stays so. Doing it again changes nothing.
 */
export async function recomputeClocks(tx: Tx, calendar: WorkCalendar, now: Date, why: Why): Promise<MovedClock[]> {
  const first = await findMovedClocks(tx, calendar)
  if (first.length === 0) return []
  // Whoever acts on a tip locks it before its clocks; in between, a clock may have been stopped.
  const ids = first.map(({ tipId }) => tipId)
  await sql`select from tip where id = any (${ids}::bigint[]) order by id for no key update`.execute(tx)
  const moved = await findMovedClocks(tx, calendar)
  await moveClocks(tx, moved, now)
  await writeMoves(tx, moved, now, why)
  for (const unitId of new Set(moved.map((clock) => clock.unitId))) await sendSignal(tx, 'tip', unitId)
  return moved
}

/** One statement however many there are: half the province may wait for a Tết that was announced. */
async function moveClocks(tx: Tx, moved: readonly MovedClock[], now: Date): Promise<void> {
  const rows = moved.map(({ id, startedAt, dueAt, dueAtWorking, toldPercent }) => {
    const marks = movedMarks({ startedAt, dueAt }, toldPercent, now)
    return {
      ...{ id, due_at: dueAt, due_at_working: dueAtWorking },
      ...{ told_percent: marks.toldPercent, next_mark_at: marks.nextMarkAt },
    }
  })
  await sql`
    update tip_clock set due_at = moved.due_at, due_at_working = moved.due_at_working,
      told_percent = moved.told_percent, next_mark_at = moved.next_mark_at,
      breached_at = case when tip_clock.due_at <= ${now} then coalesce(breached_at, ${now}) else breached_at end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as moved(id bigint, due_at timestamptz, due_at_working timestamptz, told_percent smallint, next_mark_at timestamptz)
    where tip_clock.id = moved.id`.execute(tx)
  const ids = moved.map(({ tipId }) => tipId)
  await tx.updateTable('tip').set({ dueAt: EARLIEST }).where(sql<boolean>`id = any (${ids}::bigint[])`).execute()
}

async function writeMoves(tx: Tx, moved: readonly MovedClock[], at: Date, { officer, reason }: Why): Promise<void> {
  const who = officer ? { by: officer.displayName, unit: officer.unitName } : {}
  const lines = moved.map(({ tipId, kind, from, dueAtWorking }) => ({
    tip_id: tipId,
    data: { ...who, clock: kind, from, to: dueAtWorking, reason },
  }))
  await sql`
    insert into tip_event (tip_id, at, type, officer_id, data)
    select line.tip_id, ${at}, 'due_moved', ${officer?.id ?? null}::bigint, line.data
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as line(tip_id bigint, data jsonb)`.execute(tx)
}
