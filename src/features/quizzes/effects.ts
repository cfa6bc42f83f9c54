import { z } from 'zod'
import type { Bulletin } from '../bulletins/bulletin.js'
import { toVietnameseDate } from '../bulletins/chat-text.js'
import type { Effects } from '../../platform/effects.js'
import { askText, dealQuestions, judge, showOptions, takesMany } from './play-quiz.js'
import type { Question, Quiz } from './quiz.js'

const Queue = z.array(z.string())
const Start = z.object({ quiz: z.string() })
const Ask = z.object({ queue: Queue, at: z.number().int(), seed: z.string() })
const Answer = z.object({
  queue: Queue,
  at: z.number().int(),
  wrong: Queue,
  chosen: z.union([z.string(), z.array(z.string())]).transform((chosen) => [chosen].flat()),
})
const Result = z.object({ quiz: z.string(), count: z.number(), wrong: Queue })

/** Quizzes in a chat. All of a game stands in the talk's state and goes with it: nobody's answers are kept. */
export function quizEffects(quizzes: readonly Quiz[], bulletins: readonly Bulletin[]): Effects {
  const quizOf = new Map(quizzes.map((quiz) => [quiz.id, quiz]))
  const questionOf = new Map(quizzes.flatMap(({ questions }) => questions.map((question) => [question.id, question])))
  return {
    async list_quizzes() {
      const list = quizzes.map(({ id, title, questions }) => ({
        value: id,
        label: `${title} (${questions.length} câu)`,
      }))
      return list.length > 0 ? { outcome: 'some', facts: { quizzes: list } } : { outcome: 'none' }
    },
    async start_quiz(_tx, { ids }, _context, args) {
      const quiz = quizOf.get(Start.parse(args).quiz)
      if (!quiz) return { outcome: 'none' }
      const seed = ids.uuid()
      return { outcome: 'ready', facts: { queue: dealQuestions(quiz, seed), seed } }
    },
    async quiz_question(_tx, _deps, _context, args) {
      const { queue, at, seed } = Ask.parse(args)
      // A question that a new version left out is passed over.
      const index = queue.findIndex((id, place) => place >= at && questionOf.has(id))
      const question = questionOf.get(queue[index] ?? '')
      if (!question) return { outcome: 'over', facts: { count: queue.length } }
      const facts = {
        at: index,
        question: askText(question, index + 1, queue.length),
        options: showOptions(question, seed),
      }
      return { outcome: takesMany(question) ? 'several' : 'one', facts }
    },
    async quiz_answer(_tx, _deps, _context, args) {
      const { queue, at, chosen, wrong } = Answer.parse(args)
      const question = questionOf.get(queue[at] ?? '')
      if (!question) return { outcome: 'judged', facts: { text: '', nextAt: at + 1, wrong } }
      const judged = judge(question, chosen)
      if ('hint' in judged) return { outcome: 'again', facts: { hint: judged.hint } }
      const text = `${judged.text}\n${sourceLine(question)}`
      return {
        outcome: 'judged',
        facts: { text, nextAt: at + 1, wrong: judged.isRight ? wrong : [...wrong, question.id] },
      }
    },
    async quiz_result(_tx, _deps, _context, args) {
      const { quiz, count, wrong } = Result.parse(args)
      const slug = quizOf.get(quiz)?.bulletin ?? ''
      const reading = bulletins.find((bulletin) => bulletin.slug === slug)?.title ?? ''
      const facts = { right: count - wrong.length, count, slug, reading }
      return { outcome: wrong.length > 0 ? 'some_wrong' : 'all_right', facts }
    },
  }
}

function sourceLine({ source: { publisher, date } }: Question): string {
  return `(Nguồn: ${publisher}, ${toVietnameseDate(date)})`
}
