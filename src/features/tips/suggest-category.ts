import { foldText, toneKey } from '../../engine/text-key.js'
import type { Catalogue, Exit } from './categories.js'
import { expandTeencode } from './teencode.js'

export type Suggestion = { code: string; reason: string }
export type CategorySuggestion =
  | { kind: 'suggested'; suggestions: Suggestion[] }
  | { kind: 'not_a_tip'; exit: Exit['kind']; reason: string; suggestions: Suggestion[] }
  | { kind: 'none' }

/**
 * At most three categories, best first, each with the words that were found. Where a harmful act is named, a category
 * wins over an exit; a person confirms either.
 */
export function suggestCategory(text: string, catalogue: Catalogue): CategorySuggestion {
  const words = wordsOf(text)
  const scored = catalogue.categories
    .map(({ code, keywords, hints }) => ({ code, acts: find(words, keywords), hints: find(words, hints) }))
    .map((one) => ({ ...one, score: 2 * scoreOf(one.acts) + scoreOf(one.hints) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => Number(b.acts.length > 0) - Number(a.acts.length > 0) || b.score - a.score)
  const suggestions = scored
    .slice(0, 3)
    .map(({ code, acts, hints }) => ({ code, reason: reasonOf([...acts, ...hints]) }))
  const isHarmful = scored.some(({ acts }) => acts.length > 0)
  const exit = isHarmful ? undefined : bestExit(words, catalogue.exits)
  if (exit) return { kind: 'not_a_tip', ...exit, suggestions }
  return suggestions.length > 0 ? { kind: 'suggested', suggestions } : { kind: 'none' }
}

type Words = { text: string; isMarked: boolean }

const LONGEST = 20_000

function wordsOf(text: string): Words {
  const lower = text.slice(0, LONGEST).normalize('NFKC').toLowerCase().normalize('NFC')
  const isMarked = /[\u0300-\u036fà-ỹđ]/u.test(lower)
  const full = expandTeencode(lower)
  return { text: keyOf(full, isMarked), isMarked }
}

function keyOf(text: string, isMarked: boolean): string {
  const key = isMarked ? toneKey(text) : foldText(text)
  return ` ${key.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim()} `
}

function find(words: Words, keywords: readonly string[]): string[] {
  const found = keywords.filter((keyword) => words.text.includes(keyOf(keyword, words.isMarked)))
  return found.filter((keyword) => !found.some((longer) => longer !== keyword && longer.includes(keyword)))
}

/** A phrase says more than its words: two words count four times as much as one. */
function scoreOf(found: readonly string[]): number {
  return found.reduce((total, keyword) => total + keyword.split(' ').length ** 2, 0)
}

function bestExit(words: Words, exits: readonly Exit[]): { exit: Exit['kind']; reason: string } | undefined {
  const [best] = exits
    .map(({ kind, keywords }) => ({ kind, found: find(words, keywords) }))
    .filter(({ found }) => found.length > 0)
    .sort((a, b) => scoreOf(b.found) - scoreOf(a.found))
  return best && { exit: best.kind, reason: reasonOf(best.found) }
}

function reasonOf(found: readonly string[]): string {
  const shown = found.slice(0, 4).map((keyword) => `“${keyword}”`)
  return `Có nhắc đến ${shown.join(', ')}`
}
