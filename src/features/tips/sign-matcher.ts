import { type Reading, type Word, wordOf } from './message-words.js'
import { ANY_NUMBER, type Sequence } from './sign-pattern.js'

export type Match<Owner> = { owner: Owner; shown: string; from: number; to: number }
/** Finds every place in a message where a sign stands. */
export type Matcher<Owner> = (reading: Reading) => Match<Owner>[]

type End<Owner> = { owner: Owner; words: Word[]; sequence: Sequence }
type Node<Owner> = { next: Map<string, Node<Owner>>; gaps: { most: number; after: Node<Owner> }[]; ends: End<Owner>[] }
type Dictionary = Map<string, Word>

/** Built once: a tree of words without marks, so that the number of signs costs nothing; marks are compared at the end. */
export function makeMatcher<Owner>(signs: readonly { owner: Owner; sequence: Sequence }[]): Matcher<Owner> {
  const root = newNode<Owner>()
  const dictionary: Dictionary = new Map([[ANY_NUMBER, ANY]])
  for (const { owner, sequence } of signs) addSign(root, dictionary, { owner, sequence })
  return (reading) => reading.words.flatMap((_, from) => matchesAt(root, reading, from))
}

const ANY: Word = { key: ANY_NUMBER, tone: ANY_NUMBER, toneless: ANY_NUMBER, fold: ANY_NUMBER }

function newNode<Owner>(): Node<Owner> {
  return { next: new Map(), gaps: [], ends: [] }
}

function addSign<Owner>(
  root: Node<Owner>,
  dictionary: Dictionary,
  { owner, sequence }: { owner: Owner; sequence: Sequence },
): void {
  let node = root
  const words: Word[] = []
  for (const part of sequence) {
    if (typeof part === 'number') {
      node = gapOf(node, part)
      continue
    }
    const word = dictionary.get(part) ?? wordOf(part)
    dictionary.set(part, word)
    words.push(word)
    node = childOf(node, word.fold)
  }
  node.ends.push({ owner, words, sequence })
}

function shownOf(sequence: Sequence): string {
  return sequence.map((part) => (typeof part === 'number' ? '…' : part === ANY_NUMBER ? '(số)' : part)).join(' ')
}

function childOf<Owner>(node: Node<Owner>, key: string): Node<Owner> {
  const child = node.next.get(key) ?? newNode<Owner>()
  node.next.set(key, child)
  return child
}

function gapOf<Owner>(node: Node<Owner>, most: number): Node<Owner> {
  const found = node.gaps.find((gap) => gap.most === most)
  if (found) return found.after
  const after = newNode<Owner>()
  node.gaps.push({ most, after })
  return after
}

function matchesAt<Owner>(root: Node<Owner>, { words, isMarked }: Reading, from: number): Match<Owner>[] {
  const found: Match<Owner>[] = []
  const path: Word[] = []
  const walk = (node: Node<Owner>, at: number): void => {
    for (const { owner, words: wanted, sequence } of node.ends)
      if (areMeant(path, wanted, isMarked)) found.push({ owner, shown: shownOf(sequence), from, to: at - 1 })
    const word = words[at]
    if (!word) return
    for (const key of NUMBER.test(word.fold) ? [word.fold, ANY_NUMBER] : [word.fold]) step(node.next.get(key), at)
    for (const { most, after } of node.gaps)
      for (let skipped = 0; skipped <= most && at + skipped < words.length; skipped++) walkGap(after, at + skipped)
  }
  /** One word on; after a gap the next word must match at once, so that nothing is walked for nothing. */
  const step = (next: Node<Owner> | undefined, at: number): void => {
    const word = words[at]
    if (!next || !word) return
    path.push(word)
    walk(next, at + 1)
    path.pop()
  }
  const walkGap = (after: Node<Owner>, at: number): void => {
    const fold = words[at]?.fold ?? ''
    step(after.next.get(fold), at)
    if (NUMBER.test(fold)) step(after.next.get(ANY_NUMBER), at)
  }
  walk(root, from)
  return found
}

const NUMBER = /^\d/

/**
 * A sign of one word must be written as it is. In longer ones a word counts whose marks were forgotten or mixed up, in
 * a message with marks only beside one that has them; a word with other marks is another word.
 */
function areMeant(path: readonly Word[], wanted: readonly Word[], isMarked: boolean): boolean {
  const isExact = (word: Word, at: number) => word.key === ANY_NUMBER || path[at]?.key === word.key
  if (wanted.every(isExact)) return true
  if (wanted.length === 1) return false
  const isSupported = !isMarked || wanted.some((word, at) => word.key !== word.fold && isExact(word, at))
  return isSupported && wanted.every((word, at) => isExact(word, at) || isMisspelt(path[at], word))
}

function isMisspelt(typed: Word | undefined, meant: Word): boolean {
  if (!typed) return false
  if (typed.key === typed.fold || typed.tone === meant.tone) return true
  return typed.tone === typed.toneless && typed.toneless === meant.toneless
}
