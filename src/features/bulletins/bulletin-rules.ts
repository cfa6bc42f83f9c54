import { type BulletinDraft, COUNTRY, EXTRA_TOPICS } from './bulletin.js'
import { toChatText } from './chat-text.js'
import { findUnsuitable, toPlainText } from './markdown.js'
import { findTextMistakes, type TextMistake } from './text-rules.js'

const MAX_TITLE = 70
const MAX_SUMMARY = 160
/** Of the whole message: Zalo's official accounts take no more. */
const MAX_CHAT_TEXT = 2_000
/** Of them, what `bulletinMessage` adds: the words that do what its buttons do. */
const TYPED_WORDS = 90

export type Known = { topics: ReadonlySet<string>; areas: ReadonlySet<string> }

/** Days as yyyy-mm-dd. `published`: of a draft the day on which it is looked at. */
type Looked = Pick<BulletinDraft, 'title' | 'summary' | 'body' | 'checkBy' | 'topics' | 'areas' | 'sources'> & {
  published: string
  validUntil?: string | undefined
  picture?: { alt: string } | undefined
}

/** `field`: where it is; `message`: of the whole as a chat gets it. */
export type Mistake = { field: string } & (
  | TextMistake
  | { code: 'missing' }
  | { code: 'too_short'; least: number }
  | { code: 'too_long'; length: number; most: number }
  | { code: 'unknown'; name: string }
  | { code: 'not_after_published' }
  | { code: 'unsuitable'; kind: string }
  | { code: 'wrong_source'; number: number }
)

/** What keeps a bulletin from going out. */
export function findBulletinMistakes(bulletin: Looked, known: Known): Mistake[] {
  const { title, summary, body, topics, areas, sources, picture } = bulletin
  return [
    ...findTooLong('title', title.length, MAX_TITLE),
    ...findTooLong('summary', summary.length, MAX_SUMMARY),
    ...findTooLong('message', toChatText(bulletin).length + TYPED_WORDS, MAX_CHAT_TEXT),
    ...findUnknown('topics', topics, known.topics),
    ...findUnknown('areas', areas, known.areas),
    ...findWrongDays(bulletin),
    ...findUnsuitable(body).map((kind) => ({ field: 'body', code: 'unsuitable' as const, kind })),
    ...inField('title', findTextMistakes(title)),
    ...inField('summary', findTextMistakes(summary)),
    ...inField('body', linesOf(body).flatMap(findTextMistakes)),
    ...inField('sources', sources.map(({ publisher }) => publisher).flatMap(findTextMistakes)),
    ...inField('pictureAlt', findTextMistakes(picture?.alt ?? '')),
  ]
}

/** True once somebody must look whether it still holds; days as yyyy-mm-dd. */
export function isPastItsDate({ checkBy }: { checkBy: string }, today: string): boolean {
  return today > checkBy
}

export function knownFor(categories: readonly { code: string }[], areas: readonly { code: string }[]): Known {
  return {
    topics: new Set([...categories.map(({ code }) => code), ...EXTRA_TOPICS]),
    areas: new Set([COUNTRY, ...areas.map(({ code }) => code)]),
  }
}

export function findUnknown(field: string, names: readonly string[], known: ReadonlySet<string>): Mistake[] {
  return names.filter((name) => !known.has(name)).map((name) => ({ field, code: 'unknown', name }))
}

function findTooLong(field: string, length: number, most: number): Mistake[] {
  return length > most ? [{ field, code: 'too_long', length, most }] : []
}

function findWrongDays({ published, checkBy, validUntil }: Looked): Mistake[] {
  const wrong = [
    ...(checkBy > published ? [] : ['checkBy']),
    ...(validUntil === undefined || validUntil > published ? [] : ['validUntil']),
  ]
  return wrong.map((field) => ({ field, code: 'not_after_published' }))
}

function inField(field: string, mistakes: readonly TextMistake[]): Mistake[] {
  return mistakes.map((mistake) => ({ ...mistake, field }))
}

function linesOf(body: string): string[] {
  return toPlainText(body)
    .split('\n')
    .filter((line) => line !== '')
}
