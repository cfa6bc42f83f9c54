import { digitRuns } from '../../engine/readers/digit-runs.js'
import { findPhones, type Phone } from '../../engine/readers/phone.js'
import { compatible, foldText } from '../../engine/text-key.js'

/** What the queue's search looks in. `searchTerms` makes the same keys of what is typed. */
export function searchTextOf(parts: readonly string[]): string {
  const text = parts.join('\n')
  return [searchKey(text), ...numberKeys(text)].join(' ').slice(0, LONGEST)
}

/** Folded words with one space between; signs part words, but for those that mean something to `like`. */
export function searchKey(text: string): string {
  return foldText(foldText(text).replace(SIGNS, ' '))
}

/** One way to write a phone number, whichever was typed: as it is dialled at home, else its digits. */
export function dialledNumber({ value, type }: Pick<Phone, 'value' | 'type'>): string {
  return type === 'service' ? value.replace('+84', '') : value.replace(/^\+84/, '0').replace(/\D/g, '')
}

const LONGEST = 200_000
const SIGNS = /(?![%_\\])[\p{P}\p{Sm}\p{Sc}\p{Sk}]+/gu

/** Five times what an answer may have. */
const LONGEST_WITH_NUMBERS = 50_000

/**
 * Every number that was written in groups as one, and every phone number as dialled and with its country, of the
 * first 50,000 characters.
 */
function numberKeys(text: string): Set<string> {
  const plain = compatible(text.slice(0, LONGEST_WITH_NUMBERS))
  const grouped = digitRuns(plain).filter((run) => run.length > 1)
  return new Set([
    ...grouped.map((run) => run.map(({ digits }) => digits).join('')),
    ...findPhones(plain, 1000).flatMap((phone) => [dialledNumber(phone), phone.value.slice(1)]),
  ])
}
