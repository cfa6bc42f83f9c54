/** What a sign looks for, written out: words in their order. A number is the most words that may stand in between. */
export type Sequence = readonly (string | number)[]
export type WordLists = { readonly [name: string]: readonly string[] }
export type Written = { kind: 'ok'; sequences: Sequence[] } | { kind: 'wrong'; mistake: string }

/** Any word that begins with a digit: "5tr", "12t", "200". */
export const ANY_NUMBER = '<number>'

/** How many words each may stand for. */
const GAPS: ReadonlyMap<string, number> = new Map([
  ['…', 4],
  ['……', 9],
])
const MOST_GAPS = 2
const MOST_SEQUENCES = 3000

/**
 * The notation of signs: words with a space between; `gửi/chuyển_khoản`: one of these; `…`: up to four words of any
 * kind, `……`: up to nine; `<number>`: a number; `<name>`: one of a list in `words.yaml`.
 */
export function writeOut(sign: string, lists: WordLists): Written {
  const slots = sign.trim().split(/\s+/)
  if (slots.filter((slot) => GAPS.has(slot)).length > MOST_GAPS)
    return wrong(`“${sign}” has more than ${MOST_GAPS} gaps`)
  if (GAPS.has(slots.at(0) ?? '') || GAPS.has(slots.at(-1) ?? '')) return wrong(`“${sign}” begins or ends with a gap`)
  const choices = slots.map((slot) => choicesOf(slot, lists))
  const lost = slots.find((_, at) => choices[at]?.length === 0)
  if (lost !== undefined) return wrong(`“${sign}”: ${lost} is no word and no list of words.yaml`)
  if (choices.reduce((product, { length }) => product * length, 1) > MOST_SEQUENCES)
    return wrong(`“${sign}” stands for more than ${MOST_SEQUENCES} phrases`)
  const sequences = choices.reduce<Sequence[]>(
    (all, choice) => all.flatMap((before) => choice.map((next) => [...before, ...next])),
    [[]],
  )
  return { kind: 'ok', sequences }
}

function wrong(mistake: string): Written {
  return { kind: 'wrong', mistake }
}

function choicesOf(slot: string, lists: WordLists): Sequence[] {
  const gap = GAPS.get(slot)
  if (gap !== undefined) return [[gap]]
  if (slot === ANY_NUMBER) return [[ANY_NUMBER]]
  const name = /^<([a-z_]+)>$/.exec(slot)?.[1]
  const words = name === undefined ? slot.split('/') : Object.hasOwn(lists, name) ? (lists[name] ?? []) : []
  const sequences = words.map((word) => signWords(word.replaceAll('_', ' ')))
  return sequences.some(({ length }) => length === 0) ? [] : sequences
}

function signWords(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  )
}
