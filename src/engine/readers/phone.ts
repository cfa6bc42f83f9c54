import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { type DigitGroup, digitRuns } from './digit-runs.js'

export type PhoneType = 'mobile' | 'landline' | 'service' | 'police' | 'short' | 'foreign'
/** `value` is E.164, or the short code itself; `raw` is what was written. */
export type Phone = { value: string; raw: string; type: PhoneType; renumberedFrom?: string }
export type PhoneReading = ({ kind: 'phone' } & Phone) | { kind: 'none' }
export type PhoneFound = Phone & { index: number }

/** The first phone number of an answer; here a bare short code ("113") is one too. Reads the first 500 characters. */
export function readPhone(text: string): PhoneReading {
  const typed = text
    .slice(0, 500)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
  const digits = /^[\do.,;/\s+()\p{Pd}]+$/iu.test(typed) ? typed.replace(/o/gi, '0') : typed
  if (SHORT_CODES.has(digits)) return { kind: 'phone', value: digits, raw: typed, type: 'short' }
  const [found] = findPhones(digits, 1)
  if (!found) return { kind: 'none' }
  const { index: _, ...phone } = found
  return { kind: 'phone', ...phone }
}

/**
 * Every phone number inside a longer text, at most `max`; dates, amounts and longer numbers are not taken. Reads the
 * first 50,000 characters.
 */
export function findPhones(given: string, max = 100): PhoneFound[] {
  const text = given.slice(0, LONGEST)
  const found: PhoneFound[] = []
  for (const run of digitRuns(text)) {
    for (let at = 0; at < run.length && found.length < max; ) {
      const match = phoneAt(text, run, at)
      if (match && !isCutShort(text, run, at, match)) found.push(placed(text, run, at, match))
      at += match?.groups ?? (isDate(run, at) ? 3 : 1)
    }
    if (found.length >= max) break
  }
  return found
}

type Match = { phone: Phone; groups: number }

const SHORT_CODES = new Set(['111', '112', '113', '114', '115', '156', '1022', '5656'])
const LONGEST = 50_000
const MAX_DIGITS = 17
const BEGINNING = /^(?:\+|0|84|1[89]00)/
const FORM = /^(?:\+|0084|0[1-9]|84|1[89]00)/
const DATE = /^[0-3]?\d [01]?\d (?:19|20)\d\d$/
/** What may be glued to a number that follows: "sđt0900000000". */
const GLUED = /(?:^|[^\p{L}\d])(?:s?[đd]t|số|so|tel|zalo|hotline)$/iu
const UNIT_AFTER = /^\s?(?:đ|đồng|dong|vn[dđ]|tr|triệu|trieu|usd)(?![\p{L}\d])/iu

/** Since 15 September 2018 mobile numbers have ten digits: only the first four of eleven changed. */
const RENUMBERED: { [old: string]: string } = {
  ...{ '0162': '032', '0163': '033', '0164': '034', '0165': '035', '0166': '036', '0167': '037', '0168': '038' },
  ...{ '0169': '039', '0120': '070', '0121': '079', '0122': '077', '0126': '076', '0128': '078', '0123': '083' },
  ...{ '0124': '084', '0125': '085', '0127': '081', '0129': '082', '0186': '056', '0188': '058', '0199': '059' },
}

/** The longest phone number that whole groups from this one on make up. */
function phoneAt(text: string, run: readonly DigitGroup[], at: number): Match | undefined {
  const first = run[at]
  const bare = first && withoutNought(text, first)
  if (bare) return { phone: { ...bare, raw: '' }, groups: 1 }
  const sign = first && text[first.start - 1] === '+' ? '+' : ''
  if (!first || !BEGINNING.test(sign + first.digits)) return undefined
  if (isDate(run, at) || isGluedToWord(text, first)) return undefined
  let [digits, best]: [string, Match | undefined] = ['', undefined]
  for (const [index, group] of run.slice(at, at + MAX_DIGITS).entries()) {
    digits += group.digits
    if (digits.length > MAX_DIGITS || (digits.length >= 4 && !FORM.test(sign + digits))) break
    const phone = digits.length >= 8 && phoneOf(sign + digits)
    if (phone && !UNIT_AFTER.test(text.slice(group.end, group.end + 8)))
      best = { phone: { ...phone, raw: '' }, groups: index + 1 }
  }
  return best
}

/** "sđt 912345678": only where it is called a phone number. */
function withoutNought(text: string, { digits, start }: DigitGroup): Omit<Phone, 'raw'> | undefined {
  if (!/^[35789]\d{8}$/.test(digits)) return undefined
  return CALLED_PHONE.test(text.slice(Math.max(0, start - 16), start)) ? vietnamesePhone(`0${digits}`) : undefined
}

const CALLED_PHONE = /(?<!\p{L})(?:s?[đd]t|điện thoại|dien thoai)[ :.]{0,3}$/iu

function isDate(run: readonly DigitGroup[], at: number): boolean {
  const [day, month, year] = [run[at], run[at + 1], run[at + 2]]
  return year?.digits.length === 4 && DATE.test(`${day?.digits} ${month?.digits} ${year.digits}`)
}

function isGluedToWord(text: string, { start }: DigitGroup): boolean {
  const before = text.slice(Math.max(0, start - 12), start).replace(/[+(]+$/, '')
  return /\p{L}$/u.test(before) && !GLUED.test(before)
}

/** "0900 000 000 123" is one longer number: the same joints go on, and neither a number, a date nor an amount follows. */
function isCutShort(text: string, run: readonly DigitGroup[], at: number, { groups }: Match): boolean {
  const joint = run[at + groups - 1]?.joint
  if (groups === 1 || phoneAt(text, run, at + groups) || isDate(run, at + groups)) return false
  const others = run.slice(at + groups, at + groups + MAX_DIGITS)
  const until = others.findIndex((group) => group.joint !== joint)
  const rest = until < 0 ? others : others.slice(0, until)
  const last = rest.at(-1)
  if (!last) return false
  const isCount =
    rest.length === 1 && last.digits.length <= 2 && /^(?: ?\p{L}|[/:])/u.test(text.slice(last.end, last.end + 2))
  const isOther = until === 1
  return !isCount && !isOther && !UNIT_AFTER.test(text.slice(last.end, last.end + 8))
}

function placed(text: string, run: readonly DigitGroup[], at: number, { phone, groups }: Match): PhoneFound {
  let start = run[at]?.start ?? 0
  const end = run[at + groups - 1]?.end ?? start
  if (text[start - 1] === '+') start -= 1
  if (text[start - 1] === '(' && text.slice(start, end).includes(')')) start -= 1
  return { ...phone, raw: text.slice(start, end), index: start }
}

/** A number in any writing, or nothing when no such number can exist. */
function phoneOf(written: string): Omit<Phone, 'raw'> | undefined {
  if (/^\+(?!84)/.test(written)) return foreignPhone(written)
  return vietnamesePhone(written.replace(/^(?:\+|00)?840?(?=\d{8})/, '0'))
}

function vietnamesePhone(digits: string): Omit<Phone, 'raw'> | undefined {
  const renumbered = digits.length === 11 ? RENUMBERED[digits.slice(0, 4)] : undefined
  if (renumbered) {
    const now = renumbered + digits.slice(4)
    return { value: `+84${now.slice(1)}`, type: 'mobile', renumberedFrom: digits }
  }
  if (/^069\d{5,7}$/.test(digits)) return { value: `+84${digits.slice(1)}`, type: 'police' }
  const type = TYPES.find(([, form]) => form.test(digits))?.[0]
  const parsed = type ? parsePhoneNumberFromString(digits, 'VN') : undefined
  return type && parsed?.isValid() ? { value: parsed.number, type } : undefined
}

/** The library also takes numbers of networks that never were, and shorter ones: an account's beginning is no phone. */
const TYPES: [type: PhoneType, form: RegExp][] = [
  ['mobile', /^0[35789]\d{8}$/],
  ['landline', /^0(?:2\d{9}|6\d{8})$/],
  ['service', /^1[89]00(?:\d{4}|\d{6})$/],
]

function foreignPhone(written: string): Omit<Phone, 'raw'> | undefined {
  const parsed = parsePhoneNumberFromString(written)
  return parsed?.isValid() ? { value: parsed.number, type: 'foreign' } : undefined
}
