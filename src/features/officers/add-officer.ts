import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import type { Officer, Role } from '../../platform/officer.js'
import { writeAudit } from '../audit/write-audit.js'
import { asOfficer } from './as-officer.js'
import { makeOneTimeLink } from './one-time-links.js'
import { hashPassword } from './passwords.js'
import { findOwnUnit } from './queries.js'
import { Username } from './username.js'

const LINK_HOURS = 72
const MIN_CLI_PASSWORD = 8
const TAKEN = 'Tên đăng nhập này đã có người dùng. Xin chọn tên khác.'
export const NOT_YOUR_UNIT = 'Xin chọn một đơn vị trong danh sách.'

export type NewOfficer = { username: string; displayName: string; role: Role; unitCode: string }

/** By an admin in the console: the new officer sets the password through the link, which is shown once. */
export async function inviteOfficer(
  tx: Tx,
  deps: Deps,
  admin: Officer,
  added: NewOfficer,
): Promise<{ id: string; token: string }> {
  const { username, displayName, role, unitCode } = added
  const inserted = await asOfficer(tx, admin, async (limited) => {
    const unit = await findOwnUnit(limited, unitCode)
    if (!unit) throw new AppError('invalid', NOT_YOUR_UNIT, { unit: NOT_YOUR_UNIT })
    return limited
      .insertInto('officer')
      .values({ username, displayName, role, unitId: unit.id })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
  })
  if (!inserted) throw new AppError('invalid', TAKEN, { username: TAKEN })
  const data = { role, unit: unitCode }
  await writeAudit(tx, {
    at: deps.clock.now(),
    officerId: admin.id,
    action: 'officer.add',
    object: `officer:${username}`,
    data,
  })
  const token = await makeOneTimeLink(tx, deps, { kind: 'set_password', officerId: inserted.id, hours: LINK_HOURS })
  return { id: inserted.id, token }
}

/** A new link for an officer who forgot the password; the old password works until the link is used. */
export async function renewPasswordLink(
  tx: Tx,
  deps: Deps,
  admin: Officer,
  target: { id: string; username: string },
): Promise<string> {
  const line = {
    at: deps.clock.now(),
    officerId: admin.id,
    action: 'officer.password_link',
    object: `officer:${target.username}`,
  }
  await writeAudit(tx, line)
  return makeOneTimeLink(tx, deps, { kind: 'set_password', officerId: target.id, hours: LINK_HOURS })
}

/** From the command line, by whoever runs the machine. */
export async function addOfficer(
  tx: Tx,
  deps: Deps,
  added: Omit<NewOfficer, 'displayName'> & { displayName?: string; password: string },
): Promise<{ id: string }> {
  const { role, unitCode } = added
  const username = readUsername(added.username)
  if (added.password.trim().length < MIN_CLI_PASSWORD) {
    throw new AppError('invalid', `the password needs at least ${MIN_CLI_PASSWORD} characters`)
  }
  const unit = await tx.selectFrom('unit').select('id').where('code', '=', unitCode).executeTakeFirst()
  if (!unit) throw new AppError('invalid', `there is no unit ${unitCode}`)
  const passwordHash = await hashPassword(added.password)
  const inserted = await tx
    .insertInto('officer')
    .values({ username, displayName: added.displayName ?? username, role, unitId: unit.id, passwordHash })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) throw new AppError('conflict', `there is already an officer ${username}`)
  const data = { role, unit: unitCode, by: 'command line' }
  await writeAudit(tx, {
    at: deps.clock.now(),
    officerId: null,
    action: 'officer.add',
    object: `officer:${username}`,
    data,
  })
  return inserted
}

function readUsername(typed: string): string {
  const parsed = Username.safeParse(typed)
  if (parsed.success) return parsed.data
  throw new AppError('invalid', 'the username must be 3 to 40 of a-z 0-9 . _ - and begin with a letter or digit')
}
