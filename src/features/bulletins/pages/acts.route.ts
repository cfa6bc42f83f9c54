import { z } from 'zod'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { idParam, readForm } from '../../../console/read-form.js'
import { requireRole } from '../../../console/roles.js'
import { askReview } from '../review.js'
import { WRITER_ROLES } from '../review-rules.js'
import { publishApproved } from '../withdraw.js'
import { pathOf } from './kit.js'
import type { BulletinParts } from './parts.js'

export async function handleAskReview(c: ConsoleContext, edge: Edge, { known }: BulletinParts): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, ...WRITER_ROLES)
  const id = idParam(c)
  const version = await readVersion(c)
  await edge.db.transaction().execute((tx) => askReview(tx, edge.deps, officer, { id, version }, known))
  setFlash(c, 'success', 'Đã gửi duyệt. Một người khác trong đơn vị hoặc cấp trên sẽ xem.')
  return c.redirect(pathOf(id), 303)
}

export async function handlePublish(c: ConsoleContext, edge: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, ...WRITER_ROLES)
  const id = idParam(c)
  const version = await readVersion(c)
  await edge.db.transaction().execute((tx) => publishApproved(tx, edge.deps, officer, { id, version }))
  setFlash(c, 'success', 'Đã đăng. Mọi người đọc được trên trang bản tin và trong mục Bản tin của bot.')
  return c.redirect(pathOf(id), 303)
}

const VersionForm = z.object({ version: z.coerce.number().int().positive() })

/** The version that the officer saw; a form without it is none of ours, and acts on no version. */
export async function readVersion(c: ConsoleContext): Promise<number> {
  const read = await readForm(c, VersionForm)
  return read.kind === 'read' ? read.data.version : 0
}
