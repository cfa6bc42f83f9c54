import { withoutLinks } from '../../engine/links.js'
import { digitRuns } from '../../engine/readers/digit-runs.js'

const MAX_SENTENCE_WORDS = 25
/** A phone's or an account's; amounts are written in words ("400 triệu"). */
const TELLING_DIGITS = 7

export type TextMistake =
  | { code: 'long_sentence'; words: number; start: string }
  | { code: 'telling_number'; digits: string }
  | { code: 'address'; start: string }

/** What is wrong with a line that everybody is to read: too long to follow, a scammer's number, an address. */
export function findTextMistakes(line: string): TextMistake[] {
  const long = line.split(/[.?!:;](?=\s|$)/).filter((sentence) => countWords(sentence) > MAX_SENTENCE_WORDS)
  const numbers = digitRuns(line).map((run) => run.map(({ digits }) => digits).join(''))
  return [
    ...long.map((sentence) => ({
      code: 'long_sentence' as const,
      words: countWords(sentence),
      start: sentence.trim().slice(0, 40),
    })),
    ...numbers
      .filter((digits) => digits.length >= TELLING_DIGITS)
      .map((digits) => ({ code: 'telling_number' as const, digits })),
    ...(withoutLinks(line) === line ? [] : [{ code: 'address' as const, start: line.slice(0, 40) }]),
  ]
}

export function textMistakeInEnglish(mistake: TextMistake): string {
  switch (mistake.code) {
    case 'long_sentence':
      return `${mistake.words} words without a stop: "${mistake.start}…"`
    case 'telling_number':
      return `${mistake.digits} looks like a phone or an account: scammers' numbers are not printed`
    default:
      return `an address in "${mistake.start}…": name the source in words`
  }
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}
