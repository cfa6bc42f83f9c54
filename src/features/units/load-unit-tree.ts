import { sql } from 'kysely'
import type { Db } from '../../platform/db.js'
import { makeUnitTree, type UnitTree } from './unit-tree.js'

/** The tree that was read last, and of which moment of which database. */
let known: { revision: string; tree: UnitTree } | undefined

/**
 * All units with how many of their officers may take a tip. For the owner's role: the officers' own role sees fewer
 * people. The whole country has thousands of units, so they are read again only when `unit_revision` has grown.
 */
export async function loadUnitTree(db: Db): Promise<UnitTree> {
  const { revision } = await db
    .selectFrom('unitRevision')
    .select(sql<string>`current_database() || ' ' || number`.as('revision'))
    .executeTakeFirstOrThrow()
  if (known?.revision !== revision) known = { revision, tree: await readTree(db) }
  return known.tree
}

async function readTree(db: Db): Promise<UnitTree> {
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
