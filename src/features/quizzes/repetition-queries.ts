import type { Tx } from '../../platform/db.js'
import { afterAnswer, firstBox, type Kept } from './repetition.js'

type KeptQuestion = Kept & { questionId: string }

/** Soonest first. */
export async function listKept(tx: Tx, conversationId: string): Promise<KeptQuestion[]> {
  return tx
    .selectFrom('quizRepetition')
    .select(['questionId', 'box', 'dueOn'])
    .where('conversationId', '=', conversationId)
    .orderBy('dueOn')
    .orderBy('questionId')
    .execute()
}

/** Moves what is kept; what is wrong and not kept yet begins, where the person agreed to it. */
export async function noteAnswer(
  tx: Tx,
  conversationId: string,
  { questionId, isRight, today }: { questionId: string; isRight: boolean; today: string },
): Promise<void> {
  const kept = await tx
    .selectFrom('quizRepetition')
    .select(['box', 'dueOn'])
    .where('conversationId', '=', conversationId)
    .where('questionId', '=', questionId)
    .executeTakeFirst()
  if (!kept) {
    if (!isRight && (await findConsent(tx, conversationId)) === 'agree')
      await keepWrong(tx, conversationId, [questionId], today)
    return
  }
  const next = afterAnswer(kept, isRight, today)
  if (next) await moveKept(tx, conversationId, questionId, next)
  else await dropKept(tx, conversationId, questionId)
}

export async function keepWrong(
  tx: Tx,
  conversationId: string,
  questionIds: readonly string[],
  today: string,
): Promise<void> {
  if (questionIds.length === 0) return
  const rows = [...new Set(questionIds)].map((questionId) => ({ conversationId, questionId, ...firstBox(today) }))
  await tx
    .insertInto('quizRepetition')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['conversationId', 'questionId']).doNothing())
    .execute()
}

/** The person wants none of it any more. */
export async function dropAllKept(tx: Tx, conversationId: string): Promise<void> {
  await tx.deleteFrom('quizRepetition').where('conversationId', '=', conversationId).execute()
}

/** What was answered last when the bot asked whether it may keep what went wrong. */
export async function findConsent(tx: Tx, conversationId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('consent')
    .select('answer')
    .where('conversationId', '=', conversationId)
    .where('kind', '=', 'quiz')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.answer ?? null
}

async function moveKept(tx: Tx, conversationId: string, questionId: string, { box, dueOn }: Kept): Promise<void> {
  await tx
    .updateTable('quizRepetition')
    .set({ box, dueOn })
    .where('conversationId', '=', conversationId)
    .where('questionId', '=', questionId)
    .execute()
}

async function dropKept(tx: Tx, conversationId: string, questionId: string): Promise<void> {
  await tx
    .deleteFrom('quizRepetition')
    .where('conversationId', '=', conversationId)
    .where('questionId', '=', questionId)
    .execute()
}
