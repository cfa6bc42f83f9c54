import { digitRuns } from '../../engine/readers/digit-runs.js'
import { findPhones } from '../../engine/readers/phone.js'
import { findUrls } from '../../engine/readers/url.js'
import { foldText } from '../../engine/text-key.js'
import { dialledNumber, searchKey } from './search-text.js'

const MAX_WORDS = 12
/** From here on digits in groups are one number; fewer are words. */
const MIN_DIGITS = 6
const WHOLE_NUMBER = 8
const LONGEST = 1000

/** Every term must be found, in one of its writings. Keys as in the tips' search text. */
export type SearchTerm = readonly [string, ...string[]]

/**
 * What a search box asks for: addresses and numbers in any writing, tip numbers, and words in any order. Reads 1,000
 * characters, a page of them in a search box.
 */
export function searchTerms(typed: string): SearchTerm[] {
  const text = typed.slice(0, LONGEST).normalize('NFKC')
  const urls = taken(text, findUrls(text, MAX_WORDS), ({ value, raw }) => [searchKey(value), searchKey(raw)])
  const numbers = taken(urls.rest, tipNumbers(urls.rest), ({ value }) => [value])
  const phones = taken(numbers.rest, findPhones(numbers.rest, MAX_WORDS), (phone) => [
    dialledNumber(phone),
    phone.raw.replace(/\D/g, ''),
    searchKey(phone.raw),
  ])
  const digits = taken(phones.rest, longNumbers(phones.rest), ({ value, raw }) => [value, searchKey(raw)])
  const words = digits.rest.split(/\s+/).map((word) => searchKey(word.replace(SCHEME, '')))
  const terms = [urls, numbers, phones, digits].flatMap((one) => one.terms)
  for (const word of words) if (word !== '') terms.push([word])
  // Signs alone are in no search text: they find nothing, rather than everything.
  const signs = foldText(text)
  if (terms.length === 0 && signs !== '') return [[signs]]
  return terms.slice(0, MAX_WORDS)
}

/** For `like`: whatever was typed stands for itself. */
export function likePattern(term: string): string {
  return `%${term.replace(/[\\%_]/g, '\\$&')}%`
}

const SCHEME = /^h(?:tt|xx)ps?:\/\/(?:www\.)?/i
const TIP_NUMBER = /(?<![\d-])(20\d{2})-(\d{1,6})(?![\d-])/g

type Found = { raw: string; index: number }

function taken<T extends Found>(text: string, found: readonly T[], writings: (one: T) => [string, ...string[]]) {
  let [rest, end] = ['', 0]
  for (const { index, raw } of found) {
    rest += `${text.slice(end, index)}\n`
    end = index + raw.length
  }
  return { terms: found.map((one) => withoutRepeats(writings(one))), rest: rest + text.slice(end) }
}

function tipNumbers(text: string): (Found & { value: string })[] {
  return [...text.matchAll(TIP_NUMBER)].map(({ 0: raw, 1: year, 2: count = '', index }) => {
    return { raw, index, value: `${year} ${count.padStart(6, '0')}` }
  })
}

/**
 * An account number read out in groups ("0123 4567 8901") is one number. With a whole one among them they may be
 * several, or one all the same ("012-3-45678901"): then each group is looked for by itself, which finds both.
 */
function longNumbers(text: string): (Found & { value: string })[] {
  const numbers = digitRuns(text).flatMap((run) => {
    const isSeveral = run.length > 1 && run.some(({ digits }) => digits.length >= WHOLE_NUMBER)
    return isSeveral ? run.map((group) => ({ groups: [group], least: 1 })) : [{ groups: run, least: MIN_DIGITS }]
  })
  return numbers.flatMap(({ groups, least }) => {
    const [index = 0, end = 0] = [groups[0]?.start, groups.at(-1)?.end]
    const value = groups.map(({ digits }) => digits).join('')
    const isGlued = /[\p{L}%_\\]/u.test(`${text[index - 1] ?? ''}${text[end] ?? ''}`)
    return value.length < least || isGlued ? [] : [{ raw: text.slice(index, end), index, value }]
  })
}

function withoutRepeats([first, ...others]: SearchTerm): SearchTerm {
  return [first, ...new Set(others.filter((other) => other !== first && other !== ''))]
}
