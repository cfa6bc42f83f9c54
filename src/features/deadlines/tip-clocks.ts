import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'

export type ClockKind = 'pass_on' | 'resolve'

/** A stopped clock keeps its breach; the tip's own due time becomes the earliest of those that still run. */
export async function stopClock(tx: Tx, tipId: string, kind: ClockKind, at: Date): Promise<void> {
  await tx
    .updateTable('tipClock')
    .set({
      stoppedAt: at,
      breachedAt: sql`case when due_at <= ${at} then coalesce(breached_at, ${at}) else breached_at end`,
    })
    .where('tipId', '=', tipId)
    .where('kind', '=', kind)
    .where('stoppedAt', 'is', null)
    .execute()
  await tx
    .updateTable('tip')
    .set({
      dueAt: sql`coalesce((select min(due_at) from tip_clock where tip_id = tip.id and stopped_at is null), due_at)`,
    })
    .where('id', '=', tipId)
    .execute()
}

/** Marks up to `max` clocks that ran out. Sweeps may overlap: each clock goes to one. */
export async function markBreachedClocks(db: Db, now: Date, max: number): Promise<{ tipId: string; kind: string }[]> {
  const overdue = db
    .selectFrom('tipClock')
    .select('id')
    .where('dueAt', '<=', now)
    .where('stoppedAt', 'is', null)
    .where('breachedAt', 'is', null)
    .orderBy('dueAt')
    .limit(max)
    .forUpdate()
    .skipLocked()
  return db
    .updateTable('tipClock')
    .set({ breachedAt: now })
    .where('id', 'in', overdue)
    .returning(['tipId', 'kind'])
    .execute()
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
