export const VIETNAM = 'Asia/Ho_Chi_Minh'

/** The day of a moment where people are, as yyyy-mm-dd. */
export function localDay(at: Date, timeZone: string = VIETNAM): string {
  // The Swedish way of writing a date is ISO 8601.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at)
}
