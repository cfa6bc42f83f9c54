import type { Catalogue } from '../../src/features/tips/categories.js'
import { foldText } from '../../src/engine/text-key.js'
import type { Labelled } from './category-set.js'
import type { Proposer } from './score.js'

/** The peer: how many of the plain phrases of each label a message holds, marks left out, without weights or grammar. */
export function keywordProposer({ categories, exits }: Catalogue): Proposer {
  const labels = [
    ...categories.map(({ code, signs, urgency }) => ({ label: code, words: plainWords(signs), urgency })),
    ...exits.map(({ kind, signs }) => ({ label: kind, words: plainWords(signs), urgency: '' })),
  ]
  return (text) => {
    const folded = ` ${foldText(text).replace(/[^\p{L}\p{N}]+/gu, ' ')} `
    const found = labels
      .map(({ label, words, urgency }) => ({
        label,
        urgency,
        count: words.filter((word) => folded.includes(word)).length,
      }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count)
    if (!found[0]) return { labels: ['KHAC'], isUrgent: false }
    return { labels: found.slice(0, 3).map(({ label }) => label), isUrgent: found[0].urgency === 'P0' }
  }
}

/** Says the same three of everything: the labels that are the most frequent in the set. */
export function frequentProposer(set: readonly Labelled[]): Proposer {
  const counts = new Map<string, number>()
  for (const { label } of set) counts.set(label, (counts.get(label) ?? 0) + 1)
  const labels = [...counts].sort((a, b) => b[1] - a[1]).map(([label]) => label)
  return () => ({ labels: labels.slice(0, 3), isUrgent: false })
}

function plainWords(signs: { [weight: string]: string[] }): string[] {
  const spoken = Object.entries(signs).flatMap(([weight, list]) => (Number(weight) > 0 ? list : []))
  return spoken.filter((sign) => !/[<…/]/.test(sign)).map((sign) => ` ${foldText(sign)} `)
}
