import type { Question, QuizContent } from './quiz.js'

/** In the place of the question `replaced`, or at the end. */
export function putQuestion(content: QuizContent, question: Question, replaced: string | null): QuizContent {
  const { questions } = content
  const isThere = questions.some(({ id }) => id === replaced)
  const changed = questions.map((one) => (one.id === replaced ? question : one))
  return { ...content, questions: isThere ? changed : [...questions, question] }
}

export function removeQuestion(content: QuizContent, id: string): QuizContent {
  return { ...content, questions: content.questions.filter((question) => question.id !== id) }
}

/** `by`: -1 up, 1 down. At the edge nothing moves. */
export function moveQuestion(content: QuizContent, id: string, by: -1 | 1): QuizContent {
  const questions = [...content.questions]
  const from = questions.findIndex((question) => question.id === id)
  const to = from + by
  if (from < 0 || to < 0 || to >= questions.length) return content
  questions.splice(to, 0, ...questions.splice(from, 1))
  return { ...content, questions }
}

/**
 * Whether answers given so far still mean the same: they are counted by the places of the options. Where not, the
 * question gets a new id, and its counts begin anew.
 */
export function isSameToAnswer(one: Question, other: Question): boolean {
  return JSON.stringify(answersOf(one)) === JSON.stringify(answersOf(other))
}

function answersOf(question: Question): unknown {
  if (question.kind === 'true_false') return [question.kind, question.answer]
  return [question.kind, question.options.map(({ text, right }) => [text, right])]
}
