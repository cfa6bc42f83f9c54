import type { Catalogue } from '../../src/features/tips/categories.js'
import { type MessageReview, reviewMessage } from '../../src/features/tips/suggest-category.js'
import type { Labelled } from './category-set.js'

/** What a way of proposing says of a message: labels, best first, and whether it cannot wait. */
export type Proposal = { labels: string[]; isUrgent: boolean }
export type Proposer = (text: string) => Proposal
export type Score = {
  messages: number
  firstChoice: number
  firstThree: number
  exitRecall: number
  /** Tips that would be led out. */
  tipsSentOut: number
  p0Recall: number
  p0Precision: number
  /** By the right label, how often each was the first choice. */
  confusion: Map<string, Map<string, number>>
}

export function rulesProposer(catalogue: Catalogue): Proposer {
  return (text) => {
    const review = reviewMessage(text, catalogue)
    return { labels: labelsOf(review), isUrgent: review.urgent.length > 0 }
  }
}

/** Where nothing is proposed, the bot shows the whole list and nothing is taken for granted: "khác, hoặc chưa rõ". */
function labelsOf({ category }: MessageReview): string[] {
  if (category.kind === 'none') return ['KHAC']
  const codes = category.suggestions.map(({ code }) => code)
  if (category.kind === 'not_a_tip') return [category.exit, ...codes]
  return category.perhaps ? [...codes, category.perhaps.exit] : codes
}

export function score(set: readonly Labelled[], propose: Proposer): Score {
  const read = set.map((message) => ({ ...message, ...propose(message.text) }))
  const exits = read.filter(({ label }) => isExit(label))
  const tips = read.filter(({ label }) => !isExit(label))
  const p0 = read.filter(({ isP0 }) => isP0)
  const urgent = read.filter(({ isUrgent }) => isUrgent)
  return {
    messages: read.length,
    firstChoice: share(read, ({ label, labels }) => labels[0] === label),
    firstThree: share(read, ({ label, labels }) => labels.includes(label)),
    exitRecall: share(exits, ({ label, labels }) => labels[0] === label),
    tipsSentOut: tips.filter(({ labels }) => isExit(labels[0] ?? '')).length,
    p0Recall: share(p0, ({ isUrgent }) => isUrgent),
    p0Precision: share(urgent, ({ isP0 }) => isP0),
    confusion: confusionOf(read),
  }
}

function isExit(label: string): boolean {
  return label === label.toLowerCase()
}

function share<T>(all: readonly T[], isRight: (one: T) => boolean): number {
  return all.length === 0 ? 0 : Math.round((all.filter(isRight).length / all.length) * 1000) / 1000
}

function confusionOf(read: readonly { label: string; labels: string[] }[]): Score['confusion'] {
  const confusion: Score['confusion'] = new Map()
  for (const { label, labels } of read) {
    const row = confusion.get(label) ?? new Map<string, number>()
    const first = labels[0] ?? 'KHAC'
    confusion.set(label, row.set(first, (row.get(first) ?? 0) + 1))
  }
  return confusion
}
