import type { AskNode } from './flow-schema.js'
import type { Json } from './message.js'
import { readDate } from './readers/date.js'
import { moneyInWords, readMoney } from './readers/money.js'
import { isSlangAmount } from './readers/money-slang.js'
import { readNumber } from './readers/number.js'
import { readPhone } from './readers/phone.js'
import { readUrl } from './readers/url.js'

export type AnswerReading =
  | { kind: 'read'; value: Json; shown: string }
  /** One candidate is asked to be confirmed. */
  | { kind: 'ask'; candidates: { value: Json; shown: string }[] }
  | { kind: 'too_long'; max: number }
  | { kind: 'none' }

export type ReadingTime = { now: Date; timeZone: string }

/** Longer than this no message and no gathered answer may be. */
export const MAX_TEXT = 10_000

/** Reads a typed answer as what the question takes. A question without an input takes none. */
export function readAnswer(node: AskNode, text: string, time: ReadingTime): AnswerReading {
  const max = node.max ?? MAX_TEXT
  if ([...text].length > max) return { kind: 'too_long', max }
  switch (node.input) {
    case 'text':
      return /[\p{L}\p{N}]/u.test(text) ? { kind: 'read', value: text, shown: text.trim() } : { kind: 'none' }
    case 'area':
      return /\p{L}|^\s*\d{5}\s*$/u.test(text)
        ? { kind: 'read', value: text.trim(), shown: text.trim() }
        : { kind: 'none' }
    case 'number':
      return numberAnswer(text)
    case 'money':
      return moneyAnswer(text)
    case 'date':
      return dateAnswer(text, time)
    case 'phone':
    case 'contact':
      return phoneAnswer(text)
    case 'url':
      return urlAnswer(text)
    case 'media':
    case undefined:
      return { kind: 'none' }
  }
}

/** What the officer and the summary read: "5.000.000 đồng (năm triệu đồng)". */
function moneyValue(value: number, currency: string, typed: string): { value: Json; shown: string } {
  const digits = new Intl.NumberFormat('vi', { maximumFractionDigits: 8 }).format(value)
  const unit = currency === 'VND' ? 'đồng' : currency
  const shown = `${digits} ${unit} (${moneyInWords(value, currency)})`
  return { value: { amount: value, currency, text: shown, raw: typed.trim().slice(0, 200) }, shown }
}

function numberAnswer(text: string): AnswerReading {
  const reading = readNumber(text)
  if (reading.kind === 'none') return { kind: 'none' }
  return { kind: 'read', value: reading.value, shown: String(reading.value) }
}

function moneyAnswer(text: string): AnswerReading {
  const reading = readMoney(text)
  if (reading.kind === 'none') return { kind: 'none' }
  if (reading.kind === 'amount') {
    const read = moneyValue(reading.value, reading.currency, text)
    return isSlangAmount(text) ? { kind: 'ask', candidates: [read] } : { kind: 'read', ...read }
  }
  return { kind: 'ask', candidates: reading.candidates.map((candidate) => moneyValue(candidate, 'VND', text)) }
}

function dateAnswer(text: string, { now, timeZone }: ReadingTime): AnswerReading {
  const reading = readDate(text, now, timeZone)
  if (reading.kind === 'none') return { kind: 'none' }
  const { display } = reading
  const [date, time] = reading.kind === 'date' ? [reading.date, reading.time ?? null] : [null, null]
  return { kind: 'read', value: { date, time, text: display, raw: text.trim().slice(0, 200) }, shown: display }
}

function phoneAnswer(text: string): AnswerReading {
  const reading = readPhone(text)
  if (reading.kind === 'none') return reading
  const { value, raw, renumberedFrom } = reading
  return { kind: 'read', value, shown: renumberedFrom ? `${raw} (nay là 0${value.slice(3)})` : raw }
}

function urlAnswer(text: string): AnswerReading {
  const reading = readUrl(text)
  switch (reading.kind) {
    case 'none':
      return reading
    case 'ask':
      return { kind: 'ask', candidates: reading.candidates.map(({ value }) => ({ value, shown: value })) }
    case 'url':
      return { kind: 'read', value: reading.raw, shown: reading.raw }
  }
}
