import { toneKey } from './text-key.js'

export type Keyword =
  | { kind: 'look_up'; code: string }
  | { kind: 'subscribe' }
  | { kind: 'unsubscribe' }
  | { kind: 'forget' }
  | { kind: 'leave' }
  | { kind: 'menu' }
  | { kind: 'start'; payload: string }
  | { kind: 'back' }

/** `sure: false`: it could as well be an answer (a person's name, a sentence), so a text question asks. */
export type KeywordReading = { keyword: Keyword; sure: boolean }

type Word = {
  kind: Exclude<Keyword['kind'], 'look_up' | 'start'>
  bare: string
  spelled: string[]
  /** The bare letters are also a name, or other words: "nhan tin" may stand for "nhắn tin". */
  alike?: 'name' | 'words'
}

const WORDS = keyed<Word>([
  { kind: 'subscribe', bare: 'nhan tin', spelled: ['nhận tin'], alike: 'words' },
  { kind: 'unsubscribe', bare: 'dung', spelled: ['dừng'], alike: 'name' },
  { kind: 'forget', bare: 'xoa', spelled: ['xóa', 'xoá'] },
  { kind: 'leave', bare: 'huy', spelled: ['hủy', 'huỷ'], alike: 'name' },
  { kind: 'leave', bare: 'dung lai', spelled: ['dừng lại'] },
  { kind: 'leave', bare: 'thoat', spelled: ['thoát'] },
  { kind: 'leave', bare: 'stop', spelled: [] },
  { kind: 'back', bare: 'quay lai', spelled: ['quay lại'] },
  { kind: 'back', bare: 'tro lai', spelled: ['trở lại'] },
  { kind: 'back', bare: 'back', spelled: [] },
  { kind: 'menu', bare: 'menu', spelled: [] },
])

const OFFERS = keyed([
  { prefix: 'dv', spelled: ['do vui', 'đố vui', 'dovui'] },
  { prefix: 'bt', spelled: ['ban tin', 'bản tin', 'bantin'] },
])

/** `keys`: of the spellings, with tones. */
function keyed<Spelled extends { spelled: string[] }>(words: Spelled[]): (Spelled & { keys: Set<string> })[] {
  return words.map((word) => ({ ...word, keys: new Set(word.spelled.map(toneKey)) }))
}

const LOOK_UP = new Set(['tra cuu', 'tra cứu', 'tracuu', 'tracứu', 'tra cuu:', 'tra cứu:'].map(toneKey))
const MAX_REST = 30
const CODE = /^(?:an[- ]?)?[0-9a-z]{4}(?:[- ]?[0-9a-z]{4}){3}$/i
/** A code alone is meant to be looked up: it must not become anybody's answer. */
const BARE_CODE = /^an(?:[- ]?[0-9a-z]{4}){4}$/i
/** Begins as a code and has a digit: mistyped, but surely meant as one. */
const NEARLY_CODE = /^an[- ](?=.*\d)[0-9a-z -]{4,36}$/i

/**
 * The keyword in a message, by its bare letters or its own spelling in any case, or as a command ("/huy"). Words
 * that merely fold to one ("đúng", "Dũng") are not; nor is "Huy", which is a name as it is written.
 */
export function readKeyword(text: string): KeywordReading | null {
  const typed = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .normalize('NFC')
  if (typed.length > 200) return null
  const command = /^\/([a-z_]+)(?:@\w+)?(?:\s+(.*))?$/is.exec(typed)
  if (command) return readCommand(command[1] ?? '', command[2] ?? '')
  if (typed === '0') return { keyword: { kind: 'back' }, sure: true }
  if (BARE_CODE.test(typed)) return { keyword: { kind: 'look_up', code: typed }, sure: true }
  return readWord(typed) ?? readOffer(typed) ?? readLookUp(typed)
}

/** What stands under a bulletin: "DO VUI 12", "BAN TIN 12". */
function readOffer(typed: string): KeywordReading | null {
  const [, word = '', number = ''] = /^(\D+?) ?(\d{1,9})$/.exec(typed) ?? []
  if (number === '') return null
  const key = toneKey(word)
  const offer = OFFERS.find(({ keys }) => keys.has(key))
  return offer ? { keyword: { kind: 'start', payload: `${offer.prefix}-${number}` }, sure: true } : null
}

/** `GHEP` and a code are meant for the question that asks for them: anywhere else they must not become an answer. */
export function isLinkCode(text: string): boolean {
  return /^gh[eé]p\s*:?\s*[0-9a-z]{4}[- ]?[0-9a-z]{4}$/i.test(text.normalize('NFC').trim())
}

function readCommand(name: string, rest: string): KeywordReading | null {
  const lower = name.toLowerCase().replaceAll('_', '')
  if (lower === 'start') return { keyword: { kind: 'start', payload: rest.trim() }, sure: true }
  if (lower === 'tracuu') return { keyword: { kind: 'look_up', code: rest.trim() }, sure: true }
  const word = WORDS.find((one) => one.bare.replaceAll(' ', '') === lower)
  return word && rest.trim() === '' ? { keyword: { kind: word.kind }, sure: true } : null
}

function readWord(typed: string): KeywordReading | null {
  const bare = typed.replace(/[.!]+$/, '')
  const lower = bare.toLowerCase()
  const key = toneKey(lower)
  const word = WORDS.find((one) => one.bare === lower || one.keys.has(key))
  if (!word || isNameAsWritten(word, bare)) return null
  const isAlike = word.alike === 'name' || (word.alike === 'words' && bare !== bare.toUpperCase())
  return { keyword: { kind: word.kind }, sure: !isAlike || lower !== word.bare }
}

/** "Huy" with one capital is how the name is written; "Dung" too, but a phone also writes the word so. */
function isNameAsWritten(word: Word, bare: string): boolean {
  return word.kind === 'leave' && bare === 'Huy'
}

function readLookUp(typed: string): KeywordReading | null {
  const words = typed.split(/\s+/)
  const used = LOOK_UP.has(toneKey(words[0] ?? '')) ? 1 : LOOK_UP.has(toneKey(words.slice(0, 2).join(' '))) ? 2 : 0
  if (used === 0) return null
  const rest = words
    .slice(used)
    .join(' ')
    .replace(/^[:<]\s*|>$/g, '')
  if (rest === '') return { keyword: { kind: 'look_up', code: '' }, sure: true }
  const isCode = CODE.test(rest) || NEARLY_CODE.test(rest)
  if (!isCode && [...rest].length > MAX_REST) return null
  return { keyword: { kind: 'look_up', code: rest }, sure: isCode }
}
