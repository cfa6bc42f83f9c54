import { parse } from 'yaml'
import { z } from 'zod'
import { Source } from '../bulletins/bulletin.js'

export type Quiz = z.infer<typeof QuizFile>
export type Question = Quiz['questions'][number]

/** Reads a file of `content/quizzes/`. */
export function parseQuiz(yamlText: string): Quiz {
  return QuizFile.parse(parse(yamlText))
}

const Slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
const Option = z.strictObject({ text: z.string().min(1), right: z.boolean().default(false) })

const Common = {
  id: Slug,
  ask: z.string().min(10),
  explain: z.string().min(10),
  source: Source,
  /** The day after which somebody must look whether it still holds. */
  checkBy: z.iso.date(),
}

const QuestionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...Common, kind: z.enum(['single', 'scam']), options: z.array(Option).min(2).max(5) }),
  z.strictObject({ ...Common, kind: z.literal('several'), options: z.array(Option).min(3).max(5) }),
  z.strictObject({ ...Common, kind: z.literal('true_false'), answer: z.boolean() }),
  /** Its options stand in the right order. */
  z.strictObject({ ...Common, kind: z.literal('order'), options: z.array(Option).min(3).max(5) }),
])

const QuizFile = z.strictObject({
  id: Slug,
  title: z.string().min(5),
  topics: z.array(z.string()).min(1),
  /** What to read when it is done. */
  bulletin: Slug.optional(),
  questions: z.array(QuestionSchema).min(3),
})
