import type { Json } from '../../engine/message.js'
import { toVietnameseDate } from '../bulletins/chat-text.js'
import type { Question, Quiz } from './quiz.js'

export type Shown = { value: string; label: string }
export type Judged = { isRight: boolean; text: string } | { hint: string }

/** In an order that depends on the seed alone, so that a talk that is taken up again goes on as it was. */
export function shuffle<Item>(items: readonly Item[], seed: string, keyOf: (item: Item) => string): Item[] {
  return items
    .map((item) => ({ item, rank: hash(`${seed}/${keyOf(item)}`) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}

/** FNV-1a, mixed once more, because it tells words apart badly that differ at their end only. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  return (value ^ (value >>> 13)) >>> 0
}

export function dealQuestions({ questions }: Quiz, seed: string): string[] {
  return shuffle(questions, seed, ({ id }) => id).map(({ id }) => id)
}

const TRUE_FALSE: Shown[] = [
  { value: 'true', label: 'Đúng' },
  { value: 'false', label: 'Sai' },
]

/** An option's value is its place in the file. */
export function showOptions(question: Question, seed: string): Shown[] {
  if (question.kind === 'true_false') return TRUE_FALSE
  const options = question.options.map(({ text }, index) => ({ value: String(index), label: text }))
  return shuffle(options, `${seed}/${question.id}`, ({ label }) => label)
}

function takesMany({ kind }: Question): boolean {
  return kind === 'several' || kind === 'order'
}

const HOW = {
  several: 'Có thể có nhiều đáp án. Bạn gõ các số, ví dụ 1 3.',
  order: 'Bạn gõ các số theo thứ tự đúng, ví dụ 2 1 3.',
}

export function numberedText(question: Question, number: number, count: number): string {
  return askText(question, `Câu ${number}/${count}.`)
}

export function dailyText(question: Question): string {
  return askText(question, 'Câu hỏi hôm nay.')
}

/** What a flow needs to ask it; `kind`: how many answers it takes. */
export function shownFacts(question: Question, text: string, seed: string) {
  const { id, alt } = question.picture ?? {}
  const picture: Json = id !== undefined && alt !== undefined ? { id, alt } : null
  const options = showOptions(question, seed).map(({ value, label }): Json => ({ value, label }))
  return { kind: takesMany(question) ? 'several' : 'one', facts: { question: text, options, picture, seed } } as const
}

function askText(question: Question, opening: string): string {
  const head = `${opening} ${question.ask}`
  return question.kind === 'several' || question.kind === 'order' ? `${head}\n\n${HOW[question.kind]}` : head
}

/** `chosen`: the values of the options, in the order in which they were given. A hint: it is no whole answer yet. */
export function judge(question: Question, chosen: readonly string[]): Judged {
  if (question.kind === 'order' && chosen.length < question.options.length)
    return { hint: `Câu này cần đủ ${question.options.length} số. ${HOW.order}` }
  const isRight = isRightAnswer(question, chosen)
  const verdict = isRight ? 'Đúng rồi.' : `Chưa đúng. Đáp án: ${rightAnswer(question)}.`
  return { isRight, text: `${verdict} ${question.explain}\n${sourceLine(question)}` }
}

function sourceLine({ source: { publisher, date } }: Question): string {
  return `(Nguồn: ${publisher}, ${toVietnameseDate(date)})`
}

/** The values of a right answer; for an order in that order. */
export function rightValues(question: Question): string[] {
  if (question.kind === 'true_false') return [String(question.answer)]
  const all = question.options.map((_option, index) => String(index))
  return question.kind === 'order' ? all : all.filter((value) => question.options[Number(value)]?.right)
}

/** Of some wrong answer, for showing what is said to it. */
export function wrongValues(question: Question): string[] {
  if (question.kind === 'true_false') return [String(!question.answer)]
  const all = question.options.map((_option, index) => String(index))
  return question.kind === 'order' ? all.reverse() : all.filter((value) => !question.options[Number(value)]?.right)
}

function isRightAnswer(question: Question, chosen: readonly string[]): boolean {
  if (question.kind === 'true_false') return chosen[0] === String(question.answer)
  if (question.kind === 'order') return chosen.every((value, index) => value === String(index))
  const right = rightValues(question)
  return chosen.length === right.length && right.every((value) => chosen.includes(value))
}

export function rightAnswer(question: Question): string {
  if (question.kind === 'true_false') return question.answer ? 'Đúng' : 'Sai'
  const right = question.kind === 'order' ? question.options : question.options.filter((option) => option.right)
  return right.map(({ text }) => text.replace(/\.$/, '')).join(question.kind === 'order' ? ' → ' : '; ')
}
