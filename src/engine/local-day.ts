const VIETNAM = 'Asia/Ho_Chi_Minh'

/** The day of a moment where people are, as yyyy-mm-dd. */
export function localDay(at: Date, timeZone: string = VIETNAM): string {
  return formatOf(timeZone).format(at)
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making one costs more than all the rest of a step. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  // The Swedish way of writing a date is ISO 8601.
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  formats.set(timeZone, format)
  return format
}
