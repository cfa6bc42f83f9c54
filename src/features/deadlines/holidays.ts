import { parse } from 'yaml'
import { z } from 'zod'

/** `day` is yyyy-mm-dd. A tentative day is known of, but moves no deadline. */
export type Holiday = { day: string; name: string; isTentative: boolean }

/** Reads `content/holidays.yaml`. */
export function parseHolidays(yamlText: string): Holiday[] {
  const { holidays } = HolidayFile.parse(parse(yamlText))
  return holidays.map(({ day, name, tentative }) => ({ day, name, isTentative: tentative }))
}

const HolidayFile = z.strictObject({
  holidays: z
    .array(z.strictObject({ day: z.iso.date(), name: z.string().min(3), tentative: z.boolean().default(false) }))
    .refine((days) => new Set(days.map(({ day }) => day)).size === days.length, 'a day stands twice'),
})
