import { Temporal } from 'temporal-polyfill'
import type { DayKind } from './holidays.js'

export const DAY_KIND_NAMES: Readonly<Record<DayKind, string>> = {
  holiday: 'Ngày lễ, nghỉ bù',
  swapped_off: 'Nghỉ hoán đổi',
  worked: 'Làm bù',
}

export const DAY_KIND_HINTS: Readonly<Record<DayKind, string>> = {
  holiday: 'theo luật, kể cả ngày nghỉ bù',
  swapped_off: 'ngày thường được nghỉ, đổi lấy một ngày nghỉ đi làm',
  worked: 'ngày nghỉ hằng tuần phải đi làm, tính là ngày làm việc',
}

/** Monday first, as in ISO 8601. */
export const WEEKDAYS = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'] as const

function weekdayName(weekday: number): string {
  return WEEKDAYS[weekday - 1] ?? ''
}

export function weekdayList(weekdays: readonly number[]): string {
  const names = [...weekdays].sort((a, b) => a - b).map(weekdayName)
  return names.length === 0 ? 'không có' : names.join(', ')
}

/** `2027-02-06` as `06/02/2027`. */
export function formatDay(day: string): string {
  return day.split('-').reverse().join('/')
}

/** `2027-02-06` as `Thứ Bảy`. */
export function weekdayOf(day: string): string {
  return weekdayName(Temporal.PlainDate.from(day).dayOfWeek)
}
