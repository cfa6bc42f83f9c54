import { readDigits, readNumber } from './number-words-vi.js'

/** Read digit by digit: 113, 114, 115, the children's line and the like. */
const CALLED = new Set(['111', '112', '113', '114', '115', '156', '5656'])

/** Plain text as it is read out through a loudspeaker: sentences, numbers in words, no signs that nobody says. */
export function toSpoken(text: string): string {
  const lines = text.split('\n').map((line) => speakLine(line.trim()))
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The day of a source: 2026-01-07 → "ngày bảy tháng một năm …"; a month or a year alone stays one. */
export function speakDate(date: string): string {
  const [year = '', month, day] = date.split('-')
  const parts = [
    day && `ngày ${readNumber(String(Number(day)))}`,
    month && `tháng ${speakMonth(Number(month))}`,
    `năm ${readNumber(year)}`,
  ]
  return parts.filter(Boolean).join(' ')
}

function speakLine(line: string): string {
  if (line === '') return ''
  const { lead, rest } = splitMarker(line)
  const said = speakWords(rest)
  const whole = lead === '' ? said : `${lead}, ${said}`
  return /[.?!:…]$/.test(whole) ? whole : `${whole}.`
}

/** "1. Tắt máy" is said as "Thứ nhất, Tắt máy"; a bullet is not said at all. */
function splitMarker(line: string): { lead: string; rest: string } {
  const numbered = /^(\d{1,2})\.\s+(.*)$/s.exec(line)
  if (!numbered) return { lead: '', rest: line.replace(/^[-•*]\s+/, '') }
  const [, number = '', rest = ''] = numbered
  return { lead: `Thứ ${ORDINALS[number] ?? readNumber(number)}`, rest }
}

const ORDINALS: Readonly<Record<string, string>> = { 1: 'nhất', 4: 'tư' }

function speakWords(text: string): string {
  return text
    .replace(/(?:ngày\s+)?\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/gi, (_all, d, m, y) => speakDate(iso(y, m, d)))
    .replace(/(?:tháng\s+)?\b(\d{1,2})\/(\d{4})\b/gi, (_all, m, y) => speakDate(iso(y, m)))
    .replace(/\b(\d{1,2})\s*(?:h|giờ)\s*(\d{2})\b/gi, (_all, h, m) => `${h} giờ ${Number(m)} phút`)
    .replace(/\b(\d{1,2})h\b/gi, (_all, h) => `${h} giờ`)
    .replace(/\b\d{1,3}(?:\.\d{3})+\b/g, (amount) => amount.replaceAll('.', ''))
    .replace(/\b(\d+),(\d+)\b/g, (_all, whole, part) => `${whole} phẩy ${part}`)
    .replace(/%/g, ' phần trăm')
    .replace(/&/g, ' và ')
    .replace(/\s*[([{]\s*/g, ', ')
    .replace(/\s*[)\]}]\s*(?=[.,;:?!]|$)/g, '')
    .replace(/\s*[)\]}]\s*/g, ', ')
    .replace(/[“”"«»<>*_#]/g, '')
    .replace(/\//g, ' ')
    .replace(/\d+/g, (digits) => (CALLED.has(digits) ? readDigits(digits) : readNumber(digits)))
    .replace(/\s{2,}/g, ' ')
    .trim()
}

function iso(year: string, month: string, day?: string): string {
  return [year, month.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join('-')
}

function speakMonth(month: number): string {
  return month === 4 ? 'tư' : readNumber(String(month))
}
