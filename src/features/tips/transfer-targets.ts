import { sql } from 'kysely'
import { foldText } from '../../engine/text-key.js'
import type { Db } from '../../platform/db.js'
import { BY_NAME } from '../../platform/name-order.js'

export type Target = { code: string; name: string }

/**
 * Open units with somebody in them, near ones first: the parent, its departments, then the rest. Names are compared
 * without marks, which the database cannot do: it gives the names, we pick.
 */
export async function listTransferTargets(
  db: Db,
  { text, day, fromUnitId, max }: { text: string; day: string; fromUnitId: string; max: number },
): Promise<Target[]> {
  const units = await db
    .selectFrom('unit')
    .select(['code', 'name'])
    .where('id', '<>', fromUnitId)
    .where('activeFrom', '<=', day)
    .where((where) => where.or([where('activeTo', 'is', null), where('activeTo', '>', day)]))
    .where(sql<boolean>`anninh_unit_has_officers(id)`)
    .orderBy(sql`id = (select parent_id from unit as own where own.id = ${fromUnitId})`, 'desc')
    .orderBy(sql`array_position(array['province', 'department', 'commune', 'ministry'], kind)`)
    .orderBy(BY_NAME)
    .execute()
  const words = foldText(text).split(' ').filter(Boolean)
  const fits = ({ code, name }: Target) => {
    const key = foldText(`${name} ${code}`)
    return words.every((word) => key.includes(word))
  }
  return units.filter(fits).slice(0, max)
}
