/** How many of `words`, from the first on, name a number below a thousand; 0 when none does. */
export function countNumberWords(words: readonly string[]): { value: number; used: number } {
  let [value, used] = [0, 0]
  let last: 'none' | 'digit' | 'ten' | 'hundred' | 'zero' = 'none'
  for (const word of words) {
    const digit = DIGITS.get(word)
    if (digit !== undefined && last !== 'digit') {
      value += digit
      last = 'digit'
    } else if (TEN.has(word) && last === 'digit' && value % 10 > 0) {
      value += (value % 10) * 9
      last = 'ten'
    } else if (TEN.has(word) && (last === 'none' || last === 'hundred')) {
      value += 10
      last = 'ten'
    } else if (HUNDRED.has(word) && last === 'digit' && value < 10) {
      value *= 100
      last = 'hundred'
    } else if (ODD.has(word) && last === 'hundred') {
      last = 'zero'
    } else break
    used += 1
  }
  return { value, used }
}

/** Reads a whole number aloud: 1.005.000 is "một triệu không trăm linh năm nghìn". */
export function numberInWords(value: number): string {
  if (value === 0) return 'không'
  const billions = Math.floor(value / 1e9)
  const head = billions > 0 ? [numberInWords(billions), 'tỷ'] : []
  return [...head, ...groupsInWords(value % 1e9, billions > 0)].join(' ')
}

const DIGIT_NAMES = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const

const DIGITS = new Map<string, number>([
  ...DIGIT_NAMES.map((name, digit): [string, number] => [name, digit]),
  ...Object.entries({ khong: 0, mot: 1, mốt: 1, bon: 4, tư: 4, tu: 4, nam: 5, lăm: 5, lam: 5, nhăm: 5 }),
  ...Object.entries({ sau: 6, bay: 7, bẩy: 7, tam: 8, chin: 9 }),
])
const TEN = new Set(['mười', 'mươi', 'muoi'])
const HUNDRED = new Set(['trăm', 'tram'])
const ODD = new Set(['linh', 'lẻ', 'le'])

function groupsInWords(value: number, isTail: boolean): string[] {
  const groups: [number, string][] = [
    [Math.floor(value / 1e6), 'triệu'],
    [Math.floor(value / 1e3) % 1000, 'nghìn'],
    [value % 1000, ''],
  ]
  const words: string[] = []
  for (const [group, scale] of groups) {
    if (group === 0) continue
    words.push(...hundredsInWords(group, isTail || words.length > 0))
    if (scale) words.push(scale)
  }
  return words
}

function hundredsInWords(value: number, isTail: boolean): string[] {
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10]
  const words: string[] = []
  if (hundreds > 0 || isTail) words.push(nameOf(hundreds), 'trăm')
  if (tens === 0 && ones > 0 && words.length > 0) words.push('linh')
  if (tens === 1) words.push('mười')
  if (tens > 1) words.push(nameOf(tens), 'mươi')
  if (ones > 0) words.push(onesAfter(tens, ones))
  return words
}

function onesAfter(tens: number, ones: number): string {
  if (tens > 1 && ones === 1) return 'mốt'
  if (tens > 1 && ones === 4) return 'tư'
  if (tens > 0 && ones === 5) return 'lăm'
  return nameOf(ones)
}

function nameOf(digit: number): string {
  return DIGIT_NAMES[digit] ?? ''
}
