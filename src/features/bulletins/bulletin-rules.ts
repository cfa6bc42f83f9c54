import { type Bulletin, COUNTRY, EXTRA_TOPICS } from './bulletin.js'
import { toChatText } from './chat-text.js'
import { findUnsuitable, toPlainText } from './markdown.js'
import { findInText, findOver } from './text-rules.js'

const MAX_TITLE = 70
const MAX_SUMMARY = 160
/** Of the whole message: Zalo's official accounts take no more. */
const MAX_CHAT_TEXT = 2_000

export type Known = { topics: ReadonlySet<string>; areas: ReadonlySet<string> }

/** What keeps a bulletin from going out, each a line that says where. */
export function findBulletinMistakes(bulletin: Bulletin, known: Known): string[] {
  return [
    ...findLengths(bulletin),
    ...bulletin.topics.filter((topic) => !known.topics.has(topic)).map((topic) => `topic ${topic} does not exist`),
    ...bulletin.areas.filter((area) => !known.areas.has(area)).map((area) => `area ${area} does not exist`),
    ...(bulletin.checkBy > bulletin.published ? [] : ['checkBy is not after published']),
    ...findUnsuitable(bulletin.body).map((kind) => `the body holds ${kind}: only text, headings, lists and bold`),
    ...[bulletin.title, bulletin.summary, ...linesOf(bulletin)].flatMap(findInText),
  ]
}

/** True once somebody must look whether it still holds; days as yyyy-mm-dd. */
export function isPastItsDate({ checkBy }: Bulletin, today: string): boolean {
  return today > checkBy
}

export function knownFor(categories: readonly { code: string }[], areas: readonly { code: string }[]): Known {
  return {
    topics: new Set([...categories.map(({ code }) => code), ...EXTRA_TOPICS]),
    areas: new Set([COUNTRY, ...areas.map(({ code }) => code)]),
  }
}

function findLengths(bulletin: Bulletin): string[] {
  return [
    ...findOver('title', bulletin.title, MAX_TITLE),
    ...findOver('summary', bulletin.summary, MAX_SUMMARY),
    ...findOver('the message', toChatText(bulletin), MAX_CHAT_TEXT),
  ]
}

function linesOf({ body }: Bulletin): string[] {
  return toPlainText(body)
    .split('\n')
    .filter((line) => line !== '')
}
