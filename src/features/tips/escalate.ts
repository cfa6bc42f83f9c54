import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { sendSignal } from '../../platform/signals.js'
import { findEscalation } from '../units/escalation.js'
import { loadUnitTree } from '../units/load-unit-tree.js'
import { raiseAlarm } from '../units/raise-alarm.js'
import type { UnitNode } from '../units/unit-tree.js'
import { insertTipEvent } from './tip-events.js'

const P0_MINUTES = 15
const BATCH = 50
const STUCK = 'escalation_stuck'

/**
 * A P0 tip that nobody took in 15 minutes also goes to the level above, which may then act on it. Where nobody is
 * above, an alarm says so, and the tip is looked at again until somebody takes it or comes.
 */
export async function escalateUnclaimedTips(tx: Tx, deps: Deps): Promise<number> {
  const now = deps.clock.now()
  await clearStuckAlarms(tx, now)
  const waiting = await takeUnclaimed(tx, new Date(now.getTime() - P0_MINUTES * 60_000))
  if (waiting.length === 0) return 0
  const tree = await loadUnitTree(tx)
  for (const tip of waiting) {
    const owner = tree.byId.get(tip.unitId)
    if (!owner) continue
    const wanted = tip.escalationUnitId === null ? undefined : tree.byId.get(tip.escalationUnitId)
    const above = findEscalation(tree, { owner, wanted }, now)
    if (above) await escalate(tx, deps, tip, above)
    else await raiseStuck(tx, tip, owner, now)
  }
  return waiting.length
}

type Unclaimed = { id: string; number: string; unitId: string; escalationUnitId: string | null; wasReleased: boolean }

/** Whose hands the tip is in since it came to its unit; what was claimed is at work, also when the claim has run out. */
const LAST_HANDS = sql<{ type: string; at: Date; isClaim: boolean }>`(
  select type, at, type = 'claimed' and anninh_works(officer_id) as is_claim from tip_event
  where tip_event.tip_id = tip.id and type in ('filed', 'claimed', 'released', 'transferred', 'moved_up')
  order by id desc limit 1
)`

async function takeUnclaimed(tx: Tx, since: Date): Promise<Unclaimed[]> {
  return (
    tx
      .selectFrom('tip')
      .innerJoinLateral(LAST_HANDS.as('hands'), (join) => join.onTrue())
      .select(['tip.id', 'tip.number', 'tip.unitId', 'tip.escalationUnitId'])
      .select(sql<boolean>`hands.type = 'released'`.as('wasReleased'))
      .where('tip.urgency', '=', 'P0')
      .where('tip.status', '<>', 'closed')
      .where('tip.escalatedAt', 'is', null)
      .where('tip.ownedSince', '<=', since)
      .where('hands.isClaim', '=', false)
      .where('hands.at', '<=', since)
      // Those that nobody above can take come again and again: chance keeps them from hiding the others.
      .orderBy(sql`random()`)
      .limit(BATCH)
      .forUpdate('tip')
      .skipLocked()
      .execute()
  )
}

async function escalate(tx: Tx, deps: Deps, tip: Unclaimed, unit: UnitNode): Promise<void> {
  const since = deps.clock.now()
  const { id: tipId } = tip
  await tx.updateTable('tip').set({ escalatedAt: since }).where('id', '=', tipId).execute()
  await tx
    .insertInto('tipAccess')
    .values({ tipId, unitId: unit.id, kind: 'escalated', since })
    .onConflict((conflict) => conflict.columns(['tipId', 'unitId']).doUpdateSet({ kind: 'escalated', since }))
    .execute()
  const data = { to: unit.code, toName: unit.name, ...(tip.wasReleased && { after: 'released' }) }
  await insertTipEvent(tx, deps, null, tipId, { type: 'escalated', data })
  await tx.insertInto('unitNotice').values({ tipId, unitId: unit.id, kind: 'escalated', createdAt: since }).execute()
  await sendSignal(tx, 'tip', unit.id)
}

async function raiseStuck(tx: Tx, { id, number }: Unclaimed, owner: UnitNode, raisedAt: Date): Promise<void> {
  const text = `Tin khẩn ${number} ở ${owner.name} chưa ai nhận sau ${P0_MINUTES} phút, và không có cấp trên nào có cán bộ trực.`
  await raiseAlarm(tx, { kind: STUCK, tipId: id, unitId: owner.id, text, raisedAt })
}

/** The alarm ends by itself: the tip is in somebody's hands, or the level above was told. */
async function clearStuckAlarms(tx: Tx, clearedAt: Date): Promise<void> {
  await tx
    .updateTable('alarm')
    .set({ clearedAt })
    .where('kind', '=', STUCK)
    .where('clearedAt', 'is', null)
    .where(
      sql<boolean>`exists (
        select from tip where tip.id = alarm.tip_id and (
          status = 'closed' or urgency <> 'P0' or escalated_at is not null or holder_until > clock_timestamp()
          or unit_id <> alarm.unit_id
        )
      )`,
    )
    .execute()
}
