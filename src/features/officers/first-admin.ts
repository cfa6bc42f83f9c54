import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import { writeAudit } from '../audit/write-audit.js'
import { dropLinks, makeOneTimeLink, useLink } from './one-time-links.js'
import { startSession } from './sessions.js'

const LOCK = 7_205_199_405
const HOURS = 24

/** Null once there is an admin who can sign in. Otherwise a new link; the earlier one stops working. */
export async function ensureFirstAdminLink(db: Db, deps: Deps, publicUrl: string): Promise<string | null> {
  return db.transaction().execute(async (tx) => {
    if (await hasAdmin(tx)) {
      await dropLinks(tx, 'first_admin', null)
      return null
    }
    const token = await makeOneTimeLink(tx, deps, { kind: 'first_admin', officerId: null, hours: HOURS })
    return `${publicUrl}/console/setup?token=${token}`
  })
}

export type FirstAdmin = {
  token: string
  username: string
  displayName: string
  unitCode: string
  passwordHash: string
}

/** Uses the link up and signs the new admin in. Returns the session's token. */
export async function createFirstAdmin(tx: Tx, deps: Deps, admin: FirstAdmin): Promise<string> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx)
  const isOpen = !(await hasAdmin(tx)) && (await useLink(tx, deps, 'first_admin', admin.token))
  if (!isOpen) throw new AppError('gone', 'Liên kết này đã được dùng hoặc đã quá hạn.', { todo: LINK_GONE })
  const unit = await tx.selectFrom('unit').select('id').where('code', '=', admin.unitCode).executeTakeFirst()
  if (!unit) throw new AppError('invalid', 'Không có đơn vị này.', { unit: 'Xin chọn một đơn vị trong danh sách.' })
  const { username, displayName, passwordHash } = admin
  const added = await tx
    .insertInto('officer')
    .values({ username, displayName, passwordHash, role: 'admin', unitId: unit.id })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added)
    throw new AppError('invalid', 'Tên đăng nhập đã có người dùng.', { username: 'Tên đăng nhập đã có người dùng.' })
  const at = deps.clock.now()
  await writeAudit(tx, { at, officerId: added.id, action: 'officer.first_admin', object: `officer:${username}` })
  return startSession(tx, deps, added.id)
}

export const LINK_GONE =
  'Nếu hệ thống chưa có quản trị viên, hãy khởi động lại máy chủ: liên kết mới sẽ hiện trên màn hình khởi động.'

async function hasAdmin(db: Db): Promise<boolean> {
  const found = await db
    .selectFrom('officer')
    .select('id')
    .where('role', '=', 'admin')
    .where('isActive', '=', true)
    .where('passwordHash', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
