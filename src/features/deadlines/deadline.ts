import { Temporal } from 'temporal-polyfill'
import { addWorkingDays, type Day, firstWorkingDay, type WorkCalendar } from './working-days.js'

/**
 * `pass_on` is the unit's, and starts anew with each transfer to a commune; `resolve` is the case's, and never stops
 * before the tip is closed; `prosecutor` is the time to tell the prosecutor that an investigating body has the tip.
 */
export type ClockKind = 'pass_on' | 'resolve' | 'prosecutor'
export type Term = { length: number; unit: 'hours' | 'days' | 'working_days' | 'months' }
/**
 * `dueAt` is the end by the calendar, which is warned of; `dueAtWorking` is the same end moved off days off. Both
 * are the first moment that is too late: a term that ends at 24:00 of a day is due at 00:00 of the next.
 */
export type Ends = { dueAt: Date; dueAtWorking: Date }
export type Clock = Ends & { kind: ClockKind; startedAt: Date; term: Term }

/** Art. 146 and 147 of the Criminal Procedure Code, joint circular 01/2017. */
const PASS_ON: Term = { length: 24, unit: 'hours' }
const PASS_ON_REMOTE: Term = { length: 48, unit: 'hours' }
const RESOLVE: Term = { length: 20, unit: 'days' }
const PROSECUTOR: Term = { length: 3, unit: 'working_days' }

export type ClockOptions = {
  /** The commune's police pass a tip on; what the rules give to a province or a department is where it belongs. */
  isPassedOn: boolean
  /** Of the place: whoever stands in for a remote commune's police has its longer term. */
  isRemote: boolean
  /** The unit is an investigating body. */
  isInvestigating: boolean
  calendar: WorkCalendar
}

/** The clocks that start when a tip is filed. */
export function startClocks(now: Date, { isPassedOn, isRemote, isInvestigating, calendar }: ClockOptions): Clock[] {
  return [
    ...(isPassedOn ? [passOnClock(now, isRemote, calendar)] : []),
    startClock('resolve', RESOLVE, now, calendar),
    ...(isInvestigating ? [prosecutorClock(now, calendar)] : []),
  ]
}

export function passOnClock(now: Date, isRemote: boolean, calendar: WorkCalendar): Clock {
  return startClock('pass_on', isRemote ? PASS_ON_REMOTE : PASS_ON, now, calendar)
}

export function prosecutorClock(now: Date, calendar: WorkCalendar): Clock {
  return startClock('prosecutor', PROSECUTOR, now, calendar)
}

function startClock(kind: ClockKind, term: Term, startedAt: Date, calendar: WorkCalendar): Clock {
  return { kind, startedAt, term, ...endsOf(startedAt, term, calendar) }
}

/**
 * Art. 134: hours run through nights and days off. Of days the first is not counted, and the last ends at 24:00; a term
 * in months ends on the same date, or on the month's last day.
 */
export function endsOf(startedAt: Date, { length, unit }: Term, calendar: WorkCalendar): Ends {
  switch (unit) {
    case 'hours': {
      const end = new Date(instantOf(startedAt).add({ hours: length }).epochMilliseconds)
      return { dueAt: end, dueAtWorking: end }
    }
    case 'working_days': {
      const end = endOf(addWorkingDays(dayIn(startedAt), length, calendar))
      return { dueAt: end, dueAtWorking: end }
    }
    case 'days':
    case 'months': {
      const last = dayIn(startedAt).add({ [unit]: length })
      return { dueAt: endOf(last), dueAtWorking: endOf(firstWorkingDay(last, calendar)) }
    }
  }
}

/** The law's days are Vietnam's, whatever zone times are shown in. */
const VIETNAM = 'Asia/Ho_Chi_Minh'

function instantOf(at: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
}

/** The day of a moment in Vietnam. */
export function dayIn(at: Date): Day {
  return instantOf(at).toZonedDateTimeISO(VIETNAM).toPlainDate()
}

function endOf(day: Day): Date {
  return new Date(day.add({ days: 1 }).toZonedDateTime(VIETNAM).epochMilliseconds)
}
