import { Temporal } from 'temporal-polyfill'
import type { Holiday } from './holidays.js'

/**
 * `dueAt` is the end by the calendar, which is warned of; `dueAtWorking` is the same end moved off days off. Both
 * are the first moment that is too late: a term that ends at 24:00 of a day is due at 00:00 of the next.
 */
export type Clock = { kind: 'pass_on' | 'resolve'; startedAt: Date; dueAt: Date; dueAtWorking: Date }
export type ClockOptions = {
  /** The commune's police pass a tip on; what the rules give to a province or a department is where it belongs. */
  isPassedOn: boolean
  /** Of the place: whoever stands in for a remote commune's police has its longer term. */
  isRemote: boolean
  holidays: readonly Holiday[]
  timeZone?: string
}

const VIETNAM = 'Asia/Ho_Chi_Minh'
const PASS_ON_HOURS = 24
const PASS_ON_HOURS_REMOTE = 48
const RESOLVE_DAYS = 20

/** The clocks that start when a tip is filed: passed on by the commune's police within hours, resolved within days. */
export function startClocks(now: Date, options: ClockOptions): Clock[] {
  const hours = options.isRemote ? PASS_ON_HOURS_REMOTE : PASS_ON_HOURS
  const passOnAt = new Date(now.getTime() + hours * 3_600_000)
  const passOn: Clock = { kind: 'pass_on', startedAt: now, dueAt: passOnAt, dueAtWorking: passOnAt }
  return [
    ...(options.isPassedOn ? [passOn] : []),
    { kind: 'resolve', startedAt: now, ...termInDays(now, RESOLVE_DAYS, options) },
  ]
}

/** A term in days: the first day is not counted, and it ends at 24:00 of the last. */
function termInDays(start: Date, days: number, options: Pick<ClockOptions, 'holidays' | 'timeZone'>): Term {
  const { holidays, timeZone = VIETNAM } = options
  const lastDay = dayOf(start, timeZone).add({ days })
  return {
    dueAt: endOf(lastDay, timeZone),
    dueAtWorking: endOf(firstWorkingDay(lastDay, daysOff(holidays)), timeZone),
  }
}

type Term = { dueAt: Date; dueAtWorking: Date }
type Day = Temporal.PlainDate

function dayOf(at: Date, timeZone: string): Day {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate()
}

function endOf(day: Day, timeZone: string): Date {
  return new Date(day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds)
}

function daysOff(holidays: readonly Holiday[]): ReadonlySet<string> {
  return new Set(holidays.filter(({ isTentative }) => !isTentative).map(({ day }) => day))
}

function firstWorkingDay(day: Day, off: ReadonlySet<string>): Day {
  const isOff = day.dayOfWeek > 5 || off.has(day.toString())
  return isOff ? firstWorkingDay(day.add({ days: 1 }), off) : day
}
