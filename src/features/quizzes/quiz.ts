import { parse } from 'yaml'
import { z } from 'zod'
import { Source } from '../bulletins/bulletin.js'

export type Quiz = QuizContent & { id: string }
export type Question = QuizContent['questions'][number]
export type QuestionKind = Question['kind']
export type QuizContent = z.infer<typeof Content>

export const MOST_OPTIONS = 5

/** Reads a file of `content/quizzes/`. Until it is in the database, a picture's id is the name of its file. */
export function parseQuiz(yamlText: string): Quiz {
  return QuizFile.parse(parse(yamlText))
}

/** Reads a version as it stands in the database: whole in form, but a draft may lack what publishing needs. */
export function parseContent(content: unknown): QuizContent {
  return Content.parse(content)
}

const Slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
const Option = z.strictObject({ text: z.string().min(1), right: z.boolean().default(false) })
/** Beside the quiz's own file. */
const PictureFile = z
  .strictObject({ file: z.string().regex(/^[a-z0-9-]+\.(?:jpg|png|webp)$/), alt: z.string().min(5) })
  .transform(({ file, alt }) => ({ id: file, alt }))

const Common = {
  id: Slug,
  ask: z.string().min(10),
  explain: z.string().min(10),
  source: Source,
  /** The day after which somebody must look whether it still holds. */
  checkBy: z.iso.date(),
  picture: PictureFile.optional(),
}

const QuestionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...Common, kind: z.enum(['single', 'scam']), options: z.array(Option).min(2).max(MOST_OPTIONS) }),
  z.strictObject({ ...Common, kind: z.literal('several'), options: z.array(Option).min(3).max(MOST_OPTIONS) }),
  z.strictObject({ ...Common, kind: z.literal('true_false'), answer: z.boolean() }),
  /** Its options stand in the right order. */
  z.strictObject({ ...Common, kind: z.literal('order'), options: z.array(Option).min(3).max(MOST_OPTIONS) }),
])

const QuizFile = z.strictObject({
  id: Slug,
  title: z.string().min(5),
  topics: z.array(z.string()).min(1),
  /** What to read when it is done. */
  bulletin: Slug.optional(),
  questions: z.array(QuestionSchema).min(3),
})

const Draft = {
  id: Slug,
  ask: z.string(),
  explain: z.string(),
  source: z.object({ publisher: z.string(), date: z.string(), url: z.string() }),
  checkBy: z.string(),
  picture: z.object({ id: z.string(), alt: z.string() }).optional(),
}
const DraftOption = z.object({ text: z.string(), right: z.boolean() })
const Chosen = z.object({
  ...Draft,
  kind: z.enum(['single', 'several', 'order', 'scam']),
  options: z.array(DraftOption),
})

const Content = z.object({
  title: z.string(),
  topics: z.array(z.string()),
  bulletin: z.string().optional(),
  questions: z.array(
    z.discriminatedUnion('kind', [Chosen, z.object({ ...Draft, kind: z.literal('true_false'), answer: z.boolean() })]),
  ),
})
