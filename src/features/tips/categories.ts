import { z } from 'zod'
import type { Fitted } from './fitted-phrases.js'
import type { Match } from './sign-matcher.js'
import type { Reading } from './message-words.js'

/** What a citizen answered before anything else; each can raise the urgency of some categories. */
const CIRCUMSTANCES = [
  'danger',
  'moneyMovingNow',
  'contactNow',
  'appInstalled',
  'minor',
  'selfHarm',
  'threatened',
  'emergency',
] as const
export type Circumstance = (typeof CIRCUMSTANCES)[number]

export type Category = z.infer<typeof CategorySchema>
/** Where a message leads that is not a tip. */
export type Exit = z.infer<typeof ExitSchema>
/** A state of things that cannot wait (P0), as people tell it. */
export type UrgentSituation = z.infer<typeof UrgentSchema>

/** Whom a sign speaks for, or that what follows it is denied. */
export type SignOwner = {
  kind: 'category' | 'exit' | 'urgent' | 'denial' | 'harmless'
  code: string
  sign: string
  weight: number
}
export type Catalogue = {
  categories: Category[]
  exits: Exit[]
  urgent: UrgentSituation[]
  /** Made once, when the files are read. */
  findSigns: (reading: Reading) => Match<SignOwner>[]
  fitted: Fitted
}

/** A category that is no longer in use takes files as most do. */
export function takesFiles({ categories }: Pick<Catalogue, 'categories'>, category: string): boolean {
  return categories.find(({ code }) => code === category)?.uploads ?? true
}

const Both = z.strictObject({ vi: z.string().min(2), en: z.string().min(2) })
const Urgency = z.enum(['P0', 'P1', 'P2', 'P3'])
const SignList = z.array(z.string('must be a phrase').min(2))
/** Phrases by their weight: from 5, which decides nearly alone, to 1, a hint; below 0 speaks against. */
const Signs = z.record(z.string().regex(/^-?[1-9]$/, 'a weight is a whole number from -9 to 9, not 0'), SignList)

export const CategorySchema = z.strictObject({
  code: z.string().regex(/^[A-Z_]{2,20}$/),
  label: Both,
  urgency: Urgency,
  /** Circumstances that raise it; danger raises every category to P0 by itself. */
  raise: z.partialRecord(Urgency, z.array(z.enum(CIRCUMSTANCES))).default({}),
  /** Articles of the penal code: for officers, never for a citizen. */
  articles: z.array(z.string()).default([]),
  signs: Signs.default({}),
  /** False where even a picture sent as evidence would do harm. */
  uploads: z.boolean().default(true),
})

export const ExitSchema = z.strictObject({
  kind: z.enum(['procedure', 'opinion', 'spam_call', 'civil']),
  label: Both,
  signs: Signs,
})

const UrgentSchema = z.strictObject({
  code: z.string().regex(/^[a-z_]{2,30}$/),
  label: z.string().min(2),
  /** Which safety advice the bot gives at once. */
  advice: z.enum(['life', 'money']),
  signs: SignList,
})
export const UrgentFile = z.array(UrgentSchema)

export const WordsFile = z.strictObject({
  /** Right before a sign they take its meaning away. */
  denials: SignList,
  /** An urgent sign that touches one of these is none. */
  harmless: SignList,
  /** Words that tell nobody anything by themselves: fitted phrases of nothing else are not shown. */
  silent: SignList.default([]),
  lists: z.record(z.string().regex(/^[a-z_]+$/), z.array(z.string().min(1))),
})
