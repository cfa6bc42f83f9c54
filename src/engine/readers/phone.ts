import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { digitsValue } from './number.js'

export type PhoneType = 'mobile' | 'landline' | 'service' | 'police' | 'short' | 'foreign'
/** `value` is E.164, or the short code itself; `raw` is what was written. */
export type Phone = { value: string; raw: string; type: PhoneType; renumberedFrom?: string }
export type PhoneReading = ({ kind: 'phone' } & Phone) | { kind: 'none' }
export type PhoneFound = Phone & { index: number }

/** The first phone number of an answer; here a bare short code ("113") is one too. */
export function readPhone(text: string): PhoneReading {
  const typed = text
    .slice(0, 500)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
  const digits = /^[\do.\s+()-]+$/i.test(typed) ? typed.replace(/o/gi, '0') : typed
  if (SHORT_CODES.has(digits)) return { kind: 'phone', value: digits, raw: typed, type: 'short' }
  const [found] = findPhones(digits, 1)
  if (!found) return { kind: 'none' }
  const { index: _, ...phone } = found
  return { kind: 'phone', ...phone }
}

/** Every phone number inside a longer text, at most `max`; dates, amounts and longer numbers are not taken. */
export function findPhones(text: string, max = 100): PhoneFound[] {
  const found: PhoneFound[] = []
  for (const { 0: raw, index } of text.matchAll(WRITTEN)) {
    if (found.length >= max) break
    const phone = phoneOf(raw)
    if (phone) found.push({ ...phone, raw, index })
  }
  return found
}

/** A number in any writing, or nothing when no such number can exist. */
function phoneOf(raw: string): Phone | undefined {
  if (DATE_FIRST.test(raw)) return undefined
  const isForeign = /^\+(?!84)/.test(raw)
  if (isForeign) return foreignPhone(raw)
  const digits = raw.replace(/\D/g, '').replace(/^(?:00)?840?(?=\d{8,})/, '0')
  return vietnamesePhone(digits, raw)
}

const SHORT_CODES = new Set(['111', '112', '113', '114', '115', '156', '1022', '5656'])
const WRITTEN =
  /(?<![\p{L}\d/])(?:\+(?!84)[1-9]\d?(?:[ .()-]{0,2}\d){6,13}|(?:(?:\+|00)84[ .-]?(?:\(0\))?|84|\(?0)(?:[ .()–-]{0,2}\d){7,10}?|1[89]00(?:[ .-]?\d){4,6}?)(?![\d/])(?![.,]\d{3})/gu
const DATE_FIRST = /^[0-3]?\d[ .-][01]?\d[ .-](?:19|20)\d\d(?!\d)/

/** Since 15 September 2018 mobile numbers have ten digits: only the first four of eleven changed. */
const RENUMBERED: { [old: string]: string } = {
  ...{ '0162': '032', '0163': '033', '0164': '034', '0165': '035', '0166': '036', '0167': '037', '0168': '038' },
  ...{ '0169': '039', '0120': '070', '0121': '079', '0122': '077', '0126': '076', '0128': '078', '0123': '083' },
  ...{ '0124': '084', '0125': '085', '0127': '081', '0129': '082', '0186': '056', '0188': '058', '0199': '059' },
}

function vietnamesePhone(digits: string, raw: string): Phone | undefined {
  const renumbered = digits.length === 11 ? RENUMBERED[digits.slice(0, 4)] : undefined
  if (renumbered) {
    const now = renumbered + digits.slice(4)
    return { value: `+84${now.slice(1)}`, raw, type: 'mobile', renumberedFrom: digits }
  }
  if (/^069\d{5,7}$/.test(digits)) return { value: `+84${digits.slice(1)}`, raw, type: 'police' }
  if (/^1[89]00/.test(digits)) return servicePhone(digits, raw)
  const parsed = digitsValue(digits) ? parsePhoneNumberFromString(digits, 'VN') : undefined
  if (!parsed?.isValid()) return undefined
  return { value: parsed.number, raw, type: /^0[35789]/.test(digits) ? 'mobile' : 'landline' }
}

function servicePhone(digits: string, raw: string): Phone | undefined {
  const parsed = parsePhoneNumberFromString(digits, 'VN')
  return parsed?.isValid() ? { value: parsed.number, raw, type: 'service' } : undefined
}

function foreignPhone(raw: string): Phone | undefined {
  const parsed = parsePhoneNumberFromString(raw)
  return parsed?.isValid() ? { value: parsed.number, raw, type: 'foreign' } : undefined
}
