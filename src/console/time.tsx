import { createContext, useContext } from 'hono/jsx'

export const DEFAULT_ZONE = 'Asia/Ho_Chi_Minh'

/** The zone that pages show times in. */
export const ZoneContext = createContext(DEFAULT_ZONE)

/** `14:05, 22/11/2026`, with the exact moment for machines. */
export function Time({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{formatTime(at, useContext(ZoneContext))}</time>
}

/**
 * The end of a term. One in days ends at 24:00 of its last day (art. 134 of the Criminal Procedure Code), which is kept
 * as 00:00 of the next and would be read as a day later.
 */
export function EndTime({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{formatEnd(at, useContext(ZoneContext))}</time>
}

/** As `EndTime` shows it, for a sentence. */
export function formatEnd(at: Date, timeZone: string = DEFAULT_ZONE): string {
  const shown = formatTime(at, timeZone)
  return shown.startsWith('00:00,') ? `24:00, ${formatDay(new Date(at.getTime() - 1), timeZone)}` : shown
}

function formatTime(at: Date, timeZone: string = DEFAULT_ZONE): string {
  const parts = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const
  return `${new Intl.DateTimeFormat('vi-VN', parts).format(at)}, ${formatDay(at, timeZone)}`
}

/** `22/11/2026`. */
function formatDay(at: Date, timeZone: string = DEFAULT_ZONE): string {
  const parts = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone } as const
  return new Intl.DateTimeFormat('en-GB', parts).format(at)
}

/** The calendar day there, as `2026-11-22`: what a `date` column holds. */
export function dayOf(at: Date, timeZone: string = DEFAULT_ZONE): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone }).format(at)
}
