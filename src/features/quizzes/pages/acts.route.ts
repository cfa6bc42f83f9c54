import { z } from 'zod'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { readForm } from '../../../console/read-form.js'
import { requireRole } from '../../../console/roles.js'
import { AppError } from '../../../platform/errors.js'
import { moveQuestion } from '../edit-content.js'
import { changedMeanwhile } from '../own-quiz.js'
import { approve, askReview, sendBack } from '../review.js'
import { WRITER_ROLES } from '../review-rules.js'
import { saveVersion } from '../save-version.js'
import { loadKnown, pathOf, type QuizPageParts, slugParam } from './kit.js'

const VersionForm = z.object({ version: z.coerce.number().int().positive() })

export async function handleAskReview(c: ConsoleContext, edge: Edge, parts: QuizPageParts): Promise<Response> {
  const asked = await readAsked(c)
  const known = await loadKnown(edge, parts)
  await edge.db.transaction().execute((tx) => askReview(tx, edge.deps, c.var.officer, asked, known))
  setFlash(c, 'success', 'Đã gửi duyệt. Một người khác trong đơn vị sẽ duyệt.')
  return c.redirect(pathOf(asked.id), 303)
}

export async function handleApprove(c: ConsoleContext, edge: Edge, parts: QuizPageParts): Promise<Response> {
  const asked = await readAsked(c)
  const known = await loadKnown(edge, parts)
  await edge.db.transaction().execute((tx) => approve(tx, edge.deps, c.var.officer, asked, known))
  parts.onPublic()
  setFlash(c, 'success', 'Đã duyệt. Người dân chơi được từ bây giờ.')
  return c.redirect(pathOf(asked.id), 303)
}

const ReasonForm = z.object({
  version: z.coerce.number().int().positive(),
  reason: z.string().min(5, 'Xin ghi rõ cần sửa gì.').max(1000, 'Dài nhất 1000 ký tự.'),
})

export async function handleSendBack(c: ConsoleContext, edge: Edge): Promise<Response> {
  requireRole(c.var.officer, ...WRITER_ROLES)
  const id = slugParam(c)
  const read = await readForm(c, ReasonForm)
  if (read.kind === 'wrong') {
    throw new AppError('invalid', read.form.errors['reason'] ?? 'Chưa đọc được việc vừa gửi.', { back: pathOf(id) })
  }
  await edge.db.transaction().execute((tx) => sendBack(tx, edge.deps, c.var.officer, { id, ...read.data }))
  setFlash(c, 'success', 'Đã trả lại cho người viết.')
  return c.redirect(pathOf(id), 303)
}

export async function handleMove(c: ConsoleContext, { db, deps }: Edge, by: -1 | 1): Promise<Response> {
  const { id, version } = await readAsked(c)
  const questionId = slugParam(c, 'question')
  const saved = await db.transaction().execute((tx) =>
    saveVersion(tx, deps, c.var.officer, {
      ...{ id, base: version },
      change: (content) => moveQuestion(content, questionId, by),
    }),
  )
  if (saved.kind === 'conflict') throw changedMeanwhile(id)
  return c.redirect(`${pathOf(id)}#q-${questionId}`, 303)
}

/** `version`: what the officer had before the eyes. */
async function readAsked(c: ConsoleContext): Promise<{ id: string; version: number }> {
  requireRole(c.var.officer, ...WRITER_ROLES)
  const id = slugParam(c)
  const read = await readForm(c, VersionForm)
  if (read.kind === 'wrong') throw changedMeanwhile(id)
  return { id, version: read.data.version }
}
