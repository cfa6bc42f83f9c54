import { TIP_ROLES } from '../../console/roles.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import type { Officer, Role } from '../../platform/officer.js'
import { writeAudit } from '../audit/write-audit.js'
import { raiseAlarm } from '../units/raise-alarm.js'
import { asOfficer } from './as-officer.js'
import { NOT_YOUR_UNIT } from './add-officer.js'
import { findListedOfficer, findOwnUnit, type ListedOfficer } from './queries.js'
import { endSessionsOf } from './sessions.js'

export type OfficerChange = { displayName: string; role: Role; unitCode: string; isActive: boolean }
export type Changed = { kind: 'changed' } | { kind: 'would_empty'; unitName: string }

/**
 * A change of role, unit or state ends all sessions of that officer. Leaving a unit without anybody who takes tips
 * needs a second yes, and raises an alarm.
 */
export async function changeOfficer(
  tx: Tx,
  deps: Deps,
  admin: Officer,
  request: { id: string; change: OfficerChange; isConfirmed: boolean },
): Promise<Changed> {
  const { id, change, isConfirmed } = request
  const before = await lockOfficer(tx, admin, id)
  if (before.id === admin.id && isRestricted(before, change))
    throw new AppError('conflict', OWN_ACCOUNT, { todo: OWN_TODO })
  if (losesAdmin(before, change)) await requireAnotherAdmin(tx, before.id)
  const emptied = takesTips(before) && !staysAtWork(before, change) && (await isLastOfUnit(tx, before))
  if (emptied && !isConfirmed) return { kind: 'would_empty', unitName: before.unitName }
  await asOfficer(tx, admin, (limited) => updateOfficer(limited, id, change))
  if (isRestricted(before, change)) await endSessionsOf(tx, id)
  const at = deps.clock.now()
  const { username } = before
  await writeAudit(tx, {
    at,
    officerId: admin.id,
    action: 'officer.change',
    object: `officer:${username}`,
    data: difference(before, change),
  })
  if (emptied) {
    const text = `${before.unitName} không còn cán bộ nào nhận tin báo.`
    await raiseAlarm(tx, { kind: 'unit_without_officers', unitId: before.unitId, text, raisedAt: at })
  }
  return { kind: 'changed' }
}

const OWN_ACCOUNT = 'Không thể tự đổi vai trò, đơn vị hoặc tự ngừng tài khoản của chính mình.'
const OWN_TODO = 'Xin nhờ một quản trị viên khác làm việc này.'

type Before = ListedOfficer & { unitId: string }

/** Locks the unit too: of two admins who take away its last two officers, the second sees what the first did. */
async function lockOfficer(tx: Tx, admin: Officer, id: string): Promise<Before> {
  const seen = await asOfficer(tx, admin, (limited) => findListedOfficer(limited, id))
  if (!seen) throw new AppError('not_found', 'Không có cán bộ này trong phạm vi đơn vị của đồng chí.')
  const { unitId } = await tx.selectFrom('officer').select('unitId').where('id', '=', id).executeTakeFirstOrThrow()
  await tx.selectFrom('unit').select('id').where('id', '=', unitId).forUpdate().execute()
  const now = await asOfficer(tx, admin, (limited) => findListedOfficer(limited, id))
  if (!now) throw new AppError('not_found', 'Không có cán bộ này trong phạm vi đơn vị của đồng chí.')
  return { ...now, unitId }
}

async function updateOfficer(
  tx: Tx,
  id: string,
  { displayName, role, unitCode, isActive }: OfficerChange,
): Promise<void> {
  const unit = await findOwnUnit(tx, unitCode)
  if (!unit) throw new AppError('invalid', NOT_YOUR_UNIT, { unit: NOT_YOUR_UNIT })
  await tx.updateTable('officer').set({ displayName, role, unitId: unit.id, isActive }).where('id', '=', id).execute()
}

function takesTips({ isActive, role }: { isActive: boolean; role: Role }): boolean {
  return isActive && TIP_ROLES.includes(role)
}

function staysAtWork(before: Before, change: OfficerChange): boolean {
  return takesTips(change) && change.unitCode === before.unitCode
}

function isRestricted(before: Before, change: OfficerChange): boolean {
  return before.role !== change.role || before.unitCode !== change.unitCode || before.isActive !== change.isActive
}

function losesAdmin(before: Before, change: OfficerChange): boolean {
  return before.isActive && before.role === 'admin' && !(change.isActive && change.role === 'admin')
}

async function requireAnotherAdmin(tx: Tx, id: string): Promise<void> {
  const admins = await tx
    .selectFrom('officer')
    .select('id')
    .where('role', '=', 'admin')
    .where('isActive', '=', true)
    .where('passwordHash', 'is not', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  if (admins.some((admin) => admin.id !== id)) return
  throw new AppError('conflict', 'Đây là quản trị viên cuối cùng còn hoạt động.', {
    todo: 'Xin thêm một quản trị viên khác trước.',
  })
}

async function isLastOfUnit(tx: Tx, { id, unitId }: Before): Promise<boolean> {
  const other = await tx
    .selectFrom('officer')
    .select('id')
    .where('unitId', '=', unitId)
    .where('id', '<>', id)
    .where('isActive', '=', true)
    .where('role', 'in', TIP_ROLES)
    .limit(1)
    .executeTakeFirst()
  return other === undefined
}

/** What changed, from and to: names of fields, no secrets. */
function difference(before: Before, change: OfficerChange): Record<string, string> {
  const fields = ['displayName', 'role', 'unitCode', 'isActive'] as const
  const changed = fields.filter((field) => before[field] !== change[field])
  return Object.fromEntries(changed.map((field) => [field, `${before[field]} → ${change[field]}`]))
}
