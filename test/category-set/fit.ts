import type { Catalogue } from '../../src/features/tips/categories.js'
import { EVERY_MESSAGE, type Fitted, phrasesIn, URGENT_LABEL } from '../../src/features/tips/fitted-phrases.js'
import { readSigns } from '../../src/features/tips/read-signs.js'
import type { Labelled } from './category-set.js'
import { fitLogistic, type Weights } from './logistic.js'

/** Chosen by trying on each fifth what was fitted on the others (`anninh bench category`), never on the held-out part. */
const SMALLNESS = 0.001
/** How many points of a sign a weight of 1 is worth. */
const POINTS = 3
/** Missing what cannot wait is worse than a word of advice too many. */
const URGENT_POINTS = 2.4
const LEAST_MESSAGES = 3
const LEAST_WEIGHT = 0.1

/** What each phrase of the messages speaks for: for a label, and for or against that something cannot wait. */
export function fitPhrases(messages: readonly Labelled[], catalogue: Catalogue): Fitted {
  const heard = messages.map((message) => ({ ...message, keys: keysOf(message.text, catalogue) }))
  const keys = frequentKeys(heard.map((one) => one.keys))
  const places = new Map(keys.map((key, at) => [key, at]))
  const labels = [...new Set(messages.map(({ label }) => label))].sort()
  const weigh = (classes: number, classOf: (one: Labelled) => number): Weights => {
    const examples = heard.map((one) => ({
      features: one.keys.flatMap((key) => places.get(key) ?? []),
      right: classOf(one),
    }))
    return fitLogistic(examples, { features: keys.length, classes }, SMALLNESS)
  }
  const byLabel = weigh(labels.length, ({ label }) => labels.indexOf(label))
  const byUrgency = weigh(2, ({ isP0 }) => (isP0 ? 1 : 0))
  return new Map(
    keys.flatMap((key, at) => {
      const weights = labels.map((label, place) => ({ label, weight: rounded(byLabel[at * labels.length + place]) }))
      const urgent = rounded((byUrgency[at * 2 + 1] ?? 0) * 2 + (key === EVERY_MESSAGE ? URGENT_POINTS : 0))
      const kept = [...weights, { label: URGENT_LABEL, weight: urgent }].filter(
        ({ weight }) => Math.abs(weight) >= LEAST_WEIGHT,
      )
      return kept.length > 0 ? [[key, { weights: kept, isShown: true }] as const] : []
    }),
  )
}

function rounded(weight = 0): number {
  return Math.round(weight * POINTS * 10) / 10
}

function keysOf(text: string, catalogue: Catalogue): string[] {
  return phrasesIn(readSigns(text, catalogue).readings).map(({ key }) => key)
}

/** What stands in one message only says nothing about others. */
function frequentKeys(messages: readonly (readonly string[])[]): string[] {
  const counts = new Map<string, number>()
  for (const key of messages.flat()) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts].flatMap(([key, count]) => (count >= LEAST_MESSAGES ? [key] : [])).sort()
}
