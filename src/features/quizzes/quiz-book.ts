import type { Tx } from '../../platform/db.js'
import { listPublicQuizzes } from './queries.js'
import type { Question, Quiz } from './quiz.js'

/** What can be played now. */
export type QuizBook = {
  quizzes: readonly Quiz[]
  quizOf: ReadonlyMap<string, Quiz>
  questionOf: ReadonlyMap<string, { quizId: string; question: Question }>
}

export type QuizShelf = {
  read(tx: Tx): Promise<QuizBook>
  /** Something was published or withdrawn here: the next reader sees it. */
  forget(): void
}

/** Every process knows within this time what another published. */
const FRESH_MS = 5_000

/** Read in the turn's own transaction: a second connection for it could be one too many. */
export function openQuizShelf(): QuizShelf {
  let known: { until: number; book: QuizBook } | undefined
  return {
    async read(tx) {
      const began = performance.now()
      if (known && began < known.until) return known.book
      const book = makeBook(await listPublicQuizzes(tx))
      known = { until: began + FRESH_MS, book }
      return book
    },
    forget() {
      known = undefined
    },
  }
}

function makeBook(quizzes: readonly Quiz[]): QuizBook {
  const questions = quizzes.flatMap(({ id, questions }) =>
    questions.map((question) => [question.id, { quizId: id, question }] as const),
  )
  return { quizzes, quizOf: new Map(quizzes.map((quiz) => [quiz.id, quiz])), questionOf: new Map(questions) }
}
