import { Temporal } from 'temporal-polyfill'
import { DAY_KIND_NAMES, formatDay, weekdayList } from './day-off-words.js'
import type { Holiday } from './holidays.js'
import { type DaysOff, makeCalendar, type WeeklyRest } from './working-days.js'

/** `was`: the day that is being changed, null for a new one. Days are yyyy-mm-dd. */
export type DayOffChange =
  | { kind: 'save_day'; was: string | null; day: Holiday }
  | { kind: 'remove_day'; day: string }
  | { kind: 'save_rest'; rest: WeeklyRest }
  | { kind: 'remove_rest'; since: string }

/** The table as it will be. */
export function changedDays({ days, weekly }: DaysOff, change: DayOffChange): DaysOff {
  switch (change.kind) {
    case 'save_day': {
      const { was, day } = change
      return { weekly, days: [...days.filter((one) => one.day !== was && one.day !== day.day), day] }
    }
    case 'remove_day':
      return { weekly, days: days.filter(({ day }) => day !== change.day) }
    case 'save_rest':
      return { days, weekly: [...weekly.filter(({ since }) => since !== change.rest.since), change.rest] }
    case 'remove_rest':
      return { days, weekly: weekly.filter(({ since }) => since !== change.since) }
  }
}

/** For the history of a tip whose term moved. */
export function whyOf({ days }: DaysOff, change: DayOffChange): string {
  switch (change.kind) {
    case 'save_day':
      return `${dayWords(change.day)}`
    case 'remove_day': {
      const found = days.find(({ day }) => day === change.day)
      return `Bỏ khỏi danh mục ngày nghỉ: ${found?.name ?? ''} ${formatDay(change.day)}`
    }
    case 'save_rest':
      return `Ngày nghỉ hằng tuần từ ${formatDay(change.rest.since)}: ${weekdayList(change.rest.weekdays)}`
    case 'remove_rest':
      return `Bỏ quy định ngày nghỉ hằng tuần từ ${formatDay(change.since)}`
  }
}

function dayWords({ day, name, kind, isTentative }: Holiday): string {
  return `${name} ${formatDay(day)}: ${DAY_KIND_NAMES[kind].toLowerCase()}${isTentative ? ', chưa chắc chắn' : ''}`
}

type Line = { action: string; object: string; data: { [key: string]: string } }

export function auditOf(before: DaysOff, change: DayOffChange): Line {
  switch (change.kind) {
    case 'save_day': {
      const was = before.days.find(({ day }) => day === (change.was ?? change.day.day))
      const to = dayWords(change.day)
      const action = was ? 'days_off.change' : 'days_off.add'
      return { action, object: `days_off:${change.day.day}`, data: { day: was ? `${dayWords(was)} → ${to}` : to } }
    }
    case 'remove_day': {
      const was = before.days.find(({ day }) => day === change.day)
      return { action: 'days_off.remove', object: `days_off:${change.day}`, data: { day: was ? dayWords(was) : '' } }
    }
    case 'save_rest': {
      const data = { weekdays: weekdayList(change.rest.weekdays) }
      return { action: 'days_off.weekly', object: `days_off:${change.rest.since}`, data }
    }
    case 'remove_rest':
      return { action: 'days_off.weekly_remove', object: `days_off:${change.since}`, data: {} }
  }
}

/** What is wrong with a day, by field, or null. */
export function findDayMistake(
  daysOff: DaysOff,
  { was, day: { day, kind } }: { was: string | null; day: Holiday },
): { [field: string]: string } | null {
  if (day !== was && daysOff.days.some((one) => one.day === day)) return { day: 'Ngày này đã có trong danh mục.' }
  const isWorking = makeCalendar({ ...daysOff, days: [] }).isWorkingDay(Temporal.PlainDate.from(day))
  if (kind === 'worked' && isWorking) return { kind: 'Ngày này vốn là ngày làm việc, không cần làm bù.' }
  if (kind === 'swapped_off' && !isWorking) return { kind: 'Ngày này vốn là ngày nghỉ hằng tuần, không cần hoán đổi.' }
  return null
}
