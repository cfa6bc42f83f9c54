import { withoutLinks } from '../../engine/links.js'
import { digitRuns } from '../../engine/readers/digit-runs.js'
import { type Bulletin, COUNTRY, EXTRA_TOPICS } from './bulletin.js'
import { toChatText } from './chat-text.js'
import { findUnsuitable, toPlainText } from './markdown.js'

const MAX_TITLE = 70
const MAX_SUMMARY = 160
/** Of the whole message: Zalo's official accounts take no more. */
const MAX_CHAT_TEXT = 2_000
const MAX_SENTENCE_WORDS = 25
/** A phone's or an account's; amounts are written in words ("400 triệu"). */
const TELLING_DIGITS = 7

export type Known = { topics: ReadonlySet<string>; areas: ReadonlySet<string> }

/** What keeps a bulletin from going out, each a line that says where. */
export function findBulletinMistakes(bulletin: Bulletin, known: Known): string[] {
  return [
    ...findLengths(bulletin),
    ...bulletin.topics.filter((topic) => !known.topics.has(topic)).map((topic) => `topic ${topic} does not exist`),
    ...bulletin.areas.filter((area) => !known.areas.has(area)).map((area) => `area ${area} does not exist`),
    ...(bulletin.checkBy > bulletin.published ? [] : ['checkBy is not after published']),
    ...findUnsuitable(bulletin.body).map((kind) => `the body holds ${kind}: only text, headings, lists and bold`),
    ...[bulletin.title, bulletin.summary, ...linesOf(bulletin)].flatMap(findInLine),
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
  const over = (name: string, text: string, most: number) =>
    text.length > most ? [`${name} has ${text.length} characters, ${most} at most`] : []
  return [
    ...over('title', bulletin.title, MAX_TITLE),
    ...over('summary', bulletin.summary, MAX_SUMMARY),
    ...over('the message', toChatText(bulletin), MAX_CHAT_TEXT),
  ]
}

function linesOf({ body }: Bulletin): string[] {
  return toPlainText(body)
    .split('\n')
    .filter((line) => line !== '')
}

function findInLine(line: string): string[] {
  const long = line.split(/[.?!:;](?=\s|$)/).filter((sentence) => countWords(sentence) > MAX_SENTENCE_WORDS)
  const numbers = digitRuns(line).map((run) => run.map(({ digits }) => digits).join(''))
  return [
    ...long.map((sentence) => `${countWords(sentence)} words without a stop: "${sentence.trim().slice(0, 40)}…"`),
    ...numbers
      .filter((digits) => digits.length >= TELLING_DIGITS)
      .map((digits) => `${digits} looks like a phone or an account: scammers' numbers are not printed`),
    ...(withoutLinks(line) === line ? [] : [`an address in "${line.slice(0, 40)}…": name the source in words`]),
  ]
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}
