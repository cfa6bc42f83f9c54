import type { Tx } from '../../platform/db.js'
import type { ClockKind, Term } from './deadline.js'
import { type Mark, nextMarkAt, reachedMark } from './marks.js'

export type Reached = { tipId: string; kind: ClockKind; mark: Mark; unit: Term['unit'] }

/**
 * Takes up to `max` clocks of which a part has gone by that nobody was told of, and marks those that ran out. What was
 * told is never told again, also when the machine's clock goes back. Sweeps may overlap: each clock goes to one.
 */
export async function takeReachedClocks(tx: Tx, now: Date, max: number): Promise<Reached[]> {
  const due = await tx
    .selectFrom('tipClock')
    .innerJoin('tip', 'tip.id', 'tipClock.tipId')
    .select(['tipClock.id', 'tipClock.tipId', 'tipClock.kind', 'tipClock.startedAt', 'tipClock.dueAt'])
    .select(['tipClock.toldPercent', 'tipClock.termUnit'])
    .where('tipClock.nextMarkAt', '<=', now)
    .where('tipClock.stoppedAt', 'is', null)
    .orderBy('tipClock.nextMarkAt')
    .limit(max)
    // The tip first, as whoever acts on it does.
    .forNoKeyUpdate(['tip', 'tipClock'])
    .skipLocked()
    .execute()
  const reached: Reached[] = []
  for (const { id, tipId, kind, termUnit, toldPercent, startedAt, dueAt } of due) {
    const span = { startedAt, dueAt }
    const mark = reachedMark(span, now)
    const told = Math.max(mark, toldPercent)
    await tx
      .updateTable('tipClock')
      .set((row) => ({
        toldPercent: told,
        nextMarkAt: nextMarkAt(span, told),
        ...(mark === 100 && { breachedAt: row.fn.coalesce('breachedAt', row.val(now)) }),
      }))
      .where('id', '=', id)
      .execute()
    if (mark !== 0 && mark > toldPercent) {
      reached.push({ tipId, kind: kind as ClockKind, mark, unit: termUnit as Term['unit'] })
    }
  }
  return reached
}
