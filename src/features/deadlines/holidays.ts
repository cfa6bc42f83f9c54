import { parse } from 'yaml'
import { z } from 'zod'

/** What a day is: off by law, off in exchange for a day of rest that is worked, or that day of rest itself. */
export const DAY_KINDS = ['holiday', 'swapped_off', 'worked'] as const
export type DayKind = (typeof DAY_KINDS)[number]
/** `day` is yyyy-mm-dd. A tentative day is known of, but moves no deadline. */
export type Holiday = { day: string; name: string; kind: DayKind; isTentative: boolean }

/** Reads `content/holidays.yaml`. */
export function parseHolidays(yamlText: string): Holiday[] {
  const { holidays } = HolidayFile.parse(parse(yamlText))
  return holidays.map(({ day, name, kind, tentative }) => ({ day, name, kind, isTentative: tentative }))
}

const HolidayFile = z.strictObject({
  holidays: z
    .array(
      z.strictObject({
        day: z.iso.date(),
        name: z.string().min(3),
        kind: z.enum(DAY_KINDS).default('holiday'),
        tentative: z.boolean().default(false),
      }),
    )
    .refine((days) => new Set(days.map(({ day }) => day)).size === days.length, 'a day stands twice'),
})
