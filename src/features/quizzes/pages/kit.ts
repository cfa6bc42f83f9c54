import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { NO_SUCH_PAGE } from '../../../console/read-form.js'
import { requireRole } from '../../../console/roles.js'
import type { Tx } from '../../../platform/db.js'
import { AppError } from '../../../platform/errors.js'
import type { Role } from '../../../platform/officer.js'
import { asOfficer } from '../../officers/as-officer.js'
import { getContent, type QuizRow } from '../console-queries.js'
import { getQuiz } from '../own-quiz.js'
import type { Known } from '../quiz-rules.js'
import type { QuestionKind, QuizContent } from '../quiz.js'
import type { State } from '../review-rules.js'

export type Choice = { value: string; label: string }

/** What the pages get from the composition root. */
export type QuizPageParts = {
  topics: readonly Choice[]
  /** That everybody may read. */
  listBulletins: (tx: Tx) => Promise<Choice[]>
  /** What can be played has changed. */
  onPublic: () => void
}

export const READER_ROLES: readonly Role[] = ['comms', 'lead', 'auditor']

/** Reads in one transaction, under the officer's database role. */
export function inOfficersRole<T>(c: ConsoleContext, { db }: Edge, work: (limited: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute((tx) => asOfficer(tx, c.var.officer, work))
}

/** The quiz that the address names, with one of its versions: the newest where none is given. */
export function readQuiz<More>(
  c: ConsoleContext,
  edge: Edge,
  more: (limited: Tx, row: QuizRow, content: QuizContent) => Promise<More>,
  number?: number,
): Promise<{ row: QuizRow; content: QuizContent; more: More }> {
  requireRole(c.var.officer, ...READER_ROLES)
  return inOfficersRole(c, edge, async (limited) => {
    const row = await getQuiz(limited, slugParam(c))
    const content = await getContent(limited, row.id, number ?? row.version)
    if (!content) throw new AppError('not_found', NO_SUCH_PAGE)
    return { row, content, more: await more(limited, row, content) }
  })
}

/** What a quiz may name. Public things, so that another unit's bulletin counts too. */
export async function loadKnown({ db }: Edge, { topics, listBulletins }: QuizPageParts): Promise<Known> {
  const bulletins = await db.transaction().execute(listBulletins)
  return {
    topics: new Set(topics.map(({ value }) => value)),
    bulletins: new Set(bulletins.map(({ value }) => value)),
  }
}

/** A quiz's or a question's id in an address. */
export function slugParam(c: ConsoleContext, name = 'id'): string {
  const slug = c.req.param(name) ?? ''
  if (!/^[a-z0-9-]{1,120}$/.test(slug)) throw new AppError('not_found', NO_SUCH_PAGE)
  return slug
}

export function pathOf(id: string, act = ''): string {
  return act === '' ? `/console/quizzes/${id}` : `/console/quizzes/${id}/${act}`
}

export const STATE_WORDS: Readonly<Record<State, string>> = {
  draft: 'Bản nháp',
  review: 'Chờ duyệt',
  published: 'Đang dùng',
  withdrawn: 'Đã rút',
}

export const KIND_WORDS: Readonly<Record<QuestionKind, { label: string; about: string }>> = {
  single: { label: 'Một đáp án', about: 'Đúng một lựa chọn là đúng.' },
  several: { label: 'Nhiều đáp án', about: 'Một số lựa chọn đúng, một số sai. Người chơi phải chọn đủ.' },
  true_false: { label: 'Đúng hay sai', about: 'Một câu khẳng định.' },
  order: { label: 'Sắp thứ tự', about: 'Ghi các dòng theo thứ tự đúng. Người chơi thấy chúng bị xáo trộn.' },
  scam: {
    label: 'Tin nào là lừa đảo?',
    about: 'Một lựa chọn là lừa đảo. Có thể dùng một hình có các chữ cái A, B, C.',
  },
}

export const FROM_FILE = 'Đi kèm hệ thống'
/** A draft may have no title yet. */
export const NO_TITLE = '(chưa có tên)'
