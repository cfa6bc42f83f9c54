import { withoutLinks } from './links.js'
import { plainAnswer, withoutPoliteness } from './politeness.js'
import { foldText, nameKey, toneKey } from './text-key.js'

/** `typed`: understood by its words, without a number of its own. */
export type Choosable = { label: string; words?: readonly string[] | undefined; typed?: boolean | undefined }
export type Chosen = { kind: 'one'; index: number } | { kind: 'several' } | { kind: 'none' }

/** Which option a typed text means: its number, its label with or without marks, or one of its words. */
export function chooseByText(text: string, options: readonly Choosable[]): Chosen {
  const number = numberOf(text)
  const numbered = options.filter((option) => !option.typed)
  if (number !== undefined) return number <= numbered.length ? { kind: 'one', index: number - 1 } : { kind: 'none' }
  const typed = tidy(text)
  const known = options.map(keysOf)
  const ways = new Set([typed, withoutPoliteness(typed), plainAnswer(typed) ?? ''])
  for (const said of ways) {
    const chosen = said === '' ? { kind: 'none' as const } : chooseByWords(said, known)
    if (chosen.kind !== 'none') return chosen
  }
  return { kind: 'none' }
}

function chooseByWords(said: string, known: readonly OptionKeys[]): Chosen {
  const typed = { tone: toneKey(said), fold: foldText(said), name: nameKey(said) }
  for (const matches of MATCHERS) {
    const found = known.flatMap((option, index) => (matches(typed, option) ? [index] : []))
    const [index] = found
    if (index !== undefined) return found.length === 1 ? { kind: 'one', index } : { kind: 'several' }
  }
  return { kind: 'none' }
}

/** The numbers in "1, 3 và 4", or undefined where the text is anything else. */
export function chooseMany(text: string, options: readonly Choosable[]): number[] | undefined {
  const plain = foldText(text).replace(/\b(?:va|and|so|chon)\b/g, ' ')
  if (/^[\d\s,.;+&]+$/.test(plain)) {
    const numbers = (plain.match(/\d+/g) ?? []).map(Number)
    const areAll = numbers.length > 0 && numbers.every((one) => one >= 1 && one <= options.length)
    return areAll ? [...new Set(numbers)].map((one) => one - 1) : undefined
  }
  const chosen = chooseByText(text, options)
  return chosen.kind === 'one' ? [chosen.index] : undefined
}

/** "2", "2.", "(2)", "số 2", "chọn 2", "2 ạ"; 0 and above 99 are no options. */
export function numberOf(text: string): number | undefined {
  const said = withoutPoliteness(text, 'particles')
  const bare = /^(?:so|chon|chon so|cau|option|no\.?)? ?[([#]?(\d{1,2})[.)\]:]?$/.exec(foldText(said))
  const number = Number(bare?.[1] ?? 0)
  return number >= 1 ? number : undefined
}

type Keys = { tone: string; fold: string; name: string }
type OptionKeys = { tones: ReadonlySet<string>; folds: ReadonlySet<string>; name: string; fold: string }
type Matcher = (typed: Keys, option: OptionKeys) => boolean

/** From the surest to the least sure; the first that finds any decides. */
const MATCHERS: Matcher[] = [
  (typed, { tones }) => tones.has(typed.tone),
  (typed, { folds }) => folds.has(typed.fold),
  (typed, { name }) => name === typed.name,
  (typed, { fold }) => isBeginning(typed.fold, fold),
]

/** Not remembered from turn to turn: a label may say what somebody reported. */
function keysOf(option: Choosable): OptionKeys {
  const names = namesOf(option)
  return {
    tones: new Set(names.map(toneKey)),
    folds: new Set(names.map((name) => foldText(tidy(name)))),
    name: nameKey(option.label),
    fold: foldText(option.label),
  }
}

/** "Xã Sơn Hạ, Quảng Ngãi" is also called "Xã Sơn Hạ" and "Sơn Hạ"; with marks, so that "Sơn Hà" stays another. */
function namesOf(option: Choosable): string[] {
  const whole = tidy(option.label)
  const place = whole.split(',')[0] ?? whole
  return [whole, place, place.replace(KIND_WORD, ''), ...(option.words ?? [])]
}

const KIND_WORD = /^(?:phường|xã|đặc khu|thị trấn)\s+/iu

/** The first words of a label, long enough not to be there by chance. */
function isBeginning(typed: string, label: string): boolean {
  return typed.length >= 4 && label.startsWith(`${typed} `)
}

/** An address counts as it was written and as it is shown. */
function tidy(text: string): string {
  return withoutLinks(text)
    .replace(/^\s*\d{1,2}[.)]\s+/, '')
    .replace(/[\s.,!?;:…"'“”«»()]+$/u, '')
    .replace(/^[\s"'“«(]+/u, '')
}
