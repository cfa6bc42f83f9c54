import { foldText } from '../text-key.js'
import { digitsValue } from './number.js'
import { countNumberWords, numberInWords } from './number-words.js'

export type MoneyReading =
  | { kind: 'amount'; value: number; currency: string; words: string }
  /** Could be any of these (đồng): the citizen picks. */
  | { kind: 'ask'; candidates: number[] }
  | { kind: 'none' }

/** An amount as people write it: "5tr5", "1 tỷ 2", "5.000.000đ", "năm triệu rưỡi", "200 USDT". Reads 2,000 characters. */
export function readMoney(text: string): MoneyReading {
  if (NOTHING_LOST.test(foldText(text.slice(0, 100)))) return amount(0, 'VND')
  const tokens = tokensOf(text)
  const found = findAmounts(tokens)
  const named = found.filter((one) => one.isNamed)
  // Said twice it is the same money, unless it is added up.
  if (named.length > 0) return decideNamed(tokens.includes('+') ? named : distinct(named))
  if (GOLD.test(foldText(text.slice(0, 2000)))) return { kind: 'none' }
  const [bare] = found
  const isShort = tokens.length <= 4 && found.length === 1
  return bare && isShort ? decideBare(bare.values[0] ?? 0) : { kind: 'none' }
}

/** The amount read aloud, to be repeated to the citizen. */
export function moneyInWords(value: number, currency: string): string {
  const unit = CURRENCY_NAMES[currency] ?? currency
  const [whole = 0, fraction = ''] = [Math.trunc(value), String(value).split('.')[1]]
  const tail = fraction ? ` phẩy ${[...fraction].map((digit) => numberInWords(Number(digit))).join(' ')}` : ''
  return `${numberInWords(whole)}${tail} ${unit}`
}

/** `values` has more than one number where the writing itself is ambiguous; `isNamed` when a unit says it is money. */
type Found = { values: number[]; currency: string; isNamed: boolean }
type Part = { value: number; next: number }

const NOTHING_LOST =
  /^(?:0|(?:khong|ko|k|hong|chua)(?: co| bi)?(?: mat| chuyen| thiet hai)?(?: tien| gi| dong nao)?|none|nothing|no)(?: ca| a| het| dau)*[.!]*$/
/** Counted in taels, not in đồng. */
const GOLD = /\bvang\b|\d ?(?:cay|luong)\b/
const TOKEN = /[1-9]\d{0,2}(?: \d{3}){2,4}(?!\d)|\d+(?:[.,]\d+)*|\p{L}+|[^\s\p{L}\d]/gu
const CURRENCY_NAMES: { [code: string]: string } = { VND: 'đồng', USD: 'đô la Mỹ', EUR: 'euro', CNY: 'nhân dân tệ' }

const SCALES = new Map<string, number>([
  ...namesOf(1e3, 'k nghìn nghin ngàn ngan thousand'),
  ...namesOf(1e5, 'lít lit xị xi'),
  ...namesOf(1e6, 'tr triệu trieu trđ trd củ cu chai million'),
  ...namesOf(1e9, 'tỷ ty tỉ ti tỏi billion'),
])
const CURRENCIES = new Map<string, string>([
  ...namesOf('VND', 'đ d ₫ đồng dong vnd vnđ'),
  ...namesOf('USD', '$ usd đô do đôla dollar dollars'),
  ...namesOf('EUR', '€ eur euro'),
  ...namesOf('CNY', '¥ cny tệ te rmb ndt'),
  ...[...'usdt usdc btc eth jpy krw thb lak khr sgd gbp twd'.split(' ')].map(upper),
])

function decideNamed(named: Found[]): MoneyReading {
  const [first, ...others] = named
  if (!first || named.some((one) => one.currency !== first.currency)) return { kind: 'none' }
  const [value = 0, ...alternatives] = first.values
  if (others.length === 0 && alternatives.length === 0) return amount(value, first.currency)
  if (first.currency !== 'VND') return { kind: 'none' }
  const candidates = [...new Set(named.flatMap((one) => one.values))]
  const sum = named.reduce((total, one) => total + (one.values[0] ?? 0), 0)
  if (others.length === 0) return { kind: 'ask', candidates }
  return { kind: 'ask', candidates: [...new Set([...candidates.slice(0, 4), sum])] }
}

/** Nobody loses five đồng: a small number without a unit leaves thousands or millions unsaid. */
function decideBare(value: number): MoneyReading {
  if (value >= 10_000) return amount(value, 'VND')
  if (value >= 1000) return { kind: 'ask', candidates: [value, value * 1000] }
  return value > 0 ? { kind: 'ask', candidates: [value * 1e3, value * 1e6] } : { kind: 'none' }
}

function amount(value: number, currency: string): MoneyReading {
  if (value > 1e15 || (currency === 'VND' && value > 0 && value < 1)) return { kind: 'none' }
  const exact = currency === 'VND' ? Math.round(value) : value
  return { kind: 'amount', value: exact, currency, words: moneyInWords(exact, currency) }
}

function findAmounts(tokens: readonly string[]): Found[] {
  const found: Found[] = []
  for (let index = 0; index < tokens.length; ) {
    const read = readAt(tokens, index)
    if (read) found.push(read.found)
    index = read?.next ?? index + 1
  }
  return found
}

function readAt(tokens: readonly string[], index: number): { found: Found; next: number } | undefined {
  const start = numberAt(tokens, index)
  if (!start) return undefined
  const isWords = !/^\d/.test(tokens[index] ?? '')
  if (tokens[start.next] === 'm') return readMillionOrNot(tokens, start)
  const scaled = scaledAt(tokens, start)
  if (isWords && !scaled.scale) return undefined
  const until = BETWEEN.has(tokens[start.next] ?? '') ? numberAt(tokens, start.next + 1) : undefined
  if (until && !scaled.scale) return readRange(tokens, start, until)
  const { values, next } = withTail(tokens, scaled)
  const [currency, end] = currencyAt(tokens, index, next)
  const found = { values, currency: currency ?? 'VND', isNamed: scaled.scale !== undefined || currency !== undefined }
  return { found, next: end }
}

/** "30-40 triệu": the unit stands after the second number and counts for both. */
function readRange(tokens: readonly string[], from: Part, until: Part): { found: Found; next: number } | undefined {
  const scaled = scaledAt(tokens, until)
  if (!scaled.scale) return undefined
  const [currency, next] = currencyAt(tokens, until.next, scaled.next)
  return {
    found: { values: [from.value * scaled.scale, scaled.value], currency: currency ?? 'VND', isNamed: true },
    next,
  }
}

/** "5m" is five million to some and something else to others. */
function readMillionOrNot(tokens: readonly string[], start: Part): { found: Found; next: number } {
  const [currency, next] = currencyAt(tokens, start.next, start.next + 1)
  const values = currency && currency !== 'VND' ? [start.value * 1e6] : [start.value * 1e6, start.value * 1e3]
  return { found: { values, currency: currency ?? 'VND', isNamed: true }, next }
}

type Scaled = Part & { scale?: number }

/** "5 triệu", "3 chục triệu", "2 trăm nghìn", "2 nghìn tỷ". */
function scaledAt(tokens: readonly string[], start: Part): Scaled {
  let { value, next } = start
  let scale: number | undefined
  const multiple = MULTIPLES.get(tokens[next] ?? '')
  if (multiple && SCALES.has(tokens[next + 1] ?? '')) {
    value *= multiple
    next += 1
  }
  for (let unit = SCALES.get(tokens[next] ?? ''); unit; unit = SCALES.get(tokens[next] ?? '')) {
    if (scale && unit <= scale) break
    scale = (scale ?? 1) * unit
    next += 1
  }
  return scale ? { value: value * scale, next, scale } : start
}

const MULTIPLES = new Map([...namesOf(10, 'chục chuc'), ...namesOf(100, 'trăm tram')])
const HALF = new Set(['rưỡi', 'ruoi', 'rưởi'])
const HALF_OF = new Set(['nửa', 'nua'])
const BETWEEN = new Set(['-', '–', '~', 'đến', 'den', 'tới', 'toi'])
/** What may follow "5 triệu 5" without changing its meaning: "5 triệu 2 lần" is not 5.2 million. */
const AFTER_TAIL = new Set('đ d ₫ đồng dong vnd vnđ ạ a rồi roi . , ; ! ? ) + và va'.split(' '))

/** "… rưỡi", "… 5" (tenths), "… 5 trăm" and "… 500 nghìn". */
function withTail(tokens: readonly string[], head: Scaled): { values: number[]; next: number } {
  const { value, next, scale } = head
  if (!scale) return { values: [value], next }
  if (HALF.has(tokens[next] ?? '')) return { values: [value + scale / 2], next: next + 1 }
  const part = numberAt(tokens, next)
  if (!part || part.value >= 1000) return { values: [value], next }
  const smaller = scaledAt(tokens, part)
  if (smaller.scale && smaller.scale < scale) {
    const rest = withTail(tokens, smaller)
    return { values: [value + (rest.values[0] ?? 0)], next: rest.next }
  }
  if (smaller.scale) return { values: [value], next }
  return withShortTail(tokens, head, part)
}

function withShortTail(tokens: readonly string[], head: Scaled, part: Part): { values: number[]; next: number } {
  const { value, next, scale = 1 } = head
  const after = tokens[part.next]
  if (MULTIPLES.get(after ?? '') === 100) {
    return { values: [value + part.value * (scale / 10)], next: part.next + 1 }
  }
  const digits = tokens[next] ?? ''
  const share = /^\d+$/.test(digits) ? part.value / 10 ** digits.length : part.value / 10 ** String(part.value).length
  const total = Math.round(value + share * scale)
  const isClear = after === undefined || AFTER_TAIL.has(after)
  return { values: isClear ? [total] : [value, total], next: part.next }
}

function numberAt(tokens: readonly string[], index: number): Part | undefined {
  const token = tokens[index]
  if (token === undefined) return undefined
  if (/^\d/.test(token)) {
    const value = digitsValue(token.replaceAll(' ', ''))
    return value === undefined ? undefined : { value, next: index + 1 }
  }
  const after = tokens[index + 1] ?? ''
  if (HALF_OF.has(token) && SCALES.has(after)) return { value: 0.5, next: index + 1 }
  if (SCALES.has(token) && HALF.has(after)) return { value: 1, next: index }
  const { value, used } = countNumberWords(tokens.slice(index, index + 8))
  return used > 0 ? { value, next: index + used } : undefined
}

function currencyAt(tokens: readonly string[], start: number, next: number): [string | undefined, number] {
  const after = CURRENCIES.get(tokens[next] ?? '')
  if (after) return [after, next + 1]
  const sign = tokens[start - 1]
  return [sign === '$' || sign === '€' ? CURRENCIES.get(sign) : undefined, next]
}

function tokensOf(text: string): string[] {
  const plain = text
    .slice(0, 2000)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .normalize('NFC')
  return (plain.match(TOKEN) ?? []).map((token) => MISSPELT[foldText(token)] ?? token)
}

/** With any mark on them they are no other word. */
const MISSPELT: { readonly [folded: string]: string } = { trieu: 'triệu', nghin: 'nghìn' }

function distinct(found: Found[]): Found[] {
  const byValue = new Map(found.map((one) => [`${one.currency} ${one.values.join()}`, one]))
  return [...byValue.values()]
}

function namesOf<T>(value: T, names: string): [string, T][] {
  return names.split(' ').map((name) => [name, value])
}

function upper(code: string): [string, string] {
  return [code, code.toUpperCase()]
}
