import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { idParam } from '../../../console/read-form.js'
import { requireRole } from '../../../console/roles.js'
import type { Role } from '../../../platform/officer.js'
import type { Tx } from '../../../platform/db.js'
import { asOfficer } from '../../officers/as-officer.js'
import type { BulletinDraft } from '../bulletin.js'
import { getBulletin } from '../own-bulletin.js'
import { type BulletinRow, getDraft } from '../queries.js'
import type { State } from '../review-rules.js'

export const READER_ROLES: readonly Role[] = ['comms', 'lead', 'auditor']

/** Reads in one transaction, under the officer's database role. */
export function inOfficersRole<T>(c: ConsoleContext, { db }: Edge, work: (limited: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute((tx) => asOfficer(tx, c.var.officer, work))
}

/** The bulletin that the address names, with one of its versions: the newest where none is given. */
export async function readBulletin<More>(
  c: ConsoleContext,
  edge: Edge,
  more: (limited: Tx, row: BulletinRow, draft: BulletinDraft) => Promise<More>,
  number?: number,
): Promise<{ row: BulletinRow; draft: BulletinDraft; more: More }> {
  requireRole(c.var.officer, ...READER_ROLES)
  return inOfficersRole(c, edge, async (limited) => {
    const row = await getBulletin(limited, idParam(c))
    const draft = await getDraft(limited, row.id, number ?? row.version)
    return { row, draft, more: await more(limited, row, draft) }
  })
}

export function pathOf(id: string, act = ''): string {
  return act === '' ? `/console/bulletins/${id}` : `/console/bulletins/${id}/${act}`
}

export const STATE_WORDS: Readonly<Record<State, string>> = {
  draft: 'Bản nháp',
  review: 'Chờ duyệt',
  approved: 'Đã duyệt, chưa đăng',
  published: 'Đang đăng',
  withdrawn: 'Đã rút',
}

export const FROM_FILE = 'Đi kèm hệ thống'
/** A draft may have no title yet. */
export const NO_TITLE = '(chưa có tiêu đề)'
