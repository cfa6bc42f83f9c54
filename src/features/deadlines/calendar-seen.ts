import { createHash } from 'node:crypto'
import type { Tx } from '../../platform/db.js'
import { AppError } from '../../platform/errors.js'
import type { DaysOff } from './working-days.js'

/** What a form carries of the table that it was shown with. The same days, the same words. */
export function seenOf({ days, weekly }: DaysOff): string {
  return createHash('sha256')
    .update(JSON.stringify([days, weekly]))
    .digest('base64url')
    .slice(0, 22)
}

/** Two admins share the table: who comes second looks again first. For the owner's role, since it reads the audit log. */
export async function requireUnchanged(tx: Tx, daysOff: DaysOff, seen: string): Promise<void> {
  if (seen === seenOf(daysOff)) return
  const last = await tx
    .selectFrom('auditLog')
    .leftJoin('officer', 'officer.id', 'auditLog.officerId')
    .select(['auditLog.at', 'officer.displayName'])
    .where('action', 'like', 'days_off.%')
    .orderBy('auditLog.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const who = last?.displayName ?? 'Máy chủ'
  throw new AppError('conflict', `${who} vừa sửa danh mục ngày nghỉ. Việc vừa bấm chưa được làm.`, {
    ...{ by: who, back: '/console/days-off', todo: 'Xin xem lại danh mục rồi làm lại nếu vẫn cần.' },
    ...(last && { at: last.at.toISOString() }),
  })
}
