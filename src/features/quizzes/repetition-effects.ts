import { z } from 'zod'
import { toVietnameseDate } from '../bulletins/chat-text.js'
import type { Effects } from '../../platform/effects.js'
import { vietnamMoment } from './daily.js'
import type { QuizShelf } from './quiz-book.js'
import { isDue } from './repetition.js'
import { dropAllKept, keepWrong, listKept } from './repetition-queries.js'

/** Few enough to be done in one go; what is left is due tomorrow still. */
const MOST_AT_ONCE = 10

const Wrong = z.object({ missed: z.array(z.string()) })

/** Questions that come back to who agreed that they are kept. */
export function repetitionEffects(shelf: QuizShelf): Effects {
  return {
    /** Such a game is counted answer by answer, and has no result: `isFinished`. */
    async start_repetition(tx, { clock, ids }, { conversationId }) {
      const { questionOf } = await shelf.read(tx)
      const kept = (await listKept(tx, conversationId)).filter(({ questionId }) => questionOf.has(questionId))
      const today = vietnamMoment(clock.now()).day
      const due = kept.filter((one) => isDue(one, today)).slice(0, MOST_AT_ONCE)
      if (due.length > 0) {
        const queue = due.map(({ questionId }) => questionId)
        return { outcome: 'ready', facts: { queue, seed: ids.uuid(), judged: [], missed: [], isFinished: true } }
      }
      const [next] = kept
      return next ? { outcome: 'later', facts: { dueOn: toVietnameseDate(next.dueOn) } } : { outcome: 'none' }
    },
    async keep_wrong(tx, { clock }, { conversationId }, args) {
      await keepWrong(tx, conversationId, Wrong.parse(args).missed, vietnamMoment(clock.now()).day)
      return { outcome: 'ok' }
    },
    async stop_repetition(tx, _deps, { conversationId }) {
      await dropAllKept(tx, conversationId)
      return { outcome: 'ok' }
    },
  }
}
