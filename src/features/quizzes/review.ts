import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import { asOfficer, type Officer } from '../officers/as-officer.js'
import { getContent, listVersions, type QuizRow } from './console-queries.js'
import { auditQuiz, changedMeanwhile, lockFor } from './own-quiz.js'
import { findQuizMistakes, type Known } from './quiz-rules.js'
import { type Act, mayApprove, type State } from './review-rules.js'

/** `version`: what the officer had before the eyes. */
type Asked = { id: string; version: number }

/** Refused while there is a mistake left. */
export async function askReview(tx: Tx, deps: Deps, officer: Officer, asked: Asked, known: Known): Promise<void> {
  await asOfficer(tx, officer, async (limited) => {
    await lockVersion(limited, officer, asked, 'ask_review')
    await requireNoMistakes(limited, asked, known)
    await setState(limited, asked.id, 'review', null)
  })
  await auditQuiz(tx, deps, officer, { id: asked.id, type: 'review_asked', data: { version: asked.version } })
}

/** By a second person. From this commit on everybody plays that version. */
export async function approve(tx: Tx, deps: Deps, officer: Officer, asked: Asked, known: Known): Promise<void> {
  const { id, version } = asked
  await asOfficer(tx, officer, async (limited) => {
    await lockVersion(limited, officer, asked, 'review')
    await requireNoMistakes(limited, asked, known)
    if (!mayApprove(officer.id, await listVersions(limited, id))) throw ownWords(id)
    await limited
      .updateTable('quizVersion')
      .set({ approvedBy: officer.id, approvedAt: deps.clock.now() })
      .where('quizId', '=', id)
      .where('number', '=', version)
      .execute()
    await limited
      .updateTable('quiz')
      .set({ state: 'published', publicVersion: version, note: null })
      .where('id', '=', id)
      .execute()
  })
  await auditQuiz(tx, deps, officer, { id, type: 'approved', data: { version } })
}

/** To its writer, with what is to be changed. */
export async function sendBack(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  { reason, ...asked }: Asked & { reason: string },
): Promise<void> {
  await asOfficer(tx, officer, async (limited) => {
    await lockVersion(limited, officer, asked, 'review')
    await setState(limited, asked.id, 'draft', reason)
  })
  await auditQuiz(tx, deps, officer, { id: asked.id, type: 'sent_back', data: { version: asked.version, reason } })
}

/** Nobody plays it any more. Games under way pass its questions over. */
export async function withdrawQuiz(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  { reason, ...asked }: Asked & { reason: string },
): Promise<void> {
  await asOfficer(tx, officer, async (limited) => {
    await lockVersion(limited, officer, asked, 'withdraw')
    await limited
      .updateTable('quiz')
      .set({ state: 'withdrawn', publicVersion: null, note: reason })
      .where('id', '=', asked.id)
      .execute()
  })
  await auditQuiz(tx, deps, officer, { id: asked.id, type: 'withdrawn', data: { reason } })
}

async function lockVersion(limited: Tx, officer: Officer, { id, version }: Asked, act: Act): Promise<QuizRow> {
  const row = await lockFor(limited, officer, id, act)
  if (row.version !== version) throw changedMeanwhile(id)
  return row
}

async function setState(limited: Tx, id: string, state: State, note: string | null): Promise<void> {
  await limited.updateTable('quiz').set({ state, note }).where('id', '=', id).execute()
}

async function requireNoMistakes(limited: Tx, { id, version }: Asked, known: Known): Promise<void> {
  const content = await getContent(limited, id, version)
  const mistakes = content ? findQuizMistakes({ id, ...content }, known) : []
  if (mistakes.length === 0) return
  throw new AppError('invalid', `Bộ câu hỏi còn ${mistakes.length} chỗ cần sửa nên chưa gửi duyệt hoặc duyệt được.`, {
    back: `/console/quizzes/${id}`,
    todo: 'Mở trang bộ câu hỏi để xem từng chỗ.',
  })
}

function ownWords(id: string): AppError {
  return new AppError('forbidden', OWN_WORDS, {
    title: 'Chưa duyệt được',
    back: `/console/quizzes/${id}`,
    todo: 'Bộ câu hỏi vẫn chờ duyệt.',
  })
}

export const OWN_WORDS = 'Đồng chí đã viết hoặc sửa bản này, nên một người khác phải duyệt.'
