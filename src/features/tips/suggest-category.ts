import type { Catalogue, Exit, SignOwner, UrgentSituation } from './categories.js'
import { readMessage } from './message-words.js'
import type { Match } from './sign-matcher.js'

/** `words` are the signs that spoke for it, the heaviest first; `against` those that spoke against. */
export type Suggestion = { code: string; reason: string; score: number; words: string[]; against: string[] }
export type Urgent = Pick<UrgentSituation, 'code' | 'label' | 'advice'> & { words: string[] }
export type CategorySuggestion =
  | { kind: 'suggested'; suggestions: Suggestion[] }
  | { kind: 'not_a_tip'; exit: Exit['kind']; reason: string; suggestions: Suggestion[] }
  | { kind: 'none' }
/** What the rules see in a message. A person confirms all of it. */
export type MessageReview = { category: CategorySuggestion; urgent: Urgent[] }

/** One hint alone proposes nothing. */
const LEAST_SCORE = 3
/** From here on an act that cannot wait by itself is taken for one. */
const URGENT_SCORE = 5
const SHOWN = 3

/**
 * At most three categories, best first, each with the words that were found. A message leaves by an exit only where
 * that weighs more than every category, and never where somebody may be in danger.
 */
export function suggestCategory(text: string, catalogue: Catalogue): CategorySuggestion {
  return reviewMessage(text, catalogue).category
}

export function reviewMessage(text: string, catalogue: Catalogue): MessageReview {
  const signs = signsIn(text, catalogue)
  const situations = situationsIn(signs, catalogue)
  const suggestions = rank(signs, catalogue)
  const exit = situations.length > 0 ? undefined : bestExit(signs, catalogue.exits)
  if (exit && exit.score > (suggestions[0]?.score ?? 0)) {
    const { code: kind, reason } = exit
    return { category: { kind: 'not_a_tip', exit: kind, reason, suggestions }, urgent: [] }
  }
  if (suggestions.length === 0) return { category: { kind: 'none' }, urgent: situations }
  return {
    category: { kind: 'suggested', suggestions },
    urgent: [...situations, ...urgentByItself(suggestions, catalogue)],
  }
}

/** Of two that weigh the same, the more urgent one stands first. */
function rank(signs: readonly Found[], { categories }: Catalogue): Suggestion[] {
  return categories
    .map(({ code, urgency }) => ({ urgency, ...suggestionOf(code, ofOwner(signs, 'category', code)) }))
    .filter(({ score }) => score >= LEAST_SCORE)
    .sort((a, b) => b.score - a.score || a.urgency.localeCompare(b.urgency))
    .slice(0, SHOWN)
    .map(({ urgency: _, ...suggestion }) => suggestion)
}

/** Some acts cannot wait whatever the circumstances. */
function urgentByItself([first]: readonly Suggestion[], { categories }: Catalogue): Urgent[] {
  const category = categories.find(({ code }) => code === first?.code)
  if (!first || first.score < URGENT_SCORE || category?.urgency !== 'P0') return []
  return [{ code: first.code, label: category.label.vi, advice: 'life', words: first.words }]
}

type Found = Match<SignOwner>

/** Each sign once, however often it stands there and in whichever reading. */
function signsIn(text: string, catalogue: Catalogue): Found[] {
  const found = new Map<SignOwner, Found>()
  for (const reading of readMessage(text))
    for (const match of withoutParts(meantOf(catalogue.findSigns(reading))))
      if (!found.has(match.owner)) found.set(match.owner, match)
  return [...found.values()]
}

/** The first place where a sign is neither denied nor, where it would be urgent, a part of an everyday word. */
function meantOf(matches: readonly Found[]): Found[] {
  const denied = new Set(matches.flatMap((match) => (match.owner.kind === 'denial' ? placesOf(match, 1) : [])))
  const harmless = new Set(matches.flatMap((match) => (match.owner.kind === 'harmless' ? placesOf(match, 0) : [])))
  const meant = new Map<SignOwner, Found>()
  for (const match of matches) {
    const { owner, from, to } = match
    if (owner.kind === 'denial' || owner.kind === 'harmless' || denied.has(from) || meant.has(owner)) continue
    if (owner.kind === 'urgent' && (harmless.has(from) || harmless.has(to))) continue
    meant.set(owner, match)
  }
  return [...meant.values()]
}

/** Its words' places, or those that many words further. */
function placesOf({ from, to }: Found, further: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at + further)
}

/** A sign inside a longer one of the same owner says nothing more, nor does a second one on the same words. */
function withoutParts(found: readonly Found[]): Found[] {
  const heaviest = [...found].sort((a, b) => b.owner.weight - a.owner.weight)
  return heaviest.filter((one, at) => !heaviest.some((other, otherAt) => covers(other, one, otherAt < at)))
}

function covers(other: Found, one: Found, isFirst: boolean): boolean {
  if (other.owner.kind !== one.owner.kind || other.owner.code !== one.owner.code) return false
  if (other.from === one.from && other.to === one.to) return isFirst
  return other.from <= one.from && one.to <= other.to && !other.shown.includes('…')
}

function ofOwner(signs: readonly Found[], kind: SignOwner['kind'], code: string): Found[] {
  return signs.filter(({ owner }) => owner.kind === kind && owner.code === code)
}

function suggestionOf<Code extends string>(code: Code, signs: readonly Found[]) {
  const heaviest = [...signs].sort((a, b) => b.owner.weight - a.owner.weight)
  const words = heaviest.filter(({ owner }) => owner.weight > 0).map(({ shown }) => shown)
  const against = heaviest.filter(({ owner }) => owner.weight < 0).map(({ shown }) => shown)
  const score = signs.reduce((sum, { owner }) => sum + owner.weight, 0)
  return { code, score, words, against, reason: reasonOf(words) }
}

function bestExit(signs: readonly Found[], exits: readonly Exit[]) {
  return exits
    .map(({ kind }) => suggestionOf(kind, ofOwner(signs, 'exit', kind)))
    .filter(({ score }) => score >= LEAST_SCORE)
    .sort((a, b) => b.score - a.score)[0]
}

function situationsIn(signs: readonly Found[], { urgent }: Catalogue): Urgent[] {
  return urgent.flatMap(({ code, label, advice }) => {
    const words = ofOwner(signs, 'urgent', code).map(({ shown }) => shown)
    return words.length > 0 ? [{ code, label, advice, words }] : []
  })
}

function reasonOf(words: readonly string[]): string {
  const shown = words.slice(0, 4).map((word) => `“${word}”`)
  return `Có nhắc đến ${shown.join(', ')}`
}
