import type { Catalogue, Exit, SignOwner, UrgentSituation } from './categories.js'
import { type FittedScore, phrasesIn, scoreFitted, URGENT_LABEL } from './fitted-phrases.js'
import { spellingsIn } from './message-words.js'
import { type FoundSign, readSigns } from './read-signs.js'

/** `words` are the signs and phrases that spoke for it, the heaviest first; `against` the signs that spoke against. */
export type Suggestion = { code: string; reason: string; score: number; words: string[]; against: string[] }
export type Urgent = Pick<UrgentSituation, 'code' | 'label' | 'advice'> & { words: string[] }
export type CategorySuggestion =
  /** `perhaps` is an exit among the first three that weighs no more than the first category. */
  | { kind: 'suggested'; suggestions: Suggestion[]; perhaps?: { exit: Exit['kind']; reason: string } }
  | { kind: 'not_a_tip'; exit: Exit['kind']; reason: string; suggestions: Suggestion[] }
  | { kind: 'none' }
/** What the rules see in a message. A person confirms all of it. */
export type MessageReview = { category: CategorySuggestion; urgent: Urgent[] }

/** One hint alone proposes nothing. */
const LEAST_SCORE = 3
/** Beside one that has it, less will do. */
const LEAST_NEXT = 1
/** From here on an act that cannot wait by itself is taken for one. */
const URGENT_SCORE = 5
const SHOWN = 3
const SHOWN_PHRASES = 4

/**
 * At most three categories, best first, each with the words that were found. A message leaves by an exit only where
 * that weighs more than every category, and never where somebody may be in danger.
 */
export function suggestCategory(text: string, catalogue: Catalogue): CategorySuggestion {
  return reviewMessage(text, catalogue).category
}

export function reviewMessage(text: string, catalogue: Catalogue): MessageReview {
  const heard = listen(text, catalogue)
  const situations = situationsIn(heard, catalogue)
  const ranked = [...rankCategories(heard, catalogue), ...(situations.length > 0 ? [] : rankExits(heard, catalogue))]
    .sort((a, b) => b.score - a.score)
    .slice(0, SHOWN)
  const suggestions = ranked.flatMap((one) => ('exit' in one ? [] : [one]))
  const urgent = [...situations, ...toldAlike(heard, suggestions, catalogue), ...urgentByItself(ranked[0], catalogue)]
  const [first] = ranked
  if (!first || first.score < LEAST_SCORE) return { category: { kind: 'none' }, urgent }
  if ('exit' in first) return { category: { kind: 'not_a_tip', ...saidOf(first), suggestions }, urgent }
  const exit = ranked.find((one) => 'exit' in one)
  return { category: { kind: 'suggested', suggestions, ...(exit && { perhaps: saidOf(exit) }) }, urgent }
}

type Heard = { signs: FoundSign[]; fitted: Map<string, FittedScore>; spell: (words: readonly string[]) => string }
type RankedExit = Omit<Suggestion, 'code'> & { exit: Exit['kind'] }

function listen(text: string, catalogue: Catalogue): Heard {
  const { signs, readings } = readSigns(text, catalogue)
  return { signs, fitted: scoreFitted(phrasesIn(readings), catalogue.fitted), spell: spellingsIn(text) }
}

/** Of two that weigh the same, the more urgent one stands first, and before every exit. */
function rankCategories(heard: Heard, { categories }: Catalogue): Suggestion[] {
  return categories
    .map(({ code, urgency }) => ({ urgency, code, ...weigh(code, heard, 'category') }))
    .filter(isSaid)
    .sort((a, b) => b.score - a.score || a.urgency.localeCompare(b.urgency))
    .map(({ urgency: _, ...suggestion }) => suggestion)
}

function rankExits(heard: Heard, { exits }: Catalogue): RankedExit[] {
  return exits.map(({ kind }) => ({ exit: kind, ...weigh(kind, heard, 'exit') })).filter(isSaid)
}

/** Nothing is proposed for which no reason can be shown. */
function isSaid({ score, words }: Pick<Suggestion, 'score' | 'words'>): boolean {
  return score >= LEAST_NEXT && words.length > 0
}

function saidOf({ exit, reason }: RankedExit): { exit: Exit['kind']; reason: string } {
  return { exit, reason }
}

function weigh(code: string, { signs, fitted, spell }: Heard, kind: SignOwner['kind']): Omit<Suggestion, 'code'> {
  const own = ofOwner(signs, kind, code).sort((a, b) => b.owner.weight - a.owner.weight)
  const phrases = fitted.get(code) ?? { score: 0, words: [] }
  const shown = own.filter(({ owner }) => owner.weight > 0).map((sign) => sign.shown)
  const words = [...new Set([...shown, ...phrases.words.slice(0, SHOWN_PHRASES).map(spell)])]
  const against = own.filter(({ owner }) => owner.weight < 0).map((sign) => sign.shown)
  const score = Math.round(own.reduce((sum, { owner }) => sum + owner.weight, phrases.score) * 10) / 10
  return { score, words, against, reason: reasonOf(words) }
}

function ofOwner(signs: readonly FoundSign[], kind: SignOwner['kind'], code: string): FoundSign[] {
  return signs.filter(({ owner }) => owner.kind === kind && owner.code === code)
}

function situationsIn({ signs }: Heard, { urgent }: Catalogue): Urgent[] {
  return urgent.flatMap(({ code, label, advice }) => {
    const words = ofOwner(signs, 'urgent', code).map(({ shown }) => shown)
    return words.length > 0 ? [{ code, label, advice, words }] : []
  })
}

/** Told in words in which people tell of what cannot wait. Which advice that calls for, the first category says. */
function toldAlike({ fitted, spell }: Heard, [first]: readonly Suggestion[], { categories }: Catalogue): Urgent[] {
  const { score, words } = fitted.get(URGENT_LABEL) ?? { score: 0, words: [] }
  if (score <= 0) return []
  const category = categories.find(({ code }) => code === first?.code)
  const advice = category?.raise.P0?.includes('moneyMovingNow') ? 'money' : 'life'
  const label = 'Lời kể giống những việc không thể chờ'
  return [{ code: 'told_alike', label, advice, words: words.slice(0, SHOWN_PHRASES).map(spell) }]
}

/** Some acts cannot wait whatever the circumstances. */
function urgentByItself(first: Suggestion | RankedExit | undefined, { categories }: Catalogue): Urgent[] {
  if (!first || 'exit' in first || first.score < URGENT_SCORE) return []
  const category = categories.find(({ code }) => code === first.code)
  if (category?.urgency !== 'P0') return []
  return [{ code: first.code, label: category.label.vi, advice: 'life', words: first.words }]
}

function reasonOf(words: readonly string[]): string {
  const shown = words.slice(0, 4).map((word) => `“${word}”`)
  return `Có nhắc đến ${shown.join(', ')}`
}
