import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { sendSignal } from '../../platform/signals.js'
import { type Reached, takeReachedClocks } from '../deadlines/reached-clocks.js'
import { findEscalation } from '../units/escalation.js'
import { loadUnitTree } from '../units/load-unit-tree.js'
import type { UnitTree } from '../units/unit-tree.js'
import { insertTipEvent } from './tip-events.js'
import { tellUnit } from './tell-unit.js'

const BATCH = 50

/**
 * Half of a term is told to whoever holds the tip, else to the unit; four fifths to the unit with its leads; at the end
 * the unit above gets sight of the tip. What is told of hours, which the law lets run at night, waits for no morning.
 */
export async function noteMarks(tx: Tx, deps: Deps): Promise<number> {
  const reached = await takeReachedClocks(tx, deps.clock.now(), BATCH)
  if (reached.length === 0) return 0
  const tree = await loadUnitTree(tx)
  for (const clock of reached) {
    if (clock.mark === 100) await noteBreach(tx, deps, clock, tree)
    else if (clock.mark === 80) await tell(tx, deps, clock, 'most_time')
    else await tellHolder(tx, deps, clock)
  }
  return reached.length
}

async function noteBreach(tx: Tx, deps: Deps, clock: Reached, tree: UnitTree): Promise<void> {
  await insertTipEvent(tx, deps, null, clock.tipId, { type: 'breached', data: { clock: clock.kind } })
  await tell(tx, deps, clock, 'overdue')
  await showAbove(tx, deps, clock, tree)
}

async function tell(tx: Tx, deps: Deps, clock: Reached, kind: string): Promise<void> {
  const isUrgent = clock.unit === 'hours'
  await tellUnit(tx, clock.tipId, { kind, clock: clock.kind, createdAt: deps.clock.now(), isUrgent })
}

async function tellHolder(tx: Tx, deps: Deps, clock: Reached): Promise<void> {
  const tip = await tx
    .selectFrom('tip')
    .select(['unitId', 'holderId'])
    .where('id', '=', clock.tipId)
    .where('holderUntil', '>', sql<Date>`clock_timestamp()`)
    .where(sql<boolean>`anninh_works(holder_id)`)
    .executeTakeFirst()
  if (!tip?.holderId) return tell(tx, deps, clock, 'half_time')
  const notice = { officerId: tip.holderId, tipId: clock.tipId, kind: 'half_time', clock: clock.kind }
  await tx
    .insertInto('officerNotice')
    .values({ ...notice, createdAt: deps.clock.now() })
    .execute()
  await sendSignal(tx, 'tip', tip.unitId)
}

/** Sight is given once for each unit that has the tip; of every clock that ran out the unit above is told. */
async function showAbove(tx: Tx, deps: Deps, { tipId, kind: clock, unit }: Reached, tree: UnitTree): Promise<void> {
  const now = deps.clock.now()
  const tip = await tx
    .selectFrom('tip')
    .select(['unitId', 'escalationUnitId'])
    .where('id', '=', tipId)
    .executeTakeFirstOrThrow()
  const owner = tree.byId.get(tip.unitId)
  const wanted = tip.escalationUnitId === null ? undefined : tree.byId.get(tip.escalationUnitId)
  const above = owner && findEscalation(tree, { owner, wanted }, now)
  if (!above) return
  const given = await tx
    .insertInto('tipAccess')
    .values({ tipId, unitId: above.id, kind: 'escalated', since: now })
    .onConflict((conflict) =>
      conflict
        .columns(['tipId', 'unitId'])
        .doUpdateSet({ kind: 'escalated', since: now })
        .where('tipAccess.kind', '<>', 'escalated'),
    )
    .returning('tipId')
    .execute()
  const isUrgent = unit === 'hours'
  await tx
    .insertInto('unitNotice')
    .values({ tipId, unitId: above.id, kind: 'overdue_below', clock, createdAt: now, isUrgent })
    .execute()
  await sendSignal(tx, 'tip', above.id)
  if (given.length === 0) return
  await tx
    .updateTable('tip')
    .set({ escalatedAt: sql`coalesce(escalated_at, ${now})` })
    .where('id', '=', tipId)
    .execute()
  const data = { to: above.code, toName: above.name, after: 'overdue' }
  await insertTipEvent(tx, deps, null, tipId, { type: 'escalated', data })
}
