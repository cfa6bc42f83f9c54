import { foldText, toneKey } from '../../engine/text-key.js'
import { expandTeencode, expandUnsure } from './teencode.js'

/** A word with its marks, with "hỏi" and "ngã" as one, without its tone, and without any mark. */
export type Word = { key: string; tone: string; toneless: string; fold: string }
export type Reading = { words: Word[]; isMarked: boolean }

/** As long as an answer in a flow may be. */
const LONGEST = 10_000

/** The message as words, for matching only: with the sure short forms written out, and where it differs, with all. */
export function readMessage(text: string): Reading[] {
  // Some characters grow eighteenfold.
  const short = text.slice(0, LONGEST).replace(PILED_UP, '$1').normalize('NFKC').slice(0, LONGEST)
  const plain = toneKey(short.toLowerCase().replace(DRAWN_OUT, '$1'))
  const sure = expandTeencode(plain)
  const all = expandUnsure(sure)
  const isMarked = isWithMarks(wordsIn(plain))
  return (all === sure ? [sure] : [sure, all]).map((reading) => ({ words: wordsIn(reading), isMarked }))
}

/** "Hỏi" and "ngã" sound the same in half of the country, and are written for each other. */
export function wordOf(word: string): Word {
  if (PLAIN.test(word)) return { key: word, tone: word, toneless: word, fold: word }
  const key = toneKey(word)
  const decomposed = key.normalize('NFD').replaceAll('\u0303', '\u0309')
  return {
    key,
    tone: decomposed.normalize('NFC'),
    toneless: decomposed.replace(TONES, '').normalize('NFC'),
    fold: foldText(key),
  }
}

/** Words of a reading as the citizen spelled them, where they did; what was written out stays as it is. */
export function spellingsIn(text: string): (words: readonly string[]) => string {
  let spellings: Map<string, string> | undefined
  return (words) => {
    spellings ??= new Map(typedWords(text).map((word) => [toneKey(word.replace(DRAWN_OUT, '$1')), word]))
    return words.map((word) => spellings?.get(word) ?? word).join(' ')
  }
}

function typedWords(text: string): string[] {
  return [...new Set(text.slice(0, LONGEST).normalize('NFC').toLowerCase().match(WORD) ?? [])]
}

function wordsIn(text: string): Word[] {
  const known = new Map<string, Word>()
  return (text.match(WORD) ?? []).map((key) => {
    const word = known.get(key) ?? wordOf(key)
    known.set(key, word)
    return word
  })
}

/** A few marks slip into any text; whoever writes with marks has them on every second word. */
function isWithMarks(words: readonly Word[]): boolean {
  return words.filter(({ key, fold }) => key !== fold).length * 4 > words.length
}

const PLAIN = /^[a-z0-9]+$/
const WORD = /[\p{L}\p{M}\p{N}]+/gu
/** Marks that no letter bears. */
const PILED_UP = /(\p{M}{3})\p{M}+/gu
const DRAWN_OUT = /(\p{L})\1{2,}/gu
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g
