import { sql } from 'kysely'
import type { Db } from '../../platform/db.js'
import { BY_NAME } from '../../platform/name-order.js'
import type { UnitRow } from './unit-list.js'

/** All units, under the officer's role: how many people a unit has is known in the officer's own tree only. */
export async function listUnits(db: Db): Promise<UnitRow[]> {
  return selectUnits(db).orderBy('unit.id').execute()
}

export async function findUnit(db: Db, code: string): Promise<UnitRow | null> {
  return (await selectUnits(db).where('unit.code', '=', code).executeTakeFirst()) ?? null
}

function selectUnits(db: Db) {
  return db
    .selectFrom('unit')
    .leftJoin(
      (from) =>
        from
          .selectFrom('officer')
          .select(['unitId', sql<number>`count(*)::int`.as('active')])
          .where('isActive', '=', true)
          .where('role', 'in', ['intake', 'triage', 'lead'])
          .groupBy('unitId')
          .as('staff'),
      (join) => join.onRef('staff.unitId', '=', 'unit.id'),
    )
    .select([
      'unit.id',
      'unit.code',
      'unit.name',
      'unit.kind',
      'unit.parentId',
      'unit.areaCode',
      'unit.activeFrom',
      'unit.activeTo',
      sql<boolean>`unit.id = any((select anninh_people_units())::bigint[])`.as('isOwn'),
      sql<number>`coalesce(staff.active, 0)`.as('activeOfficers'),
    ])
}

export type AreaOption = { code: string; name: string }

/** Communes of a province that no open unit looks after. */
export async function listFreeAreas(db: Db, provinceCode: string, day: string): Promise<AreaOption[]> {
  return db
    .selectFrom('area')
    .select(['code', 'name'])
    .where('provinceCode', '=', provinceCode)
    .where('kind', '<>', 'province')
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>', day)]))
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('unit')
            .select('unit.id')
            .whereRef('unit.areaCode', '=', 'area.code')
            .where('unit.kind', '=', 'commune')
            .where((open) => open.or([open('unit.activeTo', 'is', null), open('unit.activeTo', '>', day)])),
        ),
      ),
    )
    .orderBy(BY_NAME)
    .execute()
}

export type UnitPerson = { id: string; displayName: string; username: string; role: string }

export async function listActivePeople(db: Db, unitId: string): Promise<UnitPerson[]> {
  return db
    .selectFrom('officer')
    .select(['id', 'displayName', 'username', 'role'])
    .where('unitId', '=', unitId)
    .where('isActive', '=', true)
    .orderBy('username')
    .execute()
}

export async function listChildUnits(db: Db, unitId: string, day: string): Promise<{ code: string; name: string }[]> {
  return db
    .selectFrom('unit')
    .select(['code', 'name'])
    .where('parentId', '=', unitId)
    .where((where) => where.or([where('activeTo', 'is', null), where('activeTo', '>', day)]))
    .orderBy(BY_NAME)
    .execute()
}
