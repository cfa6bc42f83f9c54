import { asOfficer, type Officer, type Role } from '../../src/features/officers/as-officer.js'
import type { Tx } from '../../src/platform/db.js'
import type { TestApp } from './test.js'

let made = 0

/** An officer of a unit, named after both. */
export async function givenOfficer({ db }: TestApp, role: Role, unitCode: string): Promise<Officer> {
  const unit = await db
    .selectFrom('unit')
    .select(['id', 'code', 'name'])
    .where('code', '=', unitCode)
    .executeTakeFirstOrThrow()
  const username = `${role}-${unitCode.toLowerCase()}-${++made}`
  const displayName = `Cán bộ ${role} ${unitCode} ${made}`
  const { id } = await db
    .insertInto('officer')
    .values({ username, displayName, role, unitId: unit.id })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, username, displayName, role, unitId: unit.id, unitCode: unit.code, unitName: unit.name }
}

/** Does `work` as the console would: in one transaction, under the officer's database role. */
export function act<T>({ db }: TestApp, officer: Officer, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute((tx) => asOfficer(tx, officer, () => work(tx)))
}
