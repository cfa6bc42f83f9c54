import { withoutLinks } from '../../engine/links.js'
import { digitRuns } from '../../engine/readers/digit-runs.js'

const MAX_SENTENCE_WORDS = 25
/** A phone's or an account's; amounts are written in words ("400 triệu"). */
const TELLING_DIGITS = 7

/** What is wrong with a line that everybody is to read: too long to follow, a scammer's number, an address. */
export function findInText(line: string): string[] {
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

export function findOver(name: string, text: string, most: number): string[] {
  return text.length > most ? [`${name} has ${text.length} characters, ${most} at most`] : []
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}
