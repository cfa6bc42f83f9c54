import { NO_SUCH_PAGE } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import type { Json } from '../../engine/message.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import { writeAudit } from '../audit/write-audit.js'
import type { Officer } from '../officers/as-officer.js'
import { findQuiz, lockQuiz, type QuizRow } from './console-queries.js'
import { type Act, actsFor, WRITER_ROLES } from './review-rules.js'

export async function getQuiz(limited: Tx, id: string): Promise<QuizRow> {
  const row = await findQuiz(limited, id)
  if (!row) throw new AppError('not_found', NO_SUCH_PAGE, { back: '/console/quizzes' })
  return row
}

/** Holds the quiz until the commit; 403 where one may read only, 409 where it is not the time for `act` any more. */
export async function lockFor(limited: Tx, officer: Officer, id: string, act: Act): Promise<QuizRow> {
  requireRole(officer, ...WRITER_ROLES)
  requireOwn(await getQuiz(limited, id))
  await lockQuiz(limited, id)
  const row = await getQuiz(limited, id)
  if (!actsFor(row.state).includes(act)) throw changedMeanwhile(id)
  return row
}

export function requireOwn({ id, isOwn }: QuizRow): void {
  if (isOwn) return
  throw new AppError('forbidden', 'Bộ câu hỏi này đi kèm hệ thống, thuộc đơn vị cao nhất. Đồng chí chỉ xem được.', {
    back: `/console/quizzes/${id}`,
  })
}

export function changedMeanwhile(id: string): AppError {
  return new AppError('conflict', 'Bộ câu hỏi vừa có người khác sửa, duyệt hoặc rút. Việc vừa bấm chưa được làm.', {
    back: `/console/quizzes/${id}`,
    todo: 'Xin mở lại bộ câu hỏi để xem tình trạng mới nhất.',
  })
}

type Acted = { id: string; type: string; data?: { [key: string]: Json } }

/** Under our own role, last in the transaction: the log is one chain for everybody. */
export async function auditQuiz(tx: Tx, deps: Deps, officer: Officer, { id, type, data }: Acted): Promise<void> {
  await writeAudit(tx, {
    at: deps.clock.now(),
    officerId: officer.id,
    action: `quiz.${type}`,
    object: `quiz:${id}`,
    ...(data && { data }),
  })
}
