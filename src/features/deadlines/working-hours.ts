import { parse } from 'yaml'
import { z } from 'zod'
import { localMinute } from '../../engine/local-day.js'
import { dayIn } from './deadline.js'
import type { Day, WorkCalendar } from './working-days.js'

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
 * May what is not urgent be told in an officer's own chat now? Which days are worked the console's table says, at what
 * hours the file. A day of rest that is worked, once or each week, has the hours of the first day that the file names. On
 * a holiday nobody works; on a weekly day of rest only a unit whose own hours name it, while those of all do not.
 */
export function isWorkingTime(at: Date, unitCode: string, hours: WorkingHours, calendar: WorkCalendar): boolean {
  const minute = localMinute(at)
  return spansOn(dayIn(at), unitCode, hours, calendar).some(({ from, to }) => from <= minute && minute < to)
}

function spansOn(day: Day, unitCode: string, { all, units }: WorkingHours, calendar: WorkCalendar): Week[number] {
  const week = units.get(unitCode) ?? all
  const own = week[day.dayOfWeek - 1] ?? []
  const kind = calendar.kindOf(day)
  const isRestInFile = (all[day.dayOfWeek - 1] ?? []).length === 0
  if (!calendar.isWorkingDay(day)) return kind === undefined && isRestInFile ? own : []
  if (own.length > 0 || (kind !== 'worked' && !isRestInFile)) return own
  return week.find((spans) => spans.length > 0) ?? []
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
