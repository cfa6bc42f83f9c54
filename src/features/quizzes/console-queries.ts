import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'
import { parseContent, type QuizContent } from './quiz.js'
import type { State } from './review-rules.js'

/** `isOwn`: the officer's unit may change it. `unitName` null: it came with the program. */
export type QuizRow = {
  id: string
  unitName: string | null
  state: State
  version: number
  publicVersion: number | null
  /** Why it was sent back or withdrawn. */
  note: string | null
  isOwn: boolean
}
export type ListedQuiz = QuizRow & { title: string; questions: number; writtenAt: Date }

/** All under the officer's database role, which sees the quizzes of its own units and those of the program. */
export async function listQuizRows(limited: Db): Promise<ListedQuiz[]> {
  return selectQuizzes(limited)
    .innerJoin('quizVersion', (join) =>
      join.onRef('quizVersion.quizId', '=', 'quiz.id').onRef('quizVersion.number', '=', 'quiz.version'),
    )
    .select([
      'quizVersion.writtenAt',
      sql<string>`quiz_version.content ->> 'title'`.as('title'),
      sql<number>`jsonb_array_length(quiz_version.content -> 'questions')`.as('questions'),
    ])
    .orderBy(sql`quiz_version.content ->> 'title' collate "vi-x-icu"`)
    .execute()
}

export async function findQuiz(limited: Db, id: string): Promise<QuizRow | undefined> {
  return selectQuizzes(limited).where('quiz.id', '=', id).executeTakeFirst()
}

/** Held until the commit: of two who change it at once, the second waits. */
export async function lockQuiz(limited: Tx, id: string): Promise<void> {
  await limited.selectFrom('quiz').select('id').where('id', '=', id).forNoKeyUpdate().execute()
}

export async function getContent(limited: Db, id: string, number: number): Promise<QuizContent | undefined> {
  const row = await limited
    .selectFrom('quizVersion')
    .select('content')
    .where('quizId', '=', id)
    .where('number', '=', number)
    .executeTakeFirst()
  return row && parseContent(row.content)
}

export type VersionRow = {
  number: number
  writtenBy: string | null
  writerName: string | null
  writtenAt: Date
  approverName: string | null
  approvedAt: Date | null
}

/** Newest first. */
export async function listVersions(limited: Db, id: string): Promise<VersionRow[]> {
  return limited
    .selectFrom('quizVersion')
    .select(['number', 'writtenBy', 'writtenAt', 'approvedAt'])
    .select([
      sql<string | null>`anninh_quiz_hand(written_by)`.as('writerName'),
      sql<string | null>`anninh_quiz_hand(approved_by)`.as('approverName'),
    ])
    .where('quizId', '=', id)
    .orderBy('number', 'desc')
    .execute()
}

function selectQuizzes(limited: Db) {
  return limited
    .selectFrom('quiz')
    .leftJoin('unit', 'unit.id', 'quiz.unitId')
    .select([
      'quiz.id',
      'unit.name as unitName',
      sql<State>`quiz.state`.as('state'),
      'quiz.version',
      'quiz.publicVersion',
      'quiz.note',
      sql<boolean>`quiz.id in (select anninh_changes_quizzes())`.as('isOwn'),
    ])
}
