import type { Db } from '../../src/platform/db.js'
import type { Officer, Role } from '../../src/platform/officer.js'

let made = 0

export async function insertOfficer(
  db: Db,
  role: Role,
  unitCode: string,
  names: { username?: string; displayName?: string; passwordHash?: string } = {},
): Promise<Officer> {
  const unit = await db
    .selectFrom('unit')
    .select(['id', 'code', 'name'])
    .where('code', '=', unitCode)
    .executeTakeFirstOrThrow()
  const number = ++made
  const username = names.username ?? `${role}.${number}`
  const displayName = names.displayName ?? `Cán bộ ${role} ${number}`
  const passwordHash = names.passwordHash ?? 'set'
  const { id } = await db
    .insertInto('officer')
    .values({ username, displayName, role, unitId: unit.id, passwordHash })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, username, displayName, role, unitId: unit.id, unitCode: unit.code, unitName: unit.name }
}

export async function auditActions(db: Db): Promise<string[]> {
  const lines = await db.selectFrom('auditLog').select('action').orderBy('id').execute()
  return lines.map(({ action }) => action)
}

export async function unitIdOf(db: Db, code: string): Promise<string> {
  return (await db.selectFrom('unit').select('id').where('code', '=', code).executeTakeFirstOrThrow()).id
}
