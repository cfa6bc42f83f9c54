import { Temporal } from 'temporal-polyfill'

/** A calendar month where the officers are: `from` is its first moment, `to` the first of the next. */
export type Month = {
  key: string
  words: string
  from: Date
  to: Date
  /** The last twelve, to choose from. */
  choices: { key: string; words: string }[]
}

const SHOWN = 12

/** `yyyy-mm`; what cannot be read, or has not come yet, is the present month. */
export function monthOf(text: string, { now, timeZone }: { now: Date; timeZone: string }): Month {
  const present = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toPlainYearMonth()
  const wanted = /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? Temporal.PlainYearMonth.from(text) : present
  const month = Temporal.PlainYearMonth.compare(wanted, present) > 0 ? present : wanted
  const choices = Array.from({ length: SHOWN }, (_, back) => present.subtract({ months: back }))
  return {
    ...nameOf(month),
    from: momentOf(month, timeZone),
    to: momentOf(month.add({ months: 1 }), timeZone),
    choices: choices.map(nameOf),
  }
}

function nameOf(month: Temporal.PlainYearMonth): { key: string; words: string } {
  return { key: month.toString(), words: `${month.month}/${month.year}` }
}

function momentOf(month: Temporal.PlainYearMonth, timeZone: string): Date {
  return new Date(month.toPlainDate({ day: 1 }).toZonedDateTime(timeZone).epochMilliseconds)
}
