/** A place in a sign: the most words of any kind that may stand there, or one of some choices of words. */
export type Slot = { kind: 'gap'; most: number } | { kind: 'words'; written: string; choices: readonly string[][] }
export type WordLists = { readonly [name: string]: readonly string[] }
export type SignReview = { kind: 'ok'; slots: Slot[] } | { kind: 'wrong'; mistake: string }

/** Any word that begins with a digit: "5tr", "12t", "200". */
export const ANY_NUMBER = '<number>'

/** How many words each may stand for. */
const GAPS: ReadonlyMap<string, number> = new Map([
  ['…', 4],
  ['……', 9],
])
const MOST_GAPS = 2
const MOST_PHRASES = 3000

/**
 * The notation of signs: words with a space between; `gửi/chuyển_khoản`: one of these; `…`: up to four words of any
 * kind, `……`: up to nine; `<number>`: a number; `<name>`: one of a list in `words.yaml`.
 */
export function readSign(sign: string, lists: WordLists): SignReview {
  const slots = sign
    .trim()
    .split(/\s+/)
    .map((written) => slotOf(written, lists))
  if (slots.filter(({ kind }) => kind === 'gap').length > MOST_GAPS)
    return wrong(`“${sign}” has more than ${MOST_GAPS} gaps`)
  if (slots.at(0)?.kind === 'gap' || slots.at(-1)?.kind === 'gap') return wrong(`“${sign}” begins or ends with a gap`)
  const lost = slots.find((slot) => slot.kind === 'words' && slot.choices.some(({ length }) => length === 0))
  if (lost?.kind === 'words') return wrong(`“${sign}”: ${lost.written} is no word and no list of words.yaml`)
  if (slots.reduce((product, slot) => product * (slot.kind === 'gap' ? 1 : slot.choices.length), 1) > MOST_PHRASES)
    return wrong(`“${sign}” stands for more than ${MOST_PHRASES} phrases`)
  return { kind: 'ok', slots }
}

function wrong(mistake: string): SignReview {
  return { kind: 'wrong', mistake }
}

function slotOf(written: string, lists: WordLists): Slot {
  const most = GAPS.get(written)
  return most === undefined ? { kind: 'words', written, choices: choicesOf(written, lists) } : { kind: 'gap', most }
}

/** A choice without a word is a mistake. */
function choicesOf(written: string, lists: WordLists): string[][] {
  if (written === ANY_NUMBER) return [[ANY_NUMBER]]
  const name = /^<([a-z_]+)>$/.exec(written)?.[1]
  if (name === undefined) return written.split('/').map((word) => signWords(word.replaceAll('_', ' ')))
  const words = Object.hasOwn(lists, name) ? (lists[name] ?? []) : []
  return words.length === 0 ? [[]] : words.map((word) => signWords(word.replaceAll('_', ' ')))
}

function signWords(text: string): string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  )
}
