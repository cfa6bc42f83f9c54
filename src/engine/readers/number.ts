import { countNumberWords } from './number-words.js'

export type NumberReading = { kind: 'number'; value: number } | { kind: 'none' }

/** The one number that a short answer names ("3", "khoảng 12 người", "hai lần"); two numbers are none. */
export function readNumber(text: string): NumberReading {
  const plain = text.normalize('NFKC').toLowerCase().normalize('NFC').slice(0, 200)
  const found = plain.match(/-?\d+(?:[.,]\d+)*/g) ?? []
  if (found.length === 1) return numberOf(digitsValue(found[0] ?? ''))
  if (found.length > 1) return { kind: 'none' }
  const words = plain.match(/\p{L}+/gu) ?? []
  const { value, used } = countNumberWords(words)
  const isWholeAnswer = used > 0 && words.length - used <= 1
  return isWholeAnswer ? { kind: 'number', value } : { kind: 'none' }
}

/** Written digits as a number. A dot (or a comma) before every three digits groups them; a lone one is decimal. */
export function digitsValue(digits: string): number | undefined {
  const sign = digits.startsWith('-') ? -1 : 1
  const bare = digits.replace(/^[-+]/, '')
  const value = Number(plainDigits(bare))
  return bare === '' || !Number.isFinite(value) || Math.abs(value) > 1e15 ? undefined : sign * value
}

function plainDigits(digits: string): string {
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(digits)) return digits.replaceAll('.', '').replace(',', '.')
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(digits)) return digits.replaceAll(',', '')
  return digits.replace(',', '.')
}

function numberOf(value: number | undefined): NumberReading {
  return value === undefined ? { kind: 'none' } : { kind: 'number', value }
}
