import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'
import { parseContent, type Quiz } from './quiz.js'

/** In the order of their titles. */
export async function listPublicQuizzes(db: Db): Promise<Quiz[]> {
  const rows = await db
    .selectFrom('quiz')
    .innerJoin('quizVersion', (join) =>
      join.onRef('quizVersion.quizId', '=', 'quiz.id').onRef('quizVersion.number', '=', 'quiz.publicVersion'),
    )
    .select(['quiz.id', 'quizVersion.content'])
    .execute()
  const quizzes = rows.map(({ id, content }) => ({ id, ...parseContent(content) }))
  return quizzes.sort((a, b) => a.title.localeCompare(b.title, 'vi'))
}

/** What is counted of an answer; nothing in it says whose it was. */
export type CountedAnswer = {
  day: string
  quizId: string
  questionId: string
  chosen: string[]
  isRight: boolean
  isDaily: boolean
}

export async function insertAnswer(tx: Tx, answer: CountedAnswer): Promise<void> {
  await tx.insertInto('quizAnswer').values(answer).execute()
}

export type Finished = { day: string; quizId: string; right: number; questions: number; broadcastId: string | null }

/** With the organisation and the area that the person named when subscribing, if any. */
export async function insertResult(tx: Tx, conversationId: string, finished: Finished): Promise<void> {
  const { day, quizId, right, questions, broadcastId } = finished
  const named = await findNamed(tx, conversationId)
  await tx
    .insertInto('quizResult')
    .values({
      ...{ day, quizId, rightAnswers: right, questions, broadcastId },
      organisationId: named?.organisationId ?? null,
      areaCode: named ? await findArea(tx, named.areas) : null,
    })
    .execute()
}

async function findNamed(tx: Tx, conversationId: string) {
  return tx
    .selectFrom('subscription')
    .innerJoin('subscriber', 'subscriber.id', 'subscription.subscriberId')
    .select(['subscriber.organisationId', 'subscriber.areas'])
    .where('subscription.conversationId', '=', conversationId)
    .where('subscription.leftAt', 'is', null)
    .executeTakeFirst()
}

/** The commune rather than its province; all of Vietnam is no area. */
async function findArea(tx: Tx, areas: readonly string[]): Promise<string | null> {
  const codes = areas.filter((code) => /^\d{2}(\d{3})?$/.test(code))
  if (codes.length === 0) return null
  const found = await tx.selectFrom('area').select('code').where('code', 'in', codes).execute()
  const known = codes.filter((code) => found.some((area) => area.code === code))
  return known.find((code) => code.length === 5) ?? known[0] ?? null
}

/** The quiz of the bulletin that was sent, as it was sent. */
export async function findBroadcastQuiz(tx: Tx, broadcastId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('broadcast')
    .innerJoin('bulletinVersion', (join) =>
      join
        .onRef('bulletinVersion.bulletinId', '=', 'broadcast.bulletinId')
        .onRef('bulletinVersion.number', '=', 'broadcast.bulletinVersion'),
    )
    .select(sql<string | null>`bulletin_version.content ->> 'quiz'`.as('quiz'))
    .where('broadcast.id', '=', broadcastId)
    .executeTakeFirst()
  return row?.quiz ?? null
}

/** Its recipient opened it; the first time counts. Who got it from somebody else is no recipient. */
export async function noteOpened(tx: Tx, broadcastId: string, conversationId: string, at: Date): Promise<void> {
  await tx
    .updateTable('broadcastRecipient')
    .set({ openedAt: at })
    .where('broadcastId', '=', broadcastId)
    .where('conversationId', '=', conversationId)
    .where('openedAt', 'is', null)
    .execute()
}
