import { foldText, toneKey } from './text-key.js'

/** What people put around a choice to be polite; compared with tones, or typed without any. */
const BEFORE = spellings('dạ', 'vâng', 'thưa', 'ok', 'oke', 'okay', 'ừ')
const AFTER = spellings('ạ', 'nhé', 'nha', 'nhá', 'ok', 'please', 'thanks')
/** Who speaks. Not around a number: "1 em" may be one child. */
const PERSONS = spellings('em', 'con', 'cháu')

const YES = spellings('có', 'vâng', 'ừ', 'ừm', 'uh', 'ok', 'oke', 'okay', 'yes', 'yep')
const NO = spellings('không', 'ko', 'k', 'kg', 'hông', 'hok', 'no', 'nope')

/** The choice without its politeness: "dạ em đồng ý ạ" → "đồng ý". Empty where there is nothing else. */
export function withoutPoliteness(text: string, persons: 'persons' | 'particles' = 'persons'): string {
  const takesPersons = persons === 'persons'
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  while (isOneOf(words[0], BEFORE) || (takesPersons && isOneOf(words[0], PERSONS))) words.shift()
  while (isOneOf(words.at(-1), AFTER) || (takesPersons && isOneOf(words.at(-1), PERSONS))) words.pop()
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

function isOneOf(word: string | undefined, known: ReadonlySet<string>): boolean {
  return word !== undefined && known.has(toneKey(word))
}

function spellings(...words: string[]): ReadonlySet<string> {
  return new Set(words.flatMap((word) => [toneKey(word), foldText(word)]))
}
