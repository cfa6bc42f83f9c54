import { sql } from 'kysely'
import { foldText } from '../../engine/text-key.js'
import type { Db } from '../../platform/db.js'
import { BY_NAME } from '../../platform/name-order.js'
import type { Role } from '../../platform/officer.js'

export type ListedOfficer = {
  id: string
  username: string
  displayName: string
  role: Role
  isActive: boolean
  unitCode: string
  unitName: string
  createdAt: Date
}

export type OfficerFilter = { text: string; unitCode: string; role: string; state: 'active' | 'inactive' | 'all' }

/** In the order of usernames, from after `cursor`. Row-level security leaves out other units' people. */
export async function listOfficers(
  db: Db,
  filter: OfficerFilter,
  cursor: string | null,
  max: number,
): Promise<ListedOfficer[]> {
  if (filter.text) return searchOfficers(db, filter, cursor, max)
  return filtered(db, filter)
    .$if(cursor !== null, (query) => query.where(sql<boolean>`officer.username collate "C" > ${cursor}`))
    .limit(max)
    .execute()
    .then((rows) => rows.map(withRole))
}

/** Names are compared without marks, which the database cannot do: it gives the names, we pick. */
async function searchOfficers(
  db: Db,
  filter: OfficerFilter,
  cursor: string | null,
  max: number,
): Promise<ListedOfficer[]> {
  const wanted = foldText(filter.text)
  const rows = await filtered(db, filter).execute()
  return rows
    .filter((row) => foldText(`${row.displayName} ${row.username}`).includes(wanted))
    .filter((row) => cursor === null || row.username > cursor)
    .slice(0, max)
    .map(withRole)
}

function filtered(db: Db, { unitCode, role, state }: OfficerFilter) {
  return selectListed(db)
    .$if(unitCode !== '', (query) => query.where('unit.code', '=', unitCode))
    .$if(role !== '', (query) => query.where('officer.role', '=', role))
    .$if(state !== 'all', (query) => query.where('officer.isActive', '=', state === 'active'))
    .orderBy(sql`officer.username collate "C"`)
}

export async function findListedOfficer(db: Db, id: string): Promise<ListedOfficer | null> {
  const row = await selectListed(db).where('officer.id', '=', id).executeTakeFirst()
  return row ? withRole(row) : null
}

function selectListed(db: Db) {
  return db
    .selectFrom('officer')
    .innerJoin('unit', 'unit.id', 'officer.unitId')
    .select([
      'officer.id',
      'officer.username',
      'officer.displayName',
      'officer.role',
      'officer.isActive',
      'officer.createdAt',
      'unit.code as unitCode',
      'unit.name as unitName',
    ])
}

function withRole<Row extends { role: string }>(row: Row): Omit<Row, 'role'> & { role: Role } {
  return { ...row, role: row.role as Role }
}

export type UnitOption = { id: string; code: string; name: string; kind: string }

/** Units whose people the signed-in officer may manage; closed ones are not offered. */
export async function listOwnUnits(db: Db, day: string): Promise<UnitOption[]> {
  return db
    .selectFrom('unit')
    .select(['id', 'code', 'name', 'kind'])
    .where(sql<boolean>`id = any(anninh_people_units())`)
    .where((where) => where.or([where('activeTo', 'is', null), where('activeTo', '>', day)]))
    .orderBy(sql`array_position(array['ministry', 'province', 'department', 'commune'], kind)`)
    .orderBy(BY_NAME)
    .execute()
}

/** Null where the signed-in officer manages nobody. */
export async function findOwnUnit(db: Db, code: string): Promise<{ id: string } | null> {
  const query = db.selectFrom('unit').select('id').where('code', '=', code)
  return (await query.where(sql<boolean>`id = any(anninh_people_units())`).executeTakeFirst()) ?? null
}

/** For the first admin, who has no unit yet. */
export async function listTopUnits(db: Db): Promise<UnitOption[]> {
  return db
    .selectFrom('unit')
    .select(['id', 'code', 'name', 'kind'])
    .where('kind', 'in', ['ministry', 'province'])
    .where('activeTo', 'is', null)
    .orderBy(BY_NAME)
    .execute()
}
