import { NO_SUCH_PAGE } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import type { Json } from '../../engine/message.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import { writeAudit } from '../audit/write-audit.js'
import type { Officer } from '../officers/as-officer.js'
import { type BulletinRow, findBulletin, lockBulletin } from './queries.js'
import { type Act, actsFor, WRITER_ROLES } from './review-rules.js'

/** All but the last run under the officer's database role. */
export async function getBulletin(limited: Tx, id: string): Promise<BulletinRow> {
  const row = await findBulletin(limited, id)
  if (!row) throw new AppError('not_found', NO_SUCH_PAGE, { back: '/console/bulletins' })
  return row
}

/** Holds the bulletin until the commit; 403 where one may read only, 409 where it is not the time for `act` any more. */
export async function lockFor(limited: Tx, officer: Officer, id: string, act: Act): Promise<BulletinRow> {
  requireRole(officer, ...WRITER_ROLES)
  requireOwn(await getBulletin(limited, id))
  const row = await lockBulletin(limited, id)
  if (!row) throw new AppError('not_found', NO_SUCH_PAGE)
  if (!actsOf(row).includes(act)) throw changedMeanwhile(id)
  return row
}

export function requireOwn({ id, isOwn }: BulletinRow): void {
  if (isOwn) return
  throw new AppError('forbidden', 'Bản tin này đi kèm hệ thống, thuộc đơn vị cao nhất. Đồng chí chỉ xem được.', {
    back: `/console/bulletins/${id}`,
  })
}

export function actsOf({ state, publicVersion }: BulletinRow): Act[] {
  return actsFor({ state, isPublic: publicVersion !== null })
}

export function changedMeanwhile(id: string): AppError {
  return new AppError('conflict', 'Bản tin vừa có người khác sửa, duyệt, đăng hoặc rút. Việc vừa bấm chưa được làm.', {
    back: `/console/bulletins/${id}`,
    todo: 'Xin mở lại bản tin để xem tình trạng mới nhất.',
  })
}

type Acted = { id: string; type: string; data?: { [key: string]: Json } }

export async function noteEvent(limited: Tx, deps: Deps, officer: Officer, { id, type, data }: Acted): Promise<void> {
  await limited
    .insertInto('bulletinEvent')
    .values({ bulletinId: id, at: deps.clock.now(), type, officerId: officer.id, data: JSON.stringify(data ?? {}) })
    .execute()
}

/** Under our own role, last in the transaction: the log is one chain for everybody. */
export async function auditBulletin(tx: Tx, deps: Deps, officer: Officer, { id, type, data }: Acted): Promise<void> {
  await writeAudit(tx, {
    at: deps.clock.now(),
    officerId: officer.id,
    action: `bulletin.${type}`,
    object: `bulletin:${id}`,
    ...(data && { data }),
  })
}
