import type { DeniedReading } from './read-signs.js'

/** What each phrase of one or two words speaks for and how much, worked out from the labelled messages. */
export type Fitted = ReadonlyMap<string, FittedPhrase>
/** Nobody learns anything from words like "là" or "thì": they are added up and not shown. */
export type FittedPhrase = { weights: readonly FittedWeight[]; isShown: boolean }
export type FittedWeight = { label: string; weight: number }
/** A phrase in a message: as `Fitted` knows it, and its words as the reading has them. */
export type Phrase = { key: string; words: string[] }
/** What a label's phrases add up to, and those that spoke for it, the heaviest first. */
export type FittedScore = { score: number; words: string[][] }

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

type Spoke = { weight: number; isShown: boolean; words: string[] }

export function scoreFitted(phrases: readonly Phrase[], fitted: Fitted): Map<string, FittedScore> {
  const spoke = new Map<string, Spoke[]>()
  for (const { key, words } of phrases) {
    const phrase = fitted.get(key)
    for (const { label, weight } of phrase?.weights ?? []) {
      const all = spoke.get(label) ?? []
      all.push({ weight, isShown: phrase?.isShown ?? false, words })
      spoke.set(label, all)
    }
  }
  return new Map([...spoke].map(([label, all]) => [label, sumOf(all)]))
}

/** Weak ones are told only where nothing else spoke. */
function sumOf(all: readonly Spoke[]): FittedScore {
  const score = all.reduce((sum, { weight }) => sum + weight, 0)
  const shown = all
    .filter(({ weight, isShown }) => isShown && weight >= LEAST_SHOWN)
    .sort((a, b) => b.weight - a.weight)
  const strong = shown.filter(({ weight }) => weight >= STRONG)
  return { score, words: (strong.length > 0 ? strong : shown.slice(0, 2)).map(({ words }) => words) }
}
