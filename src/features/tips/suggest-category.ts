import type { Catalogue, Exit, SignOwner, UrgentSituation } from './categories.js'
import { type FittedScores, phrasesIn, scoreFitted, URGENT_LABEL } from './fitted-phrases.js'
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
/** A few words of any kind are not told alike. */
const LEAST_URGENT = 4
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
  const ranked = rank(heard, catalogue, situations.length > 0)
  const suggestions = ranked.flatMap((one) => ('exit' in one ? [] : [one]))
  const urgent = [...situations, ...toldAlike(heard, suggestions, catalogue), ...urgentByItself(ranked[0], catalogue)]
  const [first] = ranked
  if (!first || first.score < LEAST_SCORE) return { category: { kind: 'none' }, urgent }
  if ('exit' in first) return { category: { kind: 'not_a_tip', ...saidOf(first), suggestions }, urgent }
  const exit = ranked.find((one) => 'exit' in one)
  return { category: { kind: 'suggested', suggestions, ...(exit && { perhaps: saidOf(exit) }) }, urgent }
}

type Heard = { signs: FoundSign[]; fitted: FittedScores; spell: (words: readonly string[]) => string }
type ExitSuggestion = Omit<Suggestion, 'code'> & { exit: Exit['kind'] }

function listen(text: string, catalogue: Catalogue): Heard {
  const { signs, readings } = readSigns(text, catalogue)
  return { signs, fitted: scoreFitted(phrasesIn(readings), catalogue.fitted), spell: spellingsIn(text) }
}

/**
 * The first three for which a reason can be shown. Of two that weigh the same, the more urgent category stands first,
 * and before every exit.
 */
function rank(heard: Heard, { categories, exits }: Catalogue, isUrgent: boolean): (Suggestion | ExitSuggestion)[] {
  const tips = categories.map(({ code, urgency }) => ({ code, urgency, ...weigh(code, heard, 'category') }))
  const others = isUrgent ? [] : exits.map(({ kind }) => ({ exit: kind, ...weigh(kind, heard, 'exit') }))
  const ranked: (Suggestion | ExitSuggestion)[] = []
  const inOrder = [...tips.sort((a, b) => a.urgency.localeCompare(b.urgency)), ...others]
  for (const { own, score, ...one } of inOrder.sort((a, b) => b.score - a.score)) {
    if (ranked.length === SHOWN || score < LEAST_NEXT) break
    const said = 'exit' in one ? { exit: one.exit, score } : { code: one.code, score }
    const told = tell('exit' in one ? one.exit : one.code, own, heard)
    if (told.words.length > 0) ranked.push({ ...said, ...told })
  }
  return ranked
}

function saidOf({ exit, reason }: ExitSuggestion): { exit: Exit['kind']; reason: string } {
  return { exit, reason }
}

type Weighed = { own: FoundSign[]; score: number }

function weigh(code: string, { signs, fitted }: Heard, kind: SignOwner['kind']): Weighed {
  const own = ofOwner(signs, kind, code)
  const score = own.reduce((sum, { owner }) => sum + owner.weight, fitted.totalOf(code).score)
  return { own, score: Math.round(score * 10) / 10 }
}

function tell(
  label: string,
  signs: FoundSign[],
  { fitted, spell }: Heard,
): Pick<Suggestion, 'words' | 'against' | 'reason'> {
  const heaviest = [...signs].sort((a, b) => b.owner.weight - a.owner.weight)
  const spoke = heaviest.filter(({ owner }) => owner.weight > 0).map(({ shown }) => shown)
  const against = heaviest.filter(({ owner }) => owner.weight < 0).map(({ shown }) => shown)
  const words = [...new Set([...spoke, ...fitted.wordsFor(label).slice(0, SHOWN_PHRASES).map(spell)])]
  return { words, against, reason: reasonOf(words) }
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
  const { score, said } = fitted.totalOf(URGENT_LABEL)
  if (!first || score <= 0 || said < LEAST_URGENT) return []
  const category = categories.find(({ code }) => code === first?.code)
  const advice = category?.raise.P0?.includes('moneyMovingNow') ? 'money' : 'life'
  const label = 'Lời kể giống những việc không thể chờ'
  return [
    { code: 'told_alike', label, advice, words: fitted.wordsFor(URGENT_LABEL).slice(0, SHOWN_PHRASES).map(spell) },
  ]
}

/** Some acts cannot wait whatever the circumstances. */
function urgentByItself(first: Suggestion | ExitSuggestion | undefined, { categories }: Catalogue): Urgent[] {
  if (!first || 'exit' in first || first.score < URGENT_SCORE) return []
  const category = categories.find(({ code }) => code === first.code)
  if (category?.urgency !== 'P0') return []
  return [{ code: first.code, label: category.label.vi, advice: 'life', words: first.words }]
}

function reasonOf(words: readonly string[]): string {
  const shown = words.slice(0, 4).map((word) => `“${word}”`)
  return `Có nhắc đến ${shown.join(', ')}`
}
