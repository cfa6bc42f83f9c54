import { z } from 'zod'
import type { Tx } from '../../platform/db.js'
import type { Effects } from '../../platform/effects.js'
import { isTimeForDaily, placeOfDay, saysHowToStop, vietnamMoment } from './daily.js'
import { findDailyWish } from './daily-queries.js'
import { dailyText, shownFacts, shuffle } from './play-quiz.js'
import type { QuizBook, QuizShelf } from './quiz-book.js'
import { isDue } from './repetition.js'
import { listKept } from './repetition-queries.js'

const Args = z.object({ day: z.string().nullable(), isFirst: z.boolean().nullable() })

/** The question of the day. `day`: the one for which it was opened; on another, or at a wrong hour, nothing is said. */
export function dailyEffects(shelf: QuizShelf): Effects {
  return {
    async daily_question(tx, { clock }, { conversationId }, args) {
      const { day, isFirst } = Args.parse(args)
      const now = vietnamMoment(clock.now())
      const wish = await findDailyWish(tx, conversationId)
      if (!wish || day !== now.day || !isTimeForDaily(wish, now)) return { outcome: 'none' }
      const book = await shelf.read(tx)
      const id = (await findDue(tx, book, conversationId, day)) ?? pick(book, wish.subscriberId, day)
      const question = book.questionOf.get(id)?.question
      if (!question) return { outcome: 'none' }
      const { kind, facts } = shownFacts(question, dailyText(question), day)
      return { outcome: kind, facts: { queue: [id], ...facts, saysStop: isFirst === true || saysHowToStop(day) } }
    },
  }
}

async function findDue(tx: Tx, { questionOf }: QuizBook, conversationId: string, today: string) {
  const kept = await listKept(tx, conversationId)
  return kept.find((one) => isDue(one, today) && questionOf.has(one.questionId))?.questionId
}

/** By the person's own order of all questions: nothing is kept of what was asked. */
function pick({ questionOf }: QuizBook, subscriberId: string, day: string): string {
  const ids = shuffle([...questionOf.keys()], subscriberId, (id) => id)
  return ids[placeOfDay(day, ids.length)] ?? ''
}
