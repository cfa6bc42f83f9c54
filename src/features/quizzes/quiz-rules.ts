import { findInText, findOver } from '../bulletins/text-rules.js'
import type { Question, Quiz } from './quiz.js'

const MOST = { title: 60, ask: 250, option: 60, explain: 300 }

type Known = { topics: ReadonlySet<string>; bulletins: ReadonlySet<string> }

/** What keeps a quiz from being played, each a line that names the question. */
export function findQuizMistakes(quiz: Quiz, known: Known): string[] {
  const { bulletin } = quiz
  return [
    ...findOver('title', quiz.title, MOST.title),
    ...quiz.topics.filter((topic) => !known.topics.has(topic)).map((topic) => `topic ${topic} does not exist`),
    ...(bulletin && !known.bulletins.has(bulletin) ? [`bulletin ${bulletin} does not exist`] : []),
    ...quiz.questions.flatMap((question) => findInQuestion(question).map((mistake) => `${question.id}: ${mistake}`)),
  ]
}

/** Question ids that stand twice, over all quizzes: answers are told apart by them. */
export function findTwins(quizzes: readonly Quiz[]): string[] {
  const ids = quizzes.flatMap(({ questions }) => questions.map(({ id }) => id))
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
}

function findInQuestion(question: Question): string[] {
  const options = 'options' in question ? question.options.map(({ text }) => text) : []
  return [
    ...findOver('ask', question.ask, MOST.ask),
    ...findOver('explain', question.explain, MOST.explain),
    ...options.flatMap((text) => findOver('an option', text, MOST.option)),
    ...(new Set(options).size === options.length ? [] : ['two options are alike']),
    ...findUnclear(question),
    ...[question.ask, question.explain, ...options].flatMap(findInText),
  ]
}

function findUnclear(question: Question): string[] {
  if (question.kind === 'true_false') return []
  const right = question.options.filter((option) => option.right).length
  switch (question.kind) {
    case 'order':
      return right === 0 ? [] : ['an order has no right options: they stand in the right order']
    case 'several':
      return right > 0 && right < question.options.length ? [] : ['some options must be right and some wrong']
    default:
      return right === 1 ? [] : [`${right} options are right, it must be one`]
  }
}
