import { Temporal } from 'temporal-polyfill'
import { foldText } from '../text-key.js'
import { COUNT, countOf, findDay } from './day.js'
import { findTime } from './time.js'
import { wordedTime } from './worded-time.js'

export type DateReading =
  /** `date` is yyyy-mm-dd and `time` HH:MM in the given zone; `display` is repeated to the citizen. */
  | { kind: 'date'; date: string; time?: string; display: string }
  /** A time that is no one day: "tuần trước", "từ 10/11 đến 12/11", "mùng 5 Tết". It stays as it was written. */
  | { kind: 'words'; display: string }
  | { kind: 'none' }

/**
 * When something happened. Days that do not exist, lie ahead, or lie before 2000 are none, and so is what names a
 * second day that was not read: the citizen is asked again rather than misread. Reads the first 500 characters: an
 * answer to "when?" that is longer tells what happened.
 */
export function readDate(text: string, now: Date, timeZone: string): DateReading {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDateTime()
  const folded = foldDate(text.slice(0, 500))
  if (TOMORROW.test(folded)) return { kind: 'none' }
  const worded = wordedTime(folded)
  if (worded === 'sure') return asWritten(text)
  const ago = hoursAgo(folded, here)
  if (ago && !ANOTHER_DATE.test(folded)) return dateReading(ago.toPlainDate(), ago.toPlainTime())
  const { time, rest } = findTime(folded)
  const { day, rest: unread } = findDay(rest, here.toPlainDate())
  if (day === undefined && worded) return asWritten(text)
  if (day === 'impossible' || time === 'impossible' || ANOTHER_DATE.test(unread)) return { kind: 'none' }
  const isSmallHours = time && time.hour < 5 && /\bdem qua\b/.test(folded)
  const date = isSmallHours ? here.toPlainDate() : (day ?? (time && lastDayWith(time, here)))
  if (!date || isAbsurd(date, time, here)) return { kind: 'none' }
  return dateReading(date, time)
}

/** It has not happened yet; "Mai" alone is also a name. */
const TOMORROW =
  /\b(?:ngay|hom|sang|trua|chieu|toi|dem) mai\b|\d ?(?:h|g|gio|:) ?(?:\d{2}|ruoi)? ?mai\b|^mai\b|\btomorrow\b/
/** Digits that may be a date, in what is left of a text once its day and hour are read. */
const ANOTHER_DATE =
  /(?<![\d.,])\d{1,2} ?[/.~] ?\d{1,2}(?!\d)|(?<![\d:])\d{1,2} \d{1,2}(?! ?[\d:hg])|\bngay \d|\bthang ?\d|(?<![\d.,])(?:19|20)\d\d(?![\d.,])|(?:_|^)\s*(?:,|va|hoac|&|den) ?(?:ngay )?\d{1,2}(?! ?[a-z\d:])/

function asWritten(text: string): DateReading {
  return { kind: 'words', display: text.replace(/\s+/g, ' ').trim().slice(0, 200) }
}

const WEEKDAYS = ['thứ hai', 'thứ ba', 'thứ tư', 'thứ năm', 'thứ sáu', 'thứ bảy', 'chủ nhật']

function dateReading(date: Temporal.PlainDate, time: Temporal.PlainTime | undefined): DateReading {
  const day = `${two(date.day)}/${two(date.month)}/${date.year}`
  const display = `${WEEKDAYS[date.dayOfWeek - 1]}, ngày ${day}`
  if (!time) return { kind: 'date', date: date.toString(), display }
  const clock = `${two(time.hour)}:${two(time.minute)}`
  return { kind: 'date', date: date.toString(), time: clock, display: `${clock} ${display}` }
}

/** A dash between digits stays one, as "~", unless it only leads to or from an hour. */
function foldDate(text: string): string {
  const dashed = text
    .normalize('NFKC')
    .replace(/[~_]/g, ' ')
    .replace(/(\d[h:g]\d\d)\p{Pd}(?=\d)|\p{Pd}(?=\d{1,2}[h:g]\d\d)/giu, '$1 ')
    .replace(/(\d)\p{Pd}(?=\d)/gu, '$1~')
    .replace(/(?<!\p{L})(?:hôm|hom|bữa|bua) kìa(?!\p{L})/giu, '3 ngày trước')
  return foldText(withoutLookAlikes(dashed))
}

/** Words with marks that fold to a word of time mean something else: "tôi qua" is not "tối qua". */
function withoutLookAlikes(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase().normalize('NFC')
  const words =
    /(?<!\p{L})(?:tôi|tới|tội|(?<!tuần )này|nảy|quá|quả|quà|thư|thử|thủ|thụ|đem|đếm|đệm|hớm|ngáy|cấn)(?!\p{L})/gu
  const isMarked = /[à-ỹđ]/u.test(lower)
  return (isMarked ? lower.replace(/(?<!\p{L})(?:toi|sang)(?!\p{L})/gu, '_') : lower).replace(words, '_')
}

function hoursAgo(text: string, here: Temporal.PlainDateTime): Temporal.PlainDateTime | undefined {
  if (HALF_AN_HOUR.test(text)) return here.subtract({ minutes: 30 })
  const [, count, unit] = HOURS_AGO.exec(text) ?? HOURS_SINCE.exec(text) ?? []
  if (!count) return /\b(?:vua xong|vua nay|moi day|luc nay|nay gio|just now)\b/.test(text) ? here : undefined
  const isMinutes = unit?.startsWith('phut') || unit?.startsWith('min')
  return here.subtract(isMinutes ? { minutes: countOf(count) } : { hours: countOf(count) })
}

const HALF_AN_HOUR = /\bnua (?:gio|tieng) truoc\b|\bcach day(?: khoang| tam| chung)? nua (?:gio|tieng)\b/
const HOURS_AGO = new RegExp(`\\b${COUNT} ?(gio|tieng|phut|hours?|minutes?)(?: dong ho)? (?:truoc|ago)\\b`)
const HOURS_SINCE = new RegExp(
  `\\bcach day(?: khoang| tam| chung)? ${COUNT} ?(gio|tieng|phut)(?! ?ruoi)(?: dong ho)?(?! ?\\d)\\b`,
)

function lastDayWith(time: Temporal.PlainTime, here: Temporal.PlainDateTime): Temporal.PlainDate {
  const today = here.toPlainDate()
  return Temporal.PlainTime.compare(time, here.toPlainTime()) <= 0 ? today : today.subtract({ days: 1 })
}

function isAbsurd(
  date: Temporal.PlainDate,
  time: Temporal.PlainTime | undefined,
  here: Temporal.PlainDateTime,
): boolean {
  if (date.year < 2000) return true
  return Temporal.PlainDateTime.compare(date.toPlainDateTime(time ?? '00:00'), here) > 0
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
