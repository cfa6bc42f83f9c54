import { localDay } from '../../engine/local-day.js'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { sendSignal } from '../../platform/signals.js'
import { raiseAlarm } from './raise-alarm.js'

const BATCH = 100

/**
 * P3: an open tip whose unit has been closed or left without officers goes to the nearest unit above that can take
 * it, and an alarm says so; where there is none, it stays, with the alarm. Clocks run on.
 */
export async function checkUnattendedTips(tx: Tx, deps: Deps): Promise<number> {
  const now = deps.clock.now()
  const stranded = await tx
    .selectFrom('tip')
    .innerJoin('unit', 'unit.id', 'tip.unitId')
    .select(['tip.id', 'tip.unitId', 'unit.code', 'unit.name'])
    .where('tip.status', '<>', 'closed')
    .where(sql<boolean>`(unit.active_to <= ${localDay(now)}::date or not anninh_unit_has_officers(unit.id))`)
    // Those that nobody above can take come again and again: chance keeps them from hiding the others.
    .orderBy(sql`random()`)
    .limit(BATCH)
    .forUpdate('tip')
    .skipLocked()
    .execute()
  for (const tip of stranded) {
    const above = await findAttendedParent(tx, tip.unitId, localDay(now))
    const text = above
      ? `${tip.name} không còn cán bộ tiếp nhận; tin đã chuyển lên ${above.name}.`
      : `${tip.name} và các cấp trên chưa có cán bộ tiếp nhận; tin đang chờ.`
    await raiseAlarm(tx, {
      kind: 'unit_unattended',
      tipId: tip.id,
      unitId: above?.id ?? tip.unitId,
      text,
      raisedAt: now,
    })
    if (above) await moveUp(tx, tip, above, now)
  }
  return stranded.length
}

type Above = { id: string; code: string; name: string }

async function findAttendedParent(tx: Tx, unitId: string, day: string): Promise<Above | null> {
  const { rows } = await sql<Above>`
    with recursive above as (
      select id, code, name, parent_id, active_to, 0 as height from unit where id = ${unitId}
      union all
      select unit.id, unit.code, unit.name, unit.parent_id, unit.active_to, height + 1
      from unit join above on unit.id = above.parent_id where height < 10
    )
    select id, code, name from above
    where height > 0 and (active_to is null or active_to > ${day}::date) and anninh_unit_has_officers(id)
    order by height limit 1`.execute(tx)
  return rows[0] ?? null
}

async function moveUp(
  tx: Tx,
  tip: { id: string; unitId: string; code: string; name: string },
  above: Above,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('tip')
    .set({
      unitId: above.id,
      ownedSince: at,
      holderId: null,
      holderUntil: null,
      status: sql`case when status = 'in_progress' then 'new' else status end`,
    })
    .where('id', '=', tip.id)
    .execute()
  const data = JSON.stringify({
    from: tip.code,
    fromName: tip.name,
    to: above.code,
    toName: above.name,
    reason: 'unattended',
  })
  await tx.insertInto('tipEvent').values({ tipId: tip.id, at, type: 'moved_up', data }).execute()
  await tx
    .insertInto('unitNotice')
    .values({ tipId: tip.id, unitId: above.id, kind: 'transferred', createdAt: at })
    .execute()
  await sendSignal(tx, 'tip', above.id)
}
