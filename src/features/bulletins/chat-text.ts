import { toPlainText } from './markdown.js'

/** What a chat is told of a bulletin. `published` is missing while it is being written or sent. */
type Told = {
  title: string
  body: string
  sources: readonly { publisher: string; date: string }[]
  checkBy: string
  published?: string
  validUntil?: string | undefined
  lang?: 'vi' | 'en'
}

/** A bulletin as a message: sources by name and date, without a link to tap (P8). */
export function toChatText(bulletin: Told): string {
  return [bulletin.title, toPlainText(bulletin.body), toSourceLine(bulletin), toDateLine(bulletin)].join('\n\n')
}

/** The last of what a message says before its words to type. */
export function toSourceLine({ sources, lang }: Pick<Told, 'sources' | 'lang'>): string {
  const named = sources.map(({ publisher, date }) => `${publisher} (${toVietnameseDate(date)})`)
  return `${lang === 'en' ? 'Sources' : 'Nguồn'}: ${[...new Set(named)].join('; ')}.`
}

/** 2026-01-07 → 7/1/2026; a month or a year alone stays one. */
export function toVietnameseDate(date: string): string {
  const [year, ...rest] = date.split('-')
  return [...rest.reverse().map(Number), year].join('/')
}

function toDateLine({ published, checkBy, validUntil, lang }: Told): string {
  const words = lang === 'en' ? ENGLISH : VIETNAMESE
  const parts = [
    published && `${words.published} ${toVietnameseDate(published)}`,
    validUntil && `${words.validUntil} ${toVietnameseDate(validUntil)}`,
    `${words.checkBy} ${toVietnameseDate(checkBy)}`,
  ].filter((part) => part !== undefined)
  const line = parts.join(', ')
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}.`
}

const VIETNAMESE = {
  published: 'đăng ngày',
  validUntil: 'có giá trị đến hết ngày',
  checkBy: 'kiểm tra lại sau ngày',
}
const ENGLISH = { published: 'published on', validUntil: 'valid until', checkBy: 'to be checked again after' }

/** 7/1/2026 → 2026-01-07; a month or a year alone stays one, and what is no date stays as it is. */
export function toIsoDate(typed: string): string {
  if (!/^\d{1,2}[/.-](\d{1,2}[/.-])?\d{4}$|^\d{4}$/.test(typed)) return typed
  const [year = '', ...rest] = typed.split(/[/.-]/).reverse()
  return [year, ...rest.map((part) => part.padStart(2, '0'))].join('-')
}
