const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín']
const SCALES = ['', 'nghìn', 'triệu', 'tỷ']
/** Beyond that a number is read digit by digit: it is no amount. */
const MOST_DIGITS = 12

/** 350 → "ba trăm năm mươi". What begins with 0 is read digit by digit, as a phone's number is. */
export function readNumber(digits: string): string {
  if (digits.length > MOST_DIGITS || (digits.startsWith('0') && digits.length > 1)) return readDigits(digits)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? []
  const words = groups.flatMap((group, index) => {
    const scale = SCALES[groups.length - 1 - index] ?? ''
    return group === '000' ? [] : [readGroup(group, index > 0), scale]
  })
  return words.filter((word) => word !== '').join(' ') || 'không'
}

/** 113 → "một một ba". */
export function readDigits(digits: string): string {
  return [...digits].map((digit) => DIGITS[Number(digit)] ?? digit).join(' ')
}

/** `isInner`: something stands before it, so that its empty hundreds are said, too. */
function readGroup(group: string, isInner: boolean): string {
  const [hundreds = 0, tens = 0, units = 0] = [...group].map(Number)
  const words: string[] = []
  if (hundreds > 0 || isInner) words.push(DIGITS[hundreds] ?? '', 'trăm')
  if (tens === 0 && units > 0 && words.length > 0) words.push('linh')
  if (tens === 1) words.push('mười')
  if (tens > 1) words.push(DIGITS[tens] ?? '', 'mươi')
  if (units > 0) words.push(readUnit(tens, units))
  return words.join(' ')
}

function readUnit(tens: number, units: number): string {
  if (units === 1 && tens > 1) return 'mốt'
  if (units === 5 && tens > 0) return 'lăm'
  return DIGITS[units] ?? ''
}
