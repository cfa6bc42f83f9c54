import { cleanText, compatible } from '../text-key.js'

/** `text` is what a reader looks at; `rawAt` gives back what was really written between two places of it. */
export type Readable = { text: string; rawAt(start: number, end: number): string }

/**
 * The letters of a text in their plain form, for readers: maths and full-width letters become the usual ones,
 * invisible characters go ("vcb\u200bpay.com" is one name). The places lead back to what was written.
 */
export function readable(raw: string): Readable {
  const text = plainOf(raw)
  if (text === raw) return { text, rawAt: (start, end) => raw.slice(start, end) }
  return placedBack(raw)
}

const INVISIBLE = /\p{Cf}|\u034F|[\uFE00-\uFE0F]/gu
const WORD = /\s+|\S+/g
const CLUSTER = /\P{M}\p{M}*|\p{M}+/gsu

function plainOf(text: string): string {
  return compatible(cleanText(text)).replace(INVISIBLE, '').normalize('NFKC')
}

const PLAIN = new Map<string, string>()

/** Texts repeat their letters: each is worked out once, as long as there are not too many. */
function plainCluster(cluster: string): string {
  const known = PLAIN.get(cluster)
  if (known !== undefined) return known
  const plain = plainOf(cluster)
  if (cluster.length <= 4 && PLAIN.size < 4000) PLAIN.set(cluster, plain)
  return plain
}

function placedBack(raw: string): Readable {
  const [starts, ends]: [number[], number[]] = [[], []]
  let text = ''
  const put = (piece: string, start: number, end: number, isSame: boolean) => {
    text += piece
    for (let at = 0; at < piece.length; at++) {
      starts.push(isSame ? start + at : start)
      ends.push(isSame ? start + at + 1 : end)
    }
  }
  for (const { 0: word, index } of raw.matchAll(WORD)) {
    if (plainOf(word) === word) put(word, index, index + word.length, true)
    else {
      for (const { 0: cluster, index: at } of word.matchAll(CLUSTER))
        put(plainCluster(cluster), index + at, index + at + cluster.length, false)
    }
  }
  return { text, rawAt: (start, end) => raw.slice(starts[start] ?? raw.length, ends[end - 1] ?? raw.length) }
}
