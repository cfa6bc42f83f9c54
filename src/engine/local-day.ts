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

/** Minutes since midnight where people are. */
export function localMinute(at: Date, timeZone: string = VIETNAM): number {
  const [hour = '0', minute = '0'] = clockOf(timeZone).format(at).split(':')
  return Number(hour) * 60 + Number(minute)
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const clock =
    clocks.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit' })
  clocks.set(timeZone, clock)
  return clock
}
