import type { Catalogue } from '../../src/features/tips/categories.js'
import { type Labelled, readPart } from './category-set.js'
import { fitPhrases } from './fit.js'
import { type Proposal, type Proposer, rulesProposer } from './score.js'

const TURNS = 5

/**
 * What is to be expected of wording that nobody has seen: each fifth of the messages by others is proposed with what was
 * fitted on all the rest. The signs stay as they are.
 */
export function proposeByTurns(catalogue: Catalogue): { set: Labelled[]; propose: Proposer } {
  const set = readPart('by-others')
  const all = readPart('developing')
  const proposals = new Map<string, Proposal>()
  for (let turn = 0; turn < TURNS; turn++) {
    const tried = set.filter((_, at) => at % TURNS === turn)
    const texts = new Set(tried.map(({ text }) => text))
    const fitted = fitPhrases(
      all.filter(({ text }) => !texts.has(text)),
      catalogue,
    )
    const propose = rulesProposer({ ...catalogue, fitted })
    for (const { text } of tried) proposals.set(text, propose(text))
  }
  return { set, propose: (text) => proposals.get(text) ?? { labels: [], isUrgent: false } }
}
