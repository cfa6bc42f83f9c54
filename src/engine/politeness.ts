import { foldText, toneKey } from './text-key.js'

/** What people put around a choice to be polite; compared with tones, or typed without any. */
const BEFORE = ['dạ', 'vâng', 'thưa', 'ok', 'oke', 'okay', 'ừ']
const AFTER = ['ạ', 'nhé', 'nha', 'nhá', 'ok', 'please', 'thanks']
/** Who speaks. Not around a number: "1 em" may be one child. */
const PERSONS = ['em', 'con', 'cháu']

const YES = ['có', 'vâng', 'ừ', 'ừm', 'uh', 'ok', 'oke', 'okay', 'yes', 'yep']
const NO = ['không', 'ko', 'k', 'kg', 'hông', 'hok', 'no', 'nope']

/** The choice without its politeness: "dạ em đồng ý ạ" → "đồng ý". Empty where there is nothing else. */
export function withoutPoliteness(text: string, persons: 'persons' | 'particles' = 'persons'): string {
  const extra = persons === 'persons' ? PERSONS : []
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  while (isOneOf(words[0], [...BEFORE, ...extra])) words.shift()
  while (isOneOf(words.at(-1), [...AFTER, ...extra])) words.pop()
  return words.join(' ')
}

/** What a bare yes or no may be called among the options; undefined where the text is neither. */
export function plainAnswer(text: string): 'có' | 'không' | undefined {
  const bare = withoutPoliteness(text)
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  const said = bare === '' ? words.find((word) => isOneOf(word, YES)) : bare
  if (isOneOf(said, YES)) return 'có'
  return isOneOf(said, NO) ? 'không' : undefined
}

function isOneOf(word: string | undefined, known: readonly string[]): boolean {
  if (word === undefined) return false
  const typed = toneKey(word)
  return known.some((one) => toneKey(one) === typed || foldText(one) === typed)
}
