import type { Temporal } from 'temporal-polyfill'
import type { Holiday } from './holidays.js'

/** From the day `since` on until the next row. Monday is 1. */
export type WeeklyRest = { since: string; weekdays: readonly number[] }
export type DaysOff = { days: readonly Holiday[]; weekly: readonly WeeklyRest[] }
export type Day = Temporal.PlainDate
export type WorkCalendar = {
  isWorkingDay(day: Day): boolean
  /** What the table says of this one day, when it is certain. */
  kindOf(day: Day): Holiday['kind'] | undefined
}

/** Tentative days move nothing. What the table says of a day goes before the days of the week. */
export function makeCalendar({ days, weekly }: DaysOff): WorkCalendar {
  const certain = new Map(days.filter(({ isTentative }) => !isTentative).map(({ day, kind }) => [day, kind]))
  const newestFirst = [...weekly].sort((a, b) => (a.since < b.since ? 1 : -1))
  const kindOf = (day: Day) => certain.get(day.toString())
  const isRest = (day: Day) =>
    newestFirst.find(({ since }) => since <= day.toString())?.weekdays.includes(day.dayOfWeek) ?? false
  return {
    kindOf,
    isWorkingDay(day) {
      const kind = kindOf(day)
      return kind === undefined ? !isRest(day) : kind === 'worked'
    },
  }
}

/** Longer than any row of days off: whoever marks a whole year as free must not hang the program. */
const FARTHEST_DAYS = 400

export function firstWorkingDay(from: Day, calendar: WorkCalendar): Day {
  let day = from
  for (let count = 0; count < FARTHEST_DAYS && !calendar.isWorkingDay(day); count++) day = day.add({ days: 1 })
  return day
}

/** The `count`-th working day after `from`. */
export function addWorkingDays(from: Day, count: number, calendar: WorkCalendar): Day {
  let day = from
  for (let done = 0; done < count; done++) day = firstWorkingDay(day.add({ days: 1 }), calendar)
  return day
}
