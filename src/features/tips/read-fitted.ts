import type { Fitted, FittedPhrase } from './fitted-phrases.js'
import { wordOf } from './message-words.js'
import type { ContentFile } from './yaml-file.js'

export type FittedReview = { kind: 'ok'; fitted: Fitted } | { kind: 'wrong'; mistakes: string[] }

const LINE = /^(?<phrase>[^\s:]+(?: [^\s:]+)?): (?<weights>\S+ -?\d+(?:\.\d+)?(?:, \S+ -?\d+(?:\.\d+)?)*)$/

/** Thousands of lines, each "phrase: LABEL weight, LABEL weight": as YAML they would take a third of the start. */
export function readFitted(file: ContentFile, labels: readonly string[], silent: readonly string[]): FittedReview {
  const known = new Set(labels)
  const silentWords = new Set(silent.flatMap((word) => [wordOf(word).key, wordOf(word).fold]))
  const fitted = new Map<string, FittedPhrase>()
  const keyOf = makeKeyOf()
  const mistakes: string[] = []
  for (const [at, line] of file.text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const { phrase = '', weights = '' } = LINE.exec(line)?.groups ?? {}
    const key = phrase.split(' ').map(keyOf).join(' ')
    const read = weights.split(', ').map(weightOf)
    const lost = read.find(({ label }) => !known.has(label))
    if (phrase === '') mistakes.push(`${file.name}:${at + 1}: “${line.slice(0, 60)}” is not “phrase: LABEL weight, …”`)
    else if (lost) mistakes.push(`${file.name}:${at + 1}: ${lost.label} is no category and no exit`)
    else if (fitted.has(key)) mistakes.push(`${file.name}:${at + 1}: “${phrase}” stands twice`)
    else fitted.set(key, { weights: read, isShown: !key.split(' ').every((word) => isSilent(word, silentWords)) })
  }
  return mistakes.length > 0 ? { kind: 'wrong', mistakes } : { kind: 'ok', fitted }
}

/** As a message's words are compared; what stands for others stays. Each word is in many phrases. */
function makeKeyOf(): (word: string) => string {
  const known = new Map<string, string>()
  return (word) => {
    const key = known.get(word) ?? (word.startsWith('<') ? word : wordOf(word).key)
    known.set(word, key)
    return key
  }
}

function weightOf(text: string): { label: string; weight: number } {
  const [label = '', weight = ''] = text.split(' ')
  return { label, weight: Number(weight) }
}

function isSilent(word: string, silent: ReadonlySet<string>): boolean {
  return word.startsWith('<') || word.length < 2 || silent.has(word)
}
