import { localDay } from '../../engine/local-day.js'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import { clearAlarm } from './clear-alarm.js'
import { raiseAlarm } from './raise-alarm.js'

const KIND = 'unit_without_officers'

/**
 * P3: an open unit that owns open tips, or a commune's unit with a channel of its own, needs somebody who takes
 * tips. Raises the alarm where there is nobody, and ends it where there is again. Safe to run twice at once.
 */
export async function checkUnitsWithoutOfficers(tx: Tx, now: Date): Promise<{ raised: number; cleared: number }> {
  const empty = await listEmptyUnits(tx, now)
  const open = await tx
    .selectFrom('alarm')
    .select('unitId')
    .where('kind', '=', KIND)
    .where('clearedAt', 'is', null)
    .execute()
  const known = new Set(open.map(({ unitId }) => unitId))
  const fresh = empty.filter(({ id }) => !known.has(id))
  for (const { id, name } of fresh) {
    await raiseAlarm(tx, { kind: KIND, unitId: id, text: `${name} không còn cán bộ nào nhận tin báo.`, raisedAt: now })
  }
  const attended = await listAttendedUnits(
    tx,
    [...known].filter((id) => id !== null),
    now,
  )
  for (const { id } of attended) await clearAlarm(tx, { kind: KIND, unitId: id, clearedAt: now })
  return { raised: fresh.length, cleared: attended.length }
}

async function listEmptyUnits(tx: Tx, now: Date): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('unit')
    .select(['id', 'name'])
    .where(sql<boolean>`(active_to is null or active_to > ${localDay(now)}::date)`)
    .where(sql<boolean>`not anninh_unit_has_officers(unit.id)`)
    .where(sql<boolean>`(
      exists (select from tip where tip.unit_id = unit.id and tip.status <> 'closed')
      or (kind = 'commune' and exists (select from account where account.unit_id = unit.id and is_enabled))
    )`)
    .orderBy('id')
    .execute()
}

/** Also a unit that has been closed needs nobody any more. */
async function listAttendedUnits(tx: Tx, ids: readonly string[], now: Date): Promise<{ id: string }[]> {
  if (ids.length === 0) return []
  return tx
    .selectFrom('unit')
    .select('id')
    .where('id', 'in', ids)
    .where(sql<boolean>`(anninh_unit_has_officers(unit.id) or active_to <= ${localDay(now)}::date)`)
    .execute()
}
