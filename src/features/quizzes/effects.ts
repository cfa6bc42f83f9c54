import { z } from 'zod'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { EffectContext, EffectResult, Effects } from '../../platform/effects.js'
import { vietnamMoment } from './daily.js'
import { dailyEffects } from './daily-effects.js'
import { dealQuestions, judge, numberedText, shownFacts } from './play-quiz.js'
import { findBroadcastQuiz, insertAnswer, insertResult, noteOpened } from './queries.js'
import type { QuizShelf } from './quiz-book.js'
import { repetitionEffects } from './repetition-effects.js'
import { findConsent, listKept, noteAnswer } from './repetition-queries.js'

const Ids = z.array(z.string())
/** Not there in a game of one question, nor in a talk that began before there was such a fact. */
const LaterIds = Ids.nullish().transform((ids) => ids ?? [])
const Flag = z
  .boolean()
  .nullish()
  .transform((flag) => flag ?? false)

const Start = z.object({ quiz: z.string() })
const Ask = z.object({ queue: Ids, at: z.number().int(), seed: z.string() })
const Answer = z.object({
  queue: Ids,
  at: z.number().int(),
  wrong: Ids,
  chosen: z.union([z.string(), Ids]).transform((chosen) => [chosen].flat()),
  judged: LaterIds,
  missed: LaterIds,
  daily: Flag,
})
const Result = z.object({
  quiz: z.string(),
  count: z.number(),
  wrong: Ids,
  missed: LaterIds,
  isFinished: Flag,
  broadcast: z.string().nullish(),
})
const Broadcast = z.object({ broadcast: z.string() })

export type QuizParts = {
  shelf: QuizShelf
  /** What everybody reads it as, or nothing. */
  findBulletinTitle: (tx: Tx, slug: string) => Promise<string>
}

/**
 * Quizzes in a chat. All of a game stands in the talk's state and goes with it: what is counted of it says nothing of
 * who played. Only the first answer to a question counts, whatever is answered once more after going back.
 */
export function quizEffects(parts: QuizParts): Effects {
  const { shelf } = parts
  return {
    async list_quizzes(tx, _deps, { conversationId }) {
      const { quizzes, questionOf } = await shelf.read(tx)
      if (quizzes.length === 0) return { outcome: 'none' }
      const list = quizzes.map(({ id, title, questions }) => ({
        value: id,
        label: `${title} (${questions.length} câu)`,
      }))
      const keeps = (await listKept(tx, conversationId)).some(({ questionId }) => questionOf.has(questionId))
      return { outcome: 'some', facts: { quizzes: list, keeps } }
    },
    async start_quiz(tx, { ids }, _context, args) {
      const quiz = (await shelf.read(tx)).quizOf.get(Start.parse(args).quiz)
      if (!quiz) return { outcome: 'none' }
      const seed = ids.uuid()
      const queue = dealQuestions(quiz, seed)
      return { outcome: 'ready', facts: { queue, seed, judged: [], missed: [], isFinished: false } }
    },
    async quiz_question(tx, _deps, _context, args) {
      const { queue, at, seed } = Ask.parse(args)
      const { questionOf } = await shelf.read(tx)
      // A question that is no longer public is passed over.
      const index = queue.findIndex((id, place) => place >= at && questionOf.has(id))
      const known = questionOf.get(queue[index] ?? '')
      if (!known) return { outcome: 'over', facts: { count: queue.filter((id) => questionOf.has(id)).length } }
      const { kind, facts } = shownFacts(known.question, numberedText(known.question, index + 1, queue.length), seed)
      return { outcome: kind, facts: { at: index, ...facts } }
    },
    quiz_answer: (tx, deps, context, args) => takeAnswer(tx, deps, context, shelf, Answer.parse(args)),
    quiz_result: (tx, deps, context, args) => tellResult(tx, deps, context, parts, Result.parse(args)),
    async quiz_of_broadcast(tx, { clock }, { conversationId }, args) {
      const { broadcast } = Broadcast.parse(args)
      if (!/^\d{1,18}$/.test(broadcast)) return { outcome: 'none' }
      await noteOpened(tx, broadcast, conversationId, clock.now())
      const quiz = await findBroadcastQuiz(tx, broadcast)
      const isPublic = quiz !== null && (await shelf.read(tx)).quizOf.has(quiz)
      return isPublic ? { outcome: 'found', facts: { quiz } } : { outcome: 'none' }
    },
    ...repetitionEffects(shelf),
    ...dailyEffects(shelf),
  }
}

async function takeAnswer(
  tx: Tx,
  { clock }: Deps,
  { conversationId }: EffectContext,
  shelf: QuizShelf,
  { queue, at, wrong, chosen, judged, missed, daily }: z.infer<typeof Answer>,
): Promise<EffectResult> {
  const known = (await shelf.read(tx)).questionOf.get(queue[at] ?? '')
  if (!known) return { outcome: 'judged', facts: { text: '', nextAt: at + 1, wrong, judged, missed } }
  const { quizId, question } = known
  const answer = judge(question, chosen)
  if ('hint' in answer) return { outcome: 'again', facts: { hint: answer.hint } }
  const { isRight, text } = answer
  const isFirst = !judged.includes(question.id)
  if (isFirst) {
    const { day } = vietnamMoment(clock.now())
    await insertAnswer(tx, { day, quizId, questionId: question.id, chosen, isRight, isDaily: daily })
    await noteAnswer(tx, conversationId, { questionId: question.id, isRight, today: day })
  }
  const facts = {
    text,
    nextAt: at + 1,
    wrong: isRight ? wrong : [...wrong, question.id],
    judged: isFirst ? [...judged, question.id] : judged,
    missed: isFirst && !isRight ? [...missed, question.id] : missed,
  }
  return { outcome: 'judged', facts }
}

/** Counted once a game: not when what was wrong is tried again, nor after going back. */
async function tellResult(
  tx: Tx,
  { clock }: Deps,
  { conversationId }: EffectContext,
  { shelf, findBulletinTitle }: QuizParts,
  { quiz: quizId, count, wrong, missed, isFinished, broadcast }: z.infer<typeof Result>,
): Promise<EffectResult> {
  const quiz = (await shelf.read(tx)).quizOf.get(quizId)
  const isNew = quiz !== undefined && count > 0 && !isFinished
  if (isNew) {
    const { day } = vietnamMoment(clock.now())
    const right = Math.max(0, count - missed.length)
    await insertResult(tx, conversationId, { day, quizId, right, questions: count, broadcastId: broadcast || null })
  }
  const slug = quiz?.bulletin ?? ''
  const facts = {
    ...{ right: count - wrong.length, count, slug, isFinished: true },
    reading: slug === '' ? '' : await findBulletinTitle(tx, slug),
    asksConsent: isNew && missed.length > 0 && (await findConsent(tx, conversationId)) === null,
  }
  return { outcome: wrong.length > 0 ? 'some_wrong' : 'all_right', facts }
}
