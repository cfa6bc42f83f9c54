import { Temporal } from 'temporal-polyfill'

export type BroadcastState = 'scheduled' | 'freezing' | 'sending' | 'paused' | 'done' | 'cancelled' | 'missed'

/** What an officer may do to a broadcast. */
export type Control = 'pause' | 'resume' | 'cancel'

const CONTROLS: Readonly<Record<Control, { from: readonly BroadcastState[]; to: BroadcastState }>> = {
  pause: { from: ['sending'], to: 'paused' },
  resume: { from: ['paused'], to: 'sending' },
  cancel: { from: ['scheduled', 'freezing', 'sending', 'paused'], to: 'cancelled' },
}

/** Undefined: not from this state. */
export function stateAfter(control: Control, state: BroadcastState): BroadcastState | undefined {
  const { from, to } = CONTROLS[control]
  return from.includes(state) ? to : undefined
}

export function isOpen(state: BroadcastState): boolean {
  return CONTROLS.cancel.from.includes(state)
}

/** How long somebody may choose that sending goes on. */
export const SPAN_HOURS = [2, 4, 6, 12, 24, 48] as const

const LATEST_DAYS = 60

export type Schedule =
  | { kind: 'scheduled'; startAt: Date; stopAt: Date }
  | { kind: 'wrong'; field: 'day' | 'time'; why: 'unreadable' | 'past' | 'far' }

/**
 * A day and a time as they stand in the form, where the officers are, as a moment. An hour that the clocks skip is the
 * one after it, an hour that they repeat the first of the two.
 */
export function schedule(
  wanted: { day: string; time: string; spanHours: number } | { spanHours: number },
  { now, timeZone }: { now: Date; timeZone: string },
): Schedule {
  const spanMs = wanted.spanHours * 3_600_000
  if (!('day' in wanted)) return { kind: 'scheduled', startAt: now, stopAt: new Date(now.getTime() + spanMs) }
  const day = readDay(wanted.day)
  if (!day) return { kind: 'wrong', field: 'day', why: 'unreadable' }
  const time = readTime(wanted.time)
  if (!time) return { kind: 'wrong', field: 'time', why: 'unreadable' }
  const startAt = new Date(day.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds)
  if (startAt < now) return { kind: 'wrong', field: 'time', why: 'past' }
  if (startAt.getTime() - now.getTime() > LATEST_DAYS * 86_400_000) return { kind: 'wrong', field: 'day', why: 'far' }
  return { kind: 'scheduled', startAt, stopAt: new Date(startAt.getTime() + spanMs) }
}

/** `30/11/2026` as it is written in Vietnam, or `2026-11-30`. */
function readDay(text: string): Temporal.PlainDate | null {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? []
  const iso = year ? `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}` : text
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) ? orNull(() => Temporal.PlainDate.from(iso, { overflow: 'reject' })) : null
}

/** `8:30`, `08:30` or `8h30`. */
function readTime(text: string): Temporal.PlainTime | null {
  const [, hour = '', minute = ''] = /^(\d{1,2})[:h](\d{2})$/.exec(text) ?? []
  return hour === '' ? null : orNull(() => Temporal.PlainTime.from(`${hour.padStart(2, '0')}:${minute}`))
}

function orNull<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

const COUNTRY = 'VN'

/** Of the bulletin's areas those of the officer's own; what is for the whole country goes to all of the own area. */
export function audienceAreas(bulletinAreas: readonly string[], ownAreas: readonly string[]): string[] {
  const own = new Set(ownAreas)
  const named = bulletinAreas.filter((area) => own.has(area))
  if (!bulletinAreas.includes(COUNTRY) || own.has(COUNTRY)) return named
  const provinces = ownAreas.filter((area) => area.length === 2)
  return [...new Set([...named, ...(provinces.length > 0 ? provinces : ownAreas)])]
}

/** Seconds until the slowest channel is through; a rate of 0 takes no time. */
export function estimateSeconds(waiting: readonly { people: number; ratePerSecond: number }[]): number {
  const each = waiting.map(({ people, ratePerSecond }) => (ratePerSecond > 0 ? people / ratePerSecond : 0))
  return Math.ceil(Math.max(0, ...each))
}

/** "khoảng 2 giờ 5 phút"; what is done within a minute is "chưa đến 1 phút". */
export function durationWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60)
  if (minutes <= 1) return 'chưa đến 1 phút'
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `khoảng ${minutes} phút`
  return rest === 0 ? `khoảng ${hours} giờ` : `khoảng ${hours} giờ ${rest} phút`
}
