import { cleanText, compatible } from '../text-key.js'

/** `text` is what a reader looks at; `rawAt` gives back what was really written between two places of it. */
export type Readable = { text: string; rawAt(start: number, end: number): string }

/**
 * The letters of a text in their plain form, for readers: maths and full-width letters become the usual ones,
 * invisible characters go ("vcb\u200bpay.com" is one name). The places lead back to what was written. Reads 50,000
 * characters: five times what an answer may have, twelve times a message.
 */
export function readable(written: string): Readable {
  const raw = written.slice(0, LONGEST)
  const text = plainOf(raw)
  if (text === raw) return { text, rawAt: (start, end) => raw.slice(start, end) }
  return placedBack(raw)
}

const LONGEST = 50_000
const INVISIBLE = /\p{Cf}|\u034F|[\uFE00-\uFE0F]/gu
const WORD = /\s+|\S+/g
const MARK = /^\p{M}/u
const PART_OF_ANOTHER = /[\p{M}\p{Cf}\0]/u

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
    const plain = plainOf(word)
    const end = index + word.length
    if (plain.length === word.length && !PART_OF_ANOTHER.test(word)) put(plain, index, end, true)
    else {
      for (let at = index; at < end; ) {
        const next = clusterEnd(raw, at, end)
        put(plainCluster(raw.slice(at, next)), at, next, false)
        at = next
      }
    }
  }
  return { text, rawAt: (start, end) => raw.slice(starts[start] ?? raw.length, ends[end - 1] ?? raw.length) }
}

/** A letter and the marks that belong to it. */
function clusterEnd(raw: string, start: number, end: number): number {
  let next = start + ((raw.codePointAt(start) ?? 0) > 0xffff ? 2 : 1)
  while (next < end && raw.charCodeAt(next) >= FIRST_MARK && MARK.test(raw.slice(next, next + 2))) {
    next += (raw.codePointAt(next) ?? 0) > 0xffff ? 2 : 1
  }
  return next
}

const FIRST_MARK = 0x300
