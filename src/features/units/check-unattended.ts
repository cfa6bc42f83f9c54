import { localDay } from '../../engine/local-day.js'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { sendSignal } from '../../platform/signals.js'
import { loadUnitTree } from './load-unit-tree.js'
import { raiseAlarm } from './raise-alarm.js'
import { findTaker } from './takers.js'
import { type UnitNode, type UnitTree, upFrom } from './unit-tree.js'

const BATCH = 100

/**
 * P3: an open tip whose unit has been closed or left without officers goes to the nearest unit above that can take
 * it, else to whoever `findTaker` names, and an alarm says so; where there is none, it stays, with the alarm. Clocks
 * run on. Runs as the owner.
 */
export async function checkUnattendedTips(tx: Tx, deps: Deps, homeProvince: string): Promise<number> {
  const now = deps.clock.now()
  const stranded = await takeStrandedTips(tx, localDay(now))
  if (stranded.length === 0) return 0
  const tree = await loadUnitTree(tx)
  for (const tip of stranded) {
    const from = tree.byId.get(tip.unitId)
    if (from) await resettle(tx, { tip, from, tree, homeProvince, now })
  }
  return stranded.length
}

type Stranded = { id: string; number: string; unitId: string; pageUnitId: string | null }
type Case = { tip: Stranded; from: UnitNode; tree: UnitTree; homeProvince: string; now: Date }

async function takeStrandedTips(tx: Tx, day: string): Promise<Stranded[]> {
  return (
    tx
      .selectFrom('tip')
      .innerJoin('unit', 'unit.id', 'tip.unitId')
      .select(['tip.id', 'tip.number', 'tip.unitId'])
      .select(
        sql<
          string | null
        >`(select account.unit_id from tip_reporter join account on account.id = tip_reporter.account_id
        where tip_reporter.tip_id = tip.id order by tip_reporter.created_at limit 1)`.as('pageUnitId'),
      )
      .where('tip.status', '<>', 'closed')
      .where(sql<boolean>`(unit.active_to <= ${day}::date or not anninh_unit_has_officers(unit.id))`)
      // Those that nobody can take come again and again: chance keeps them from hiding the others.
      .orderBy(sql`random()`)
      .limit(BATCH)
      .forUpdate('tip')
      .skipLocked()
      .execute()
  )
}

async function resettle(tx: Tx, { tip, from, tree, homeProvince, now }: Case): Promise<void> {
  const page = tip.pageUnitId === null ? undefined : tree.byId.get(tip.pageUnitId)
  const taker = findTaker(tree, { own: from, page, home: tree.byCode.get(`CAT-${homeProvince}`) }, now)
  const text = taker ? movedWords(from, taker.unit, tree) : waitsWords(from)
  const unitId = taker?.unit.id ?? tip.unitId
  const alarm = { kind: 'unit_unattended', tipId: tip.id, unitId, text: `Tin ${tip.number}: ${text}` }
  await raiseAlarm(tx, { ...alarm, raisedAt: now })
  if (taker) await moveTip(tx, tip.id, from, taker.unit, { text, at: now })
}

function movedWords(from: UnitNode, to: UnitNode, tree: UnitTree): string {
  return upFrom(tree, from).includes(to)
    ? `${from.name} không còn cán bộ tiếp nhận; tin đã chuyển lên ${to.name}.`
    : `${from.name} và các cấp trên không có cán bộ tiếp nhận; tin đã giao ${to.name} để chuyển tiếp.`
}

function waitsWords({ name }: UnitNode): string {
  return `${name} và các cấp trên chưa có cán bộ tiếp nhận; tin đang chờ.`
}

async function moveTip(
  tx: Tx,
  tipId: string,
  from: UnitNode,
  to: UnitNode,
  { text, at }: { text: string; at: Date },
): Promise<void> {
  await tx.deleteFrom('tipAccess').where('tipId', '=', tipId).where('unitId', '=', to.id).execute()
  await tx
    .updateTable('tip')
    .set({
      unitId: to.id,
      ownedSince: at,
      holderId: null,
      holderUntil: null,
      // Who was above the former unit is not who is above this one.
      escalationUnitId: null,
      escalatedAt: sql`case when exists (select from tip_access where tip_id = tip.id and kind = 'escalated') then escalated_at end`,
      status: sql`case when status = 'in_progress' then 'new' else status end`,
      routing: sql`jsonb_set(routing, '{why}', coalesce(routing -> 'why', '[]') || to_jsonb(${text}::text))`,
    })
    .where('id', '=', tipId)
    .execute()
  const names = { from: from.code, fromName: from.name, to: to.code, toName: to.name }
  const data = JSON.stringify({ ...names, reason: 'unattended' })
  await tx.insertInto('tipEvent').values({ tipId, at, type: 'moved_up', data }).execute()
  await tx.insertInto('unitNotice').values({ tipId, unitId: to.id, kind: 'transferred', createdAt: at }).execute()
  await sendSignal(tx, 'tip', to.id)
}
