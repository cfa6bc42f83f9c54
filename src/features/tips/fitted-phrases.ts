import type { DeniedReading } from './read-signs.js'

/** What each phrase of one or two words speaks for and how much, worked out from the labelled messages. */
export type Fitted = ReadonlyMap<string, FittedPhrase>
/** Nobody learns anything from words like "là" or "thì": they are added up and not shown. */
export type FittedPhrase = { weights: readonly FittedWeight[]; isShown: boolean }
export type FittedWeight = { label: string; weight: number }
/** A phrase in a message: as `Fitted` knows it, and its words as the reading has them. */
type Phrase = { key: string; words: string[] }
/**
 * What a message's phrases add up to for a label, `said` without what is added to every message, and which of them
 * spoke for it, the heaviest first.
 */
export type FittedScores = {
  totalOf(label: string): { score: number; said: number }
  wordsFor(label: string): string[][]
}

/** Beside the codes of categories and the kinds of exits: that something cannot wait. */
export const URGENT_LABEL = 'P0'
/** Stands for every message: how often a label comes at all. */
export const EVERY_MESSAGE = '<message>'
const NUMBER = '<number>'
const LEAST_SHOWN = 0.3
const STRONG = 1

/** Words and pairs without their marks, and in a text with marks its marked words as they are; each once. */
export function phrasesIn(readings: readonly DeniedReading[]): Phrase[] {
  const found = new Map<string, Phrase>()
  const add = (key: string, words: string[]): void => {
    if (!found.has(key)) found.set(key, { key, words })
  }
  for (const { words, isMarked, denied } of readings) {
    for (const [at, word] of words.entries()) {
      if (denied.has(at)) continue
      const fold = withoutNumber(word.fold)
      const next = words[at + 1]
      add(fold, [word.key])
      if (isMarked && word.key !== word.fold) add(word.key, [word.key])
      if (next && !denied.has(at + 1)) add(`${fold} ${withoutNumber(next.fold)}`, [word.key, next.key])
    }
  }
  if (found.size > 0) add(EVERY_MESSAGE, [])
  return [...found.values()]
}

/** "12t" is an age or an amount; of other numbers only that there is one. */
function withoutNumber(fold: string): string {
  if (!/^\d/.test(fold)) return fold
  return /^\d{1,2}t$/.test(fold) ? `${NUMBER}t` : NUMBER
}

/** Words are looked for only when they are asked for: most labels are not shown. */
export function scoreFitted(phrases: readonly Phrase[], fitted: Fitted): FittedScores {
  const known = phrases.flatMap(({ key, words }) => {
    const phrase = fitted.get(key)
    return phrase ? [{ ...phrase, words }] : []
  })
  const scores = new Map<string, number>()
  for (const { weights } of known)
    for (const { label, weight } of weights) scores.set(label, (scores.get(label) ?? 0) + weight)
  const always = new Map(fitted.get(EVERY_MESSAGE)?.weights.map(({ label, weight }) => [label, weight]))
  const totalOf = (label: string) => {
    const score = scores.get(label) ?? 0
    return { score, said: score - (always.get(label) ?? 0) }
  }
  return { totalOf, wordsFor: (label) => wordsFor(label, known) }
}

/** Weak ones are told only where no strong one spoke. */
function wordsFor(label: string, known: readonly (FittedPhrase & Pick<Phrase, 'words'>)[]): string[][] {
  const spoke = known
    .filter(({ isShown }) => isShown)
    .map(({ weights, words }) => ({ words, weight: weights.find((one) => one.label === label)?.weight ?? 0 }))
    .filter(({ weight }) => weight >= LEAST_SHOWN)
    .sort((a, b) => b.weight - a.weight)
  const strong = spoke.filter(({ weight }) => weight >= STRONG)
  return (strong.length > 0 ? strong : spoke.slice(0, 2)).map(({ words }) => words)
}
