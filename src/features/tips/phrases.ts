import { parse } from 'yaml'
import { z } from 'zod'
import { OUTCOME_CODES } from './outcomes.js'

export const TIP_STATUSES = ['new', 'in_progress', 'waiting_reporter', 'closed'] as const
export type BothTexts = z.infer<typeof Both>
/** Everything that a citizen is told of a tip without a person writing it; `title` is for officers. */
export type Phrases = z.infer<typeof PhraseFile>

/** Reads `content/phrases.yaml`; refuses a missing outcome or status, and any link. */
export function parsePhrases(yamlText: string): Phrases {
  return PhraseFile.parse(parse(yamlText))
}

const Sentence = z
  .string()
  .min(10)
  .max(600)
  .refine(
    (text) => !/https?:|www\.|\b[a-z\d-]+\.(?:vn|com|net|org)\b/i.test(text),
    'a sentence to a citizen holds no link',
  )
const Both = z.strictObject({ vi: Sentence, en: Sentence })
const PhraseFile = z.strictObject({
  outcomes: z.record(z.enum(OUTCOME_CODES), z.strictObject({ title: z.string().min(3), citizen: Both })),
  statuses: z.record(z.enum(TIP_STATUSES), Both),
  notices: z.strictObject({ transferred: Both, outcome: Both }),
})
