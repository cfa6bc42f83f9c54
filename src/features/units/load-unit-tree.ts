import { sql } from 'kysely'
import type { Db } from '../../platform/db.js'
import { makeUnitTree, type UnitTree } from './unit-tree.js'

/**
 * All units with how many of their officers may take a tip. For the owner's role: the officers' own role sees fewer
 * people. Counted in one go, since the whole country has thousands of units.
 */
export async function loadUnitTree(db: Db): Promise<UnitTree> {
  const units = await db
    .with('staff', (one) =>
      one
        .selectFrom('officer')
        .select(['unitId', sql<number>`count(*)::int`.as('active')])
        .where('isActive', '=', true)
        .where('role', 'in', ['intake', 'triage', 'lead'])
        .groupBy('unitId'),
    )
    .selectFrom('unit')
    .leftJoin('staff', 'staff.unitId', 'unit.id')
    .select(['id', 'code', 'name', 'parentId', 'activeFrom', 'activeTo'])
    .select(sql<number>`coalesce(staff.active, 0)`.as('activeOfficers'))
    .orderBy('id')
    .execute()
  return makeUnitTree(units)
}
