import { findTime } from '../../engine/readers/time.js'
import { foldText } from '../../engine/text-key.js'

/** Minutes of Vietnam's day. `from` and `until` are never the same; across midnight `from` is the later one. */
export type Quiet = { from: number; until: number }
export type Place = { code: string; name: string; provinceCode: string }

export const COUNTRY_CODE = 'VN'
const MOST_A_WEEK = 21
export const KEPT_DAYS = 30

/** Whose bulletins somebody of this place may want, the nearest first: the commune, its province, the country. */
export function levelsOf(place: Place | undefined, province: Place | undefined): Place[] {
  const country = { code: COUNTRY_CODE, name: '', provinceCode: '' }
  const own = place && place.code !== province?.code ? [place] : []
  return [...own, ...(province ? [province] : []), country]
}

/** Keeps what there is of what was chosen; nobody is subscribed to nothing. */
export function areasFrom(chosen: readonly string[], exists: (code: string) => boolean): string[] {
  const known = [...new Set(chosen)].filter((code) => code === COUNTRY_CODE || exists(code))
  return known.length > 0 ? known : [COUNTRY_CODE]
}

/** "22h-6h", "từ 22:30 đến 6 giờ sáng", "10h tối tới 6h". Null for anything but two different times. */
export function readQuiet(text: string): Quiet | null {
  const parts = foldText(text.replace(/[\p{Pd}~→]/gu, '|'))
    .replace(/\b(?:den|until|to)\b/g, '|')
    // Without marks "tới" (until) looks like "tối" (in the evening).
    .replace(/\btoi toi\b/g, 'toi |')
    .replace(/(?<=\d[\dhg:]*) toi (?=\d)/g, '|')
    .split('|')
  if (parts.length !== 2) return null
  const [from, until] = parts.map(readMinute)
  if (from === undefined || from === null || until === undefined || until === null || from === until) return null
  return { from, until }
}

/** "7h30", "19:30", "8 giờ tối", "8". */
export function readTimeOfDay(text: string): number | null {
  return readMinute(foldText(text))
}

/** Bulletins a week, or null for what is no such number. */
export function readWeeklyCap(value: number): number | null {
  return Number.isInteger(value) && value >= 1 && value <= MOST_A_WEEK ? value : null
}

export function isQuietAt(minute: number, { from, until }: Quiet): boolean {
  return from < until ? minute >= from && minute < until : minute >= from || minute < until
}

/** Nobody is asked in the own quiet hours: what stood in them comes when they end. */
export function movedOutOf(quiet: Quiet, dailyAt: number | null): number | null {
  return dailyAt !== null && isQuietAt(dailyAt, quiet) ? quiet.until : dailyAt
}

/** Of two that turn out to be one person, the older one's wishes stand. */
export function olderOf<S extends { id: string; createdAt: Date }>(one: S, other: S): { kept: S; left: S } {
  const byAge = one.createdAt.getTime() - other.createdAt.getTime() || Number(BigInt(one.id) - BigInt(other.id))
  return byAge <= 0 ? { kept: one, left: other } : { kept: other, left: one }
}

function readMinute(folded: string): number | null {
  const text = folded
    .trim()
    .replace(/\b24(?=h|:|g| gio|$)/, '0')
    .replace(/^(\D*\d{1,2}) ?(?=(?:sang|trua|chieu|toi|dem|am|pm)\b)/, '$1h ')
  const hourAlone = /^\D*(\d{1,2})\D*$/.exec(text)
  const { time, rest } = findTime(text)
  if (time === 'impossible') return null
  if (time) return /\d/.test(rest) ? null : time.hour * 60 + time.minute
  const hour = Number(hourAlone?.[1] ?? 24)
  return hour < 24 ? hour * 60 : null
}
