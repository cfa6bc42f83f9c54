import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import { AppError } from '../../platform/errors.js'

/** Locks an open tip of the officer's for an act that needs no claim. Under the officer's role. */
export async function lockOwnTip(tx: Tx, number: string): Promise<{ id: string; unitId: string }> {
  const tip = await tx
    .selectFrom('tip')
    .select(['id', sql<boolean>`anninh_acts_on(unit_id, id)`.as('isOurs')])
    .where('number', '=', number)
    .executeTakeFirst()
  if (!tip) throw new AppError('not_found', 'Không có tin này.')
  if (!tip.isOurs) throw new AppError('forbidden', 'Đơn vị của đồng chí chỉ được xem tin này, không xử lý.')
  const open = await tx
    .selectFrom('tip')
    .select(['id', 'unitId'])
    .where('id', '=', tip.id)
    .where('status', '<>', 'closed')
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!open) throw new AppError('conflict', 'Tin đã kết thúc, không thay đổi được nữa.')
  return open
}
