import { z } from 'zod'
import { toIsoDate, toVietnameseDate } from '../../bulletins/chat-text.js'
import { MOST_OPTIONS, type Question, type QuestionKind } from '../quiz.js'

export const QuestionForm = z.object({ base: z.coerce.number().int() }).catchall(z.string().max(2_000))

type Values = Readonly<Record<string, string>>

/** The rows of the form, counted from 1. */
export const ROWS = Array.from({ length: MOST_OPTIONS }, (_, index) => index + 1)

/** Whatever was typed, mistakes and all. Empty rows are left out. */
export function toQuestion(kind: QuestionKind, id: string, values: Values): Question {
  const text = (name: string) => values[name] ?? ''
  const common = {
    ...{ id, ask: text('ask'), explain: text('explain'), checkBy: text('checkBy') },
    source: { publisher: text('publisher'), date: toIsoDate(text('date').slice(0, 10)), url: text('url') },
    ...(text('pictureId') !== '' && { picture: { id: text('pictureId'), alt: text('alt') } }),
  }
  if (kind === 'true_false') return { ...common, kind, answer: text('answer') === 'true' }
  const rows = ROWS.filter((row) => text(`option-${row}`) !== '')
  const isRight = (row: number) => values[`right-${row}`] === 'yes' || text('right') === String(row)
  return { ...common, kind, options: rows.map((row) => ({ text: text(`option-${row}`), right: isRight(row) })) }
}

export function toValues(question: Question, base: number): Record<string, string> {
  const { ask, explain, checkBy, source, picture } = question
  const values: Record<string, string> = {
    ...{
      ask,
      explain,
      checkBy,
      ...source,
      date: source.date === '' ? '' : toVietnameseDate(source.date),
      base: String(base),
    },
    ...{ pictureId: picture?.id ?? '', alt: picture?.alt ?? '' },
  }
  if (question.kind === 'true_false') return { ...values, answer: String(question.answer) }
  for (const [index, { text, right }] of question.options.entries()) {
    values[`option-${index + 1}`] = text
    if (right)
      values[question.kind === 'several' ? `right-${index + 1}` : 'right'] =
        question.kind === 'several' ? 'yes' : String(index + 1)
  }
  return values
}
