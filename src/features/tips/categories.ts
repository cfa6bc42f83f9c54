import { parse } from 'yaml'
import { z } from 'zod'

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
export type Catalogue = { categories: Category[]; exits: Exit[] }

/** Reads `content/categories.yaml`. */
export function parseCategories(yamlText: string): Catalogue {
  return CategoryFile.parse(parse(yamlText))
}

/** A category that is no longer in use takes files as most do. */
export function takesFiles({ categories }: Catalogue, category: string): boolean {
  return categories.find(({ code }) => code === category)?.uploads ?? true
}

const Both = z.strictObject({ vi: z.string().min(2), en: z.string().min(2) })
const Keywords = z.array(z.string().min(2)).default([])
const Urgency = z.enum(['P0', 'P1', 'P2', 'P3'])

const CategorySchema = z.strictObject({
  code: z.string().regex(/^[A-Z_]{2,20}$/),
  label: Both,
  urgency: Urgency,
  /** Circumstances that raise it; danger raises every category to P0 by itself. */
  raise: z.partialRecord(Urgency, z.array(z.enum(CIRCUMSTANCES))).default({}),
  /** Articles of the penal code: for officers, never for a citizen. */
  articles: z.array(z.string()).default([]),
  /** Words that name a harmful act. */
  keywords: Keywords,
  /** Words that go with it, but also with everyday questions. */
  hints: Keywords,
  /** False where even a picture sent as evidence would do harm. */
  uploads: z.boolean().default(true),
})

const ExitSchema = z.strictObject({
  kind: z.enum(['procedure', 'opinion', 'spam_call', 'civil']),
  label: Both,
  keywords: Keywords,
})

const CategoryFile = z.strictObject({
  categories: z
    .array(CategorySchema)
    .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, 'a code stands twice')
    .refine((all) => all.some(({ code }) => code === 'KHAC'), 'KHAC is missing'),
  exits: z.array(ExitSchema),
})
