import { parse } from 'yaml'
import { z } from 'zod'

/** A warning as it stands in `content/bulletins/`; the file's name is its `slug`, part of its address. */
export type Bulletin = z.infer<typeof FrontMatter> & { slug: string; body: string }

/** Besides the categories. */
export const EXTRA_TOPICS = ['cong_nghe', 'tre_em', 'nguoi_cao_tuoi']
/** All of Vietnam, in place of an area's code. */
export const COUNTRY = 'VN'

/** Reads YAML between two lines of `---`, then Markdown. Throws a ZodError, or an Error that says what is missing. */
export function parseBulletin(slug: string, text: string): Bulletin {
  const parts = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text)
  if (!parts) throw new Error('it must begin with a front matter between two lines of ---')
  const [, head = '', body = ''] = parts
  return { slug, ...FrontMatter.parse(parse(head)), body: body.trim() }
}

/** Newest first; of one day by title, so that a page does not change its order. */
export function sortBulletins(bulletins: readonly Bulletin[]): Bulletin[] {
  return [...bulletins].sort((a, b) => b.published.localeCompare(a.published) || a.title.localeCompare(b.title, 'vi'))
}

const Day = z.iso.date()
/** What is known of the day that a source came out. */
const PartOfDay = z.coerce.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)

/** Named in the text by publisher and date. */
export const Source = z.strictObject({
  publisher: z.string().min(2),
  date: PartOfDay,
  /** For reviewers and the public page; a chat never shows it (P8). */
  url: z.url({ protocol: /^https$/ }),
})

const Slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

const Facts = {
  title: z.string().min(5),
  summary: z.string().min(20),
  /** The day after which somebody must look whether it still holds. */
  checkBy: Day,
  /** The last day of a warning that is about a passing thing. */
  validUntil: Day.optional(),
  topics: z.array(z.string()).min(1),
  areas: z.array(z.coerce.string()).min(1),
  sources: z.array(Source).min(1),
  lang: z.enum(['vi', 'en']).default('vi'),
  /** The quiz that goes with it. */
  quiz: Slug.optional(),
}

/** What a picture shows, for who does not see it. */
const Alt = z.string().min(5)

const FrontMatter = z.strictObject({
  ...Facts,
  published: Day,
  /** A file beside this one. */
  picture: z.strictObject({ file: z.string().regex(/^[\w-]+\.(jpe?g|png|webp)$/), alt: Alt }).optional(),
  /** The slug of the bulletin that this one sets right. */
  corrects: Slug.optional(),
})

/** A version as it stands in the database. Markdown in `body`; ids of organisations, when it is for those alone. */
export const BulletinContent = z.strictObject({
  ...Facts,
  body: z.string(),
  organisations: z.array(z.string()).default([]),
  picture: z.strictObject({ id: z.string(), alt: Alt }).optional(),
})
export type BulletinContent = z.infer<typeof BulletinContent>

/** A version that is still being written: of the same form, with nothing in it that must be right yet. */
export const BulletinDraft = z.object({
  title: z.string(),
  summary: z.string(),
  body: z.string(),
  checkBy: z.string(),
  validUntil: z.string().optional(),
  topics: z.array(z.string()),
  areas: z.array(z.string()),
  sources: z.array(z.object({ publisher: z.string(), date: z.string(), url: z.string() })),
  lang: z.enum(['vi', 'en']),
  quiz: z.string().optional(),
  organisations: z.array(z.string()),
  picture: z.object({ id: z.string(), alt: z.string() }).optional(),
})
export type BulletinDraft = z.infer<typeof BulletinDraft>
