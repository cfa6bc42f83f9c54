import { findTextMistakes, type TextMistake } from '../bulletins/text-rules.js'
import type { Question, Quiz } from './quiz.js'

/** `at`: the question's id; none: it is about the quiz as a whole. */
export type QuizMistake = { at?: string } & (
  | { code: 'missing'; field: Field }
  | { code: 'too_short'; field: Field; least: number }
  | { code: 'too_long'; field: Field; length: number; most: number }
  | { code: 'unknown'; field: 'topic' | 'bulletin'; name: string }
  | { code: 'few_questions'; least: number }
  | { code: 'few_options'; least: number }
  | { code: 'alike' }
  | { code: 'right_count'; right: number }
  | { code: 'all_or_none' }
  | { code: 'order_has_right' }
  | TextMistake
)
export type Field = 'title' | 'topics' | 'ask' | 'explain' | 'option' | 'alt' | 'source' | 'checkBy'

export const MOST = { title: 60, ask: 250, option: 60, explain: 300, alt: 160 }
const LEAST = { title: 5, ask: 10, explain: 10, alt: 5, questions: 3 }

export type Known = { topics: ReadonlySet<string>; bulletins: ReadonlySet<string> }

/** What keeps a quiz from being played; `inEnglish` and `inVietnamese` say it. */
export function findQuizMistakes(quiz: Quiz, known: Known): QuizMistake[] {
  const { title, topics, bulletin, questions } = quiz
  return [
    ...findLength('title', title, LEAST.title, MOST.title),
    ...(topics.length === 0 ? [{ code: 'missing' as const, field: 'topics' as const }] : []),
    ...topics.filter((topic) => !known.topics.has(topic)).map((name) => unknown('topic', name)),
    ...(bulletin && !known.bulletins.has(bulletin) ? [unknown('bulletin', bulletin)] : []),
    ...(questions.length < LEAST.questions ? [{ code: 'few_questions' as const, least: LEAST.questions }] : []),
    ...findTextMistakes(title),
    ...questions.flatMap((question) => findInQuestion(question).map((mistake) => ({ ...mistake, at: question.id }))),
  ]
}

/** Question ids that stand twice, over all quizzes: answers are told apart by them. */
export function findTwins(quizzes: readonly Quiz[]): string[] {
  const ids = quizzes.flatMap(({ questions }) => questions.map(({ id }) => id))
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
}

function unknown(field: 'topic' | 'bulletin', name: string): QuizMistake {
  return { code: 'unknown', field, name }
}

function findInQuestion(question: Question): QuizMistake[] {
  const options = 'options' in question ? question.options.map(({ text }) => text) : []
  const alt = question.picture?.alt
  return [
    ...findLength('ask', question.ask, LEAST.ask, MOST.ask),
    ...findLength('explain', question.explain, LEAST.explain, MOST.explain),
    ...options.flatMap((text) => findLength('option', text, 1, MOST.option)),
    ...(alt === undefined ? [] : findLength('alt', alt, LEAST.alt, MOST.alt)),
    ...findInSource(question),
    ...(new Set(options).size === options.length ? [] : [{ code: 'alike' as const }]),
    ...findUnclear(question),
    ...[question.ask, question.explain, ...options, alt ?? ''].flatMap(findTextMistakes),
  ]
}

function findLength(field: Field, text: string, least: number, most: number): QuizMistake[] {
  if (text.trim() === '') return [{ code: 'missing', field }]
  if (text.length < least) return [{ code: 'too_short', field, least }]
  return text.length > most ? [{ code: 'too_long', field, length: text.length, most }] : []
}

/** What is known of the day on which a source came out may be a month or a year. */
function findInSource({ source: { publisher, date, url }, checkBy }: Question): QuizMistake[] {
  const isWhole =
    publisher.length >= 2 && /^\d{4}(-\d{2}(-\d{2})?)?$/.test(date) && /^https:\/\/[^/\s]+\.\S+$/.test(url)
  return [
    ...(isWhole ? [] : [{ code: 'missing' as const, field: 'source' as const }]),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(checkBy) ? [] : [{ code: 'missing' as const, field: 'checkBy' as const }]),
  ]
}

function findUnclear(question: Question): QuizMistake[] {
  if (question.kind === 'true_false') return []
  const { kind, options } = question
  const right = options.filter((option) => option.right).length
  const least = kind === 'single' || kind === 'scam' ? 2 : 3
  const few: QuizMistake[] = options.length < least ? [{ code: 'few_options', least }] : []
  switch (kind) {
    case 'order':
      return right === 0 ? few : [...few, { code: 'order_has_right' }]
    case 'several':
      return right > 0 && right < options.length ? few : [...few, { code: 'all_or_none' }]
    default:
      return right === 1 ? few : [...few, { code: 'right_count', right }]
  }
}
