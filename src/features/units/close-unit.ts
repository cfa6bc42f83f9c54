import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import type { Officer } from '../../platform/officer.js'
import { writeAudit } from '../audit/write-audit.js'
import { asOfficer } from '../officers/as-officer.js'
import { findUnit, listActivePeople } from './queries.js'
import type { UnitRow } from './unit-list.js'

/** Moves the closed unit's open tips; runs as the owner, in the same transaction. */
export type OnUnitClosed = (tx: Tx, unitId: string) => Promise<void>

/**
 * From today on the unit takes nothing. Its child units and its channel accounts go to the parent. Its people must
 * have been moved before: nobody is given a wider view by a reorganisation.
 */
export async function closeUnit(
  tx: Tx,
  deps: Deps,
  admin: Officer,
  request: { code: string; day: string; onUnitClosed: OnUnitClosed },
): Promise<void> {
  const { code, day, onUnitClosed } = request
  const unit = await asOfficer(tx, admin, async (limited) => {
    const found = await getClosableUnit(limited, admin, code)
    await limited.updateTable('unit').set({ parentId: found.parentId }).where('parentId', '=', found.id).execute()
    await limited.updateTable('account').set({ unitId: found.parentId }).where('unitId', '=', found.id).execute()
    await limited.updateTable('unit').set({ activeTo: day }).where('id', '=', found.id).execute()
    return found
  })
  await writeAudit(tx, { at: deps.clock.now(), officerId: admin.id, action: 'unit.close', object: `unit:${code}` })
  await onUnitClosed(tx, unit.id)
}

/** 404 for what the admin does not manage; 409 with the reason for what cannot be closed. */
export async function getClosableUnit(
  limited: Tx,
  admin: Officer,
  code: string,
): Promise<UnitRow & { parentId: string }> {
  await limited.selectFrom('unit').select('id').where('code', '=', code).forUpdate().execute()
  const unit = await findUnit(limited, code)
  if (!unit?.isOwn) throw new AppError('not_found', 'Không có đơn vị này trong phạm vi của đồng chí.')
  const refuse = (why: string, todo: string) => new AppError('conflict', why, { todo, back: `/console/units/${code}` })
  if (unit.activeTo !== null) throw refuse(`${unit.name} đã ngừng hoạt động từ trước.`, 'Không cần làm gì thêm.')
  if (unit.id === admin.unitId) throw refuse('Không thể đóng đơn vị của chính mình.', 'Xin nhờ quản trị viên cấp trên.')
  if (unit.parentId === null)
    throw refuse('Đơn vị này không có cấp trên để nhận việc.', 'Chỉ đóng được đơn vị có cấp trên.')
  const people = await listActivePeople(limited, unit.id)
  if (people.length > 0) {
    throw refuse(
      `${unit.name} còn ${people.length} cán bộ đang hoạt động.`,
      'Xin chuyển các cán bộ này sang đơn vị khác, hoặc ngừng tài khoản của họ, rồi đóng đơn vị.',
    )
  }
  return { ...unit, parentId: unit.parentId }
}
