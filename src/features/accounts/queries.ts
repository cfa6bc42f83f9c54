import { sql } from 'kysely'
import type { Db } from '../../platform/db.js'
import { BY_NAME } from '../../platform/name-order.js'

export type ListedAccount = {
  id: string
  channel: string
  name: string
  unitName: string | null
  areaName: string | null
  isEnabled: boolean
  isFromEnvironment: boolean
}

/** By name, from after the cursor's name and id. Row-level security keeps to the admin's units. */
export async function listAccounts(
  db: Db,
  after: { name: string; id: string } | null,
  max: number,
): Promise<ListedAccount[]> {
  return db
    .selectFrom('account')
    .leftJoin('unit', 'unit.id', 'account.unitId')
    .leftJoin('area', 'area.code', 'account.areaCode')
    .select([
      'account.id',
      'account.channel',
      'account.name',
      'account.isEnabled',
      'account.isFromEnvironment',
      'unit.name as unitName',
      'area.name as areaName',
    ])
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(account.name, account.id) > (${after?.name}, ${after?.id})`),
    )
    .orderBy('account.name')
    .orderBy('account.id')
    .limit(max)
    .execute()
}

export type PlaceOption = { code: string; name: string }

export async function listUnitsOf(db: Db): Promise<PlaceOption[]> {
  return db
    .selectFrom('unit')
    .select(['code', 'name'])
    .where(sql<boolean>`id = any(anninh_people_units())`)
    .where('activeTo', 'is', null)
    .orderBy(sql`array_position(array['ministry', 'province', 'department', 'commune'], kind)`)
    .orderBy(BY_NAME)
    .execute()
}

export async function hasOfficers(db: Db, unitCode: string): Promise<boolean> {
  const unit = await db
    .selectFrom('unit')
    .select(sql<boolean>`anninh_unit_has_officers(id)`.as('isAttended'))
    .where('code', '=', unitCode)
    .executeTakeFirst()
  return unit?.isAttended ?? false
}
