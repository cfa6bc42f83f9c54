import { parse } from 'yaml'
import { z } from 'zod'
import { localMinute } from '../../engine/local-day.js'
import { dayIn } from './deadline.js'
import type { WorkCalendar } from './working-days.js'

/** Minutes since midnight; `to` is the first minute that is not in it. */
export type HourSpan = { from: number; to: number }
/** By day of the week, Monday first. */
type Week = readonly (readonly HourSpan[])[]
export type WorkingHours = { all: Week; units: ReadonlyMap<string, Week> }

/** Reads `content/working-hours.yaml`. */
export function parseWorkingHours(yamlText: string): WorkingHours {
  const { all, units } = HoursFile.parse(parse(yamlText))
  return { all: weekOf(all), units: new Map(Object.entries(units).map(([code, week]) => [code, weekOf(week)])) }
}

/**
 * May what is not urgent be told in an officer's own chat now? Hours that name a day of rest hold there, since some
 * units work on Saturdays; on a holiday nobody does, and on a day of rest that is worked it is like Monday.
 */
export function isWorkingTime(at: Date, unitCode: string, hours: WorkingHours, calendar: WorkCalendar): boolean {
  const week = hours.units.get(unitCode) ?? hours.all
  const day = dayIn(at)
  const kind = calendar.kindOf(day)
  if (kind === 'holiday' || kind === 'swapped_off') return false
  const own = week[day.dayOfWeek - 1] ?? []
  const spans = kind === 'worked' && own.length === 0 ? (week.find((one) => one.length > 0) ?? []) : own
  const minute = localMinute(at)
  return spans.some(({ from, to }) => from <= minute && minute < to)
}

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
const SPAN = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/

const Span = z.string().transform((text, context): HourSpan => {
  const [, ...parts] = SPAN.exec(text) ?? []
  const [hour = 0, minute = 0, endHour = 0, endMinute = 0] = parts.map(Number)
  const span = { from: hour * 60 + minute, to: endHour * 60 + endMinute }
  if (parts.length === 0 || span.from >= span.to || span.to > 1440) {
    context.addIssue(`“${text}” is no span of hours such as 07:30-11:30`)
  }
  return span
})
const Week = z.partialRecord(z.enum(DAYS), z.array(Span))
const HoursFile = z.strictObject({ all: Week, units: z.record(z.string(), Week).default({}) })

function weekOf(week: z.infer<typeof Week>): Week {
  return DAYS.map((day) => week[day] ?? [])
}
