import { type Reading, type Word, wordOf } from './message-words.js'
import { ANY_NUMBER, type Slot } from './sign-pattern.js'

export type Match<Owner> = { owner: Owner; shown: string; from: number; to: number }
/** Finds every place in a message where a sign stands. */
export type Matcher<Owner> = (reading: Reading) => Match<Owner>[]

/** The slots of all signs as a tree; where a slot has choices, each is found by its first word. Most nodes are ends. */
type Node<Owner> = {
  choices?: Map<string, Choice<Owner>[]>
  gaps?: { most: number; after: Node<Owner> }[]
  owners: Owner[]
}
type Choice<Owner> = { words: readonly Word[]; shown: string; after: Node<Owner> }
type Dictionary = (word: string) => Word

/** Built once. Signs that begin alike share their way, so that a message's words are compared with few of them. */
export function makeMatcher<Owner>(signs: readonly { owner: Owner; slots: readonly Slot[] }[]): Matcher<Owner> {
  const root: Node<Owner> = { owners: [] }
  const dictionary = newDictionary()
  const ways = new Map<string, Node<Owner>>()
  for (const { owner, slots } of signs) {
    let node = root
    let way = ''
    for (const slot of slots) {
      way += ` ${slot.kind === 'gap' ? `…${slot.most}` : slot.written}`
      const after = ways.get(way) ?? addSlot(node, slot, dictionary)
      ways.set(way, after)
      node = after
    }
    node.owners.push(owner)
  }
  return (reading) => reading.words.flatMap((_, from) => matchesAt(root, reading, from))
}

const ANY: Word = { key: ANY_NUMBER, tone: ANY_NUMBER, toneless: ANY_NUMBER, fold: ANY_NUMBER }

function newDictionary(): Dictionary {
  const known = new Map([[ANY_NUMBER, ANY]])
  return (text) => {
    const word = known.get(text) ?? wordOf(text)
    known.set(text, word)
    return word
  }
}

function addSlot<Owner>(node: Node<Owner>, slot: Slot, dictionary: Dictionary): Node<Owner> {
  const after: Node<Owner> = { owners: [] }
  if (slot.kind === 'gap') {
    node.gaps = [...(node.gaps ?? []), { most: slot.most, after }]
    return after
  }
  node.choices ??= new Map()
  for (const choice of slot.choices) {
    const words = choice.map(dictionary)
    const shown = choice.join(' ').replace(ANY_NUMBER, '(số)')
    const alike = node.choices.get(words[0]?.fold ?? '')
    if (alike) alike.push({ words, shown, after })
    else node.choices.set(words[0]?.fold ?? '', [{ words, shown, after }])
  }
  return after
}

/** What was met on the way: the message's words, those that were wanted, and where a gap was. */
type Way = { typed: Word[]; wanted: Word[]; shown: string[] }

function matchesAt<Owner>(root: Node<Owner>, { words, isMarked }: Reading, from: number): Match<Owner>[] {
  const found: Match<Owner>[] = []
  const way: Way = { typed: [], wanted: [], shown: [] }
  const walk = (node: Node<Owner>, at: number): void => {
    if (node.owners.length > 0 && areMeant(way.typed, way.wanted, isMarked))
      for (const owner of node.owners) found.push({ owner, shown: way.shown.join(' '), from, to: at - 1 })
    takeWord(node, at)
    for (const { most, after } of node.gaps ?? []) takeGap(after, at, most)
  }
  const takeWord = (node: Node<Owner>, at: number): void => {
    const fold = words[at]?.fold
    if (fold === undefined) return
    for (const choice of node.choices?.get(fold) ?? []) take(choice, at)
    if (isNumber(fold)) for (const choice of node.choices?.get(ANY_NUMBER) ?? []) take(choice, at)
  }
  /** After a gap a word must match at once, so that nothing is walked for nothing. */
  const takeGap = (after: Node<Owner>, at: number, most: number): void => {
    way.shown.push('…')
    for (let next = at; next <= at + most && next < words.length; next++) takeWord(after, next)
    way.shown.pop()
  }
  const take = ({ words: wanted, shown, after }: Choice<Owner>, at: number): void => {
    for (let further = 1; further < wanted.length; further++)
      if (words[at + further]?.fold !== wanted[further]?.fold) return
    const before = way.wanted.length
    for (const [further, word] of wanted.entries()) {
      way.typed.push(words[at + further] ?? word)
      way.wanted.push(word)
    }
    way.shown.push(shown)
    walk(after, at + wanted.length)
    way.typed.length = before
    way.wanted.length = before
    way.shown.pop()
  }
  walk(root, from)
  return found
}

function isNumber(fold: string): boolean {
  const first = fold.charCodeAt(0)
  return first >= 48 && first <= 57
}

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
