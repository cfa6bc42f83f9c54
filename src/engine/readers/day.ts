import { Temporal } from 'temporal-polyfill'

type Day = Temporal.PlainDate
/** `impossible`: a date is written, but there is no such day. `rest` is the text without what was read. */
export type FoundDay = { day: Day | 'impossible' | undefined; rest: string }

/** The day in a folded text, seen from `today`; `~` is a dash between digits. Two that differ are impossible. */
export function findDay(text: string, today: Day): FoundDay {
  const written = writtenDay(text, today)
  if (written.day === undefined) return { day: weekday(text, today) ?? namedDay(text, today), rest: text }
  const { day, rest } = written
  if (day === 'impossible') return written
  const isContradicted = (weekday(rest, today)?.dayOfWeek ?? day.dayOfWeek) !== day.dayOfWeek
  const named = namedDay(rest, today)
  const isOther = named !== undefined && !named.equals(day)
  return isContradicted || isOther ? { day: 'impossible', rest } : written
}

const NUMBERS = ['khong', 'mot', 'hai', 'ba', 'bon', 'nam', 'sau', 'bay', 'tam', 'chin', 'muoi']
/** Digits or a number in words; its value is `countOf`. */
export const COUNT = `(\\d{1,3}|${NUMBERS.slice(1).join('|')})`
const AGO = new RegExp(`\\b${COUNT} ?(ngay|hom|bua|tuan|thang|nam|days?|weeks?|months?|years?) (?:truoc|nay|ago)\\b`)
const AGO_FIRST = new RegExp(`\\bcach day(?: khoang| tam| chung)? ${COUNT} ?(ngay|hom|bua|tuan|thang|nam)\\b`)

const ISO = /(?<![\d/.~])(?<year>\d{4})(?<joint>[/.~])(?<month>\d{1,2})\k<joint>(?<day>\d{1,2})(?!\d)/
const IN_WORDS = /(?<![\d/.~])(?<day>\d{1,2}) ?thang ?(?<month>\d{1,2})(?!\d)(?: ?(?:,? ?nam|\/|,) ?(?<year>\d{4}))?/
const SHORT =
  /(?<![\d/.,:~])(?<day>\d{1,2}) ?(?<joint>[/.~]) ?(?<month>\d{1,2})(?:(?: ?\k<joint> ?| nam )(?<year>\d{4}|\d{2}))?(?![\d/~])(?! ?\.\d)(?! ?(?:h|g|gio|phut|ngay|hom|bua|tuan|thang|nam|nguoi|lan|tr|trieu|k)\b)/
const SPACED = /(?<![\d/.,:~])(?<day>\d{1,2}) (?<month>\d{1,2}) (?<year>\d{4})(?!\d)/
const NUMBERED = /\bngay (?<day>\d{1,2})(?! ?[\d/.:hg~]| (?:gio|truoc|thang))/

function writtenDay(text: string, today: Day): FoundDay {
  for (const form of [ISO, IN_WORDS, SHORT, SPACED, NUMBERED]) {
    const match = form.exec(text)
    if (!match) continue
    const { day = '', month, year } = match.groups ?? {}
    const rest = `${text.slice(0, match.index)} _ ${text.slice(match.index + match[0].length)}`
    if (month === undefined) return { day: lastDayNumbered(Number(day), today), rest }
    return { day: year ? dayOf(fullYear(year), month, day) : lastSuch(day, month, today), rest }
  }
  return { day: undefined, rest: text }
}

/** "ngày 10" alone is this month's or, when that lies ahead, the last month's. */
function lastDayNumbered(day: number, today: Day): Day | 'impossible' {
  const month = day <= today.day ? today : today.subtract({ months: 1 })
  return dayOf(String(month.year), String(month.month), String(day))
}

/** "ngày 12/11" without a year is the last one that has come. */
function lastSuch(day: string, month: string, today: Day): Day | 'impossible' {
  const thisYear = dayOf(String(today.year), month, day)
  if (thisYear !== 'impossible' && Temporal.PlainDate.compare(thisYear, today) <= 0) return thisYear
  return dayOf(String(today.year - 1), month, day)
}

function dayOf(year = '', month = '', day = ''): Day | 'impossible' {
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    )
  } catch {
    return 'impossible'
  }
}

function fullYear(year: string): string {
  return year.length === 2 ? `20${year}` : year
}

function namedDay(text: string, today: Day): Day | undefined {
  const [, count, unit] = AGO_FIRST.exec(text) ?? AGO.exec(text) ?? []
  if (count && unit) return today.subtract(spanOf(count, unit))
  if (/\b(?:hom|bua) kia\b/.test(text)) return today.subtract({ days: 2 })
  if (/\b(?:hom|bua|ngay|sang|trua|chieu|toi|dem) qua\b|\byesterday\b|\blast night\b/.test(text)) {
    return today.subtract({ days: 1 })
  }
  const isToday = /\b(?:hom|bua|ngay|sang|trua|chieu|toi|dem) nay\b|\bhoi (?:sang|trua|chieu)\b|\btoday\b|\bbay gio\b/
  return isToday.test(text) ? today : undefined
}

export function countOf(count: string): number {
  return NUMBERS.includes(count) ? NUMBERS.indexOf(count) : Number(count)
}

function spanOf(count: string, unit: string): Temporal.DurationLike {
  const value = countOf(count)
  if (/^(?:tuan|week)/.test(unit)) return { weeks: value }
  if (/^(?:thang|month)/.test(unit)) return { months: value }
  if (/^(?:nam|year)/.test(unit)) return { years: value }
  return { days: value }
}

/** "thứ 3 tuần trước" counts by calendar weeks; "thứ 3" alone is the last one that has come. */
function weekday(text: string, today: Day): Day | undefined {
  const found = /\b(?:(?:thu ?|t)([2-7])|thu (hai|ba|tu|nam|sau|bay)|(chu nhat|cn))\b/.exec(text)
  if (!found) return undefined
  const names = ['hai', 'ba', 'tu', 'nam', 'sau', 'bay']
  const dayOfWeek = found[3] ? 7 : found[1] ? Number(found[1]) - 1 : names.indexOf(found[2] ?? '') + 1
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  if (/\btuan (?:truoc|roi|vua roi|qua)\b/.test(text)) return monday.add({ days: dayOfWeek - 8 })
  if (/\btuan nay\b/.test(text)) return monday.add({ days: dayOfWeek - 1 })
  return today.subtract({ days: (today.dayOfWeek - dayOfWeek + 7) % 7 })
}
