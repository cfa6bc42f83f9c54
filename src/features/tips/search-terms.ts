import { findPhones } from '../../engine/readers/phone.js'
import { foldText } from '../../engine/text-key.js'

const MAX_WORDS = 12
const PARTIAL_PHONE = /^0\d{5,}$/

/** Every term must be found, in one of its writings. Folded, so that marks and case do not matter. */
export type SearchTerm = readonly [string, ...string[]]

/** What a search box asks for: phone numbers in any writing, tip numbers, and words in any order. */
export function searchTerms(typed: string): SearchTerm[] {
  let rest = ` ${typed.normalize('NFKC')} `
  const terms: SearchTerm[] = []
  for (const { raw, value } of findPhones(rest, MAX_WORDS)) {
    rest = rest.replace(raw, ' ')
    terms.push(withoutRepeats([foldText(value), foldText(raw), raw.replace(/\D/g, '')]))
  }
  rest = rest.replace(/(?<![\d-])(20\d{2})-(\d{1,6})(?!\d)/g, (_, year: string, count: string) => {
    terms.push([`${year} ${count.padStart(6, '0')}`])
    return ' '
  })
  for (const word of joinDigits(foldText(rest)).split(' ')) {
    if (word !== '') terms.push(PARTIAL_PHONE.test(word) ? [word, `+84${word.slice(1)}`] : [word])
  }
  return terms.slice(0, MAX_WORDS)
}

/** For `like`: whatever was typed stands for itself. */
export function likePattern(term: string): string {
  return `%${term.replace(/[\\%_]/g, '\\$&')}%`
}

/** An account number read out in groups ("0123 4567 8901") is one number. */
function joinDigits(folded: string): string {
  return folded.replace(/(?<!\S)\d{3,6}(?: \d{2,6})+(?!\S)/g, (digits) => digits.replaceAll(' ', ''))
}

function withoutRepeats([first, ...others]: SearchTerm): SearchTerm {
  return [first, ...new Set(others.filter((other) => other !== first && other !== ''))]
}
