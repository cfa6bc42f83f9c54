import { Temporal } from 'temporal-polyfill'

type Day = Temporal.PlainDate

/** The day in a folded text, seen from `today`. `impossible`: a date is written, but there is no such day. */
export function findDay(text: string, today: Day): Day | 'impossible' | undefined {
  return writtenDay(text, today) ?? weekday(text, today) ?? namedDay(text, today)
}

const NUMBERS = ['khong', 'mot', 'hai', 'ba', 'bon', 'nam', 'sau', 'bay', 'tam', 'chin', 'muoi']
const COUNT = `(\\d{1,3}|${NUMBERS.slice(1).join('|')})`
const AGO = new RegExp(`\\b${COUNT} ?(ngay|hom|bua|tuan|thang|nam|days?|weeks?|months?|years?) (?:truoc|nay|ago)\\b`)
const AGO_FIRST = new RegExp(`\\bcach day(?: khoang| tam| chung)? ${COUNT} ?(ngay|hom|bua|tuan|thang|nam)\\b`)

function writtenDay(text: string, today: Day): Day | 'impossible' | undefined {
  const iso = /(?<!\d)(\d{4})[ /.](\d{1,2})[ /.](\d{1,2})(?!\d)/.exec(text)
  if (iso) return dayOf(iso[1], iso[2], iso[3])
  const long = /(?<![\d/.])(\d{1,2}) ?thang ?(\d{1,2})(?!\d)(?: ?(?:,? ?nam|\/) ?(\d{4}))?/.exec(text)
  const short = long ?? /(?<![\d/.,:])(\d{1,2}) ?[/.] ?(\d{1,2})(?: ?[/.] ?(\d{4}|\d{2}))?(?![\d/])(?!\.\d)/.exec(text)
  const dashed = short ?? /(?<![\d/.,:])(\d{1,2}) (\d{1,2}) (\d{4})(?!\d)/.exec(text)
  if (dashed) return dashed[3] ? dayOf(fullYear(dashed[3]), dashed[2], dashed[1]) : lastSuch(dashed, today)
  const alone = /\bngay (\d{1,2})(?! ?[\d/.:hg]| (?:gio|truoc|thang))/.exec(text)?.[1]
  return alone ? lastDayNumbered(Number(alone), today) : undefined
}

/** "ngày 10" alone is this month's or, when that lies ahead, the last month's. */
function lastDayNumbered(day: number, today: Day): Day | 'impossible' {
  const month = day <= today.day ? today : today.subtract({ months: 1 })
  return dayOf(String(month.year), String(month.month), String(day))
}

/** "ngày 12/11" without a year is the last one that has come. */
function lastSuch([, day, month]: RegExpExecArray, today: Day): Day | 'impossible' {
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

function spanOf(count: string, unit: string): Temporal.DurationLike {
  const value = NUMBERS.includes(count) ? NUMBERS.indexOf(count) : Number(count)
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
