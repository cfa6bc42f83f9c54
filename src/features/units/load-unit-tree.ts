import { sql } from 'kysely'
import type { Db } from '../../platform/db.js'
import { makeUnitTree, type UnitTree } from './unit-tree.js'

/** All units with how many of their officers may take a tip. For the owner's role: the officers' own role sees fewer people. */
export async function loadUnitTree(db: Db): Promise<UnitTree> {
  const units = await db
    .selectFrom('unit')
    .select(['id', 'code', 'name', 'parentId', 'activeFrom', 'activeTo'])
    .select(
      sql<number>`(select count(*)::int from officer where officer.unit_id = unit.id and is_active
        and role in ('intake', 'triage', 'lead'))`.as('activeOfficers'),
    )
    .orderBy('id')
    .execute()
  return makeUnitTree(units)
}
