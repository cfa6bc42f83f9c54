import { z } from 'zod'
import type { FormState } from '../../../console/components/form.js'
import { toIsoDate, toVietnameseDate } from '../chat-text.js'
import type { BulletinDraft } from '../bulletin.js'
import type { Written } from '../save-version.js'

type Values = FormState['values']

const MAX_SOURCES = 12
const EMPTY_ROWS = 5
const MAX_PART = 600

/** Wide limits: what is merely too long is said beside the field, once it is saved. */
const Text = (most: number) => z.string().max(most, `Dài nhất ${most} ký tự.`).default('')
const Id = z
  .string()
  .regex(/^\d{0,15}$/)
  .default('')

export const DraftForm = z.object({
  title: Text(300),
  summary: Text(600),
  body: Text(20_000),
  checkBy: Text(10),
  validUntil: Text(10),
  lang: z.enum(['vi', 'en']).default('vi'),
  quiz: Text(100),
  correctsId: Id,
  isEmergency: Text(3),
  pictureId: Id,
  pictureAlt: Text(300),
  pictureRemove: Text(3),
  base: z.coerce.number().int().nonnegative().default(0),
})

type Read = z.infer<typeof DraftForm>

/** What was typed, as a version holds it. `values`: all fields, also those whose names are made of what is chosen. */
export function toWritten(read: Read, values: Values): Written {
  const { title, summary, body, checkBy, lang } = read
  const content: BulletinDraft = {
    ...{ title, summary, checkBy, lang, body: body.replaceAll('\r\n', '\n') },
    ...(read.validUntil && { validUntil: read.validUntil }),
    ...(read.quiz && { quiz: read.quiz }),
    ...(read.pictureId && read.pictureRemove !== 'yes' && { picture: { id: read.pictureId, alt: read.pictureAlt } }),
    topics: ticked(values, 'topics'),
    areas: ticked(values, 'areas'),
    organisations: ticked(values, 'organisations'),
    sources: readSources(values),
  }
  return { content, isEmergency: read.isEmergency === 'yes', correctsId: read.correctsId || null }
}

/** The other way: a version as the form shows it. */
export function toValues({ content, isEmergency, correctsId }: Written, base: number): Values {
  const { title, summary, body, checkBy, validUntil, lang, quiz, picture } = content
  const rows = content.sources.flatMap(({ publisher, date, url }, index) => [
    [`source-${index + 1}-publisher`, publisher],
    [`source-${index + 1}-date`, toVietnameseDate(date)],
    [`source-${index + 1}-url`, url],
  ])
  const ticks = (['topics', 'areas', 'organisations'] as const).flatMap((prefix) =>
    content[prefix].map((value) => [`${prefix}-${value}`, 'yes']),
  )
  return {
    ...{ title, summary, body, checkBy, validUntil: validUntil ?? '', lang, quiz: quiz ?? '' },
    ...{ correctsId: correctsId ?? '', isEmergency: isEmergency ? 'yes' : '', base: String(base) },
    ...{ pictureId: picture?.id ?? '', pictureAlt: picture?.alt ?? '' },
    ...Object.fromEntries(rows),
    ...Object.fromEntries(ticks),
  }
}

/** Five, and always an empty one. */
export function countSourceRows(values: Values): number {
  const filled = numbers(MAX_SOURCES).filter((number) => PARTS.some((part) => values[`source-${number}-${part}`]))
  return Math.min(MAX_SOURCES, Math.max(EMPTY_ROWS, (filled.at(-1) ?? 0) + 1))
}

const PARTS = ['publisher', 'date', 'url'] as const

function readSources(values: Values): BulletinDraft['sources'] {
  const rows = numbers(MAX_SOURCES).map((number) => ({
    publisher: (values[`source-${number}-publisher`] ?? '').slice(0, MAX_PART),
    date: toIsoDate((values[`source-${number}-date`] ?? '').slice(0, 10)),
    url: (values[`source-${number}-url`] ?? '').slice(0, MAX_PART),
  }))
  return rows.filter(({ publisher, date, url }) => publisher || date || url)
}

function ticked(values: Values, prefix: string): string[] {
  const names = Object.keys(values).filter((name) => name.startsWith(`${prefix}-`) && values[name] === 'yes')
  return names.map((name) => name.slice(prefix.length + 1)).sort()
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}
