/** What decides when somebody gets the question of the day; minutes of the day are Vietnam's. */
export type DailyWish = { dailyAt: number | null; dailyOn: string | null; quietFrom: number; quietUntil: number }
export type Moment = { day: string; minute: number }

/** Who slept through the hour, or was in a talk, gets it a little later; after that not on this day. */
export const WINDOW_MINUTES = 180

/**
 * Whether a question may go out now. It is asked when the talk is opened and again when it is said: a machine that
 * slept in between must not ask at night.
 */
export function isTimeForDaily({ dailyAt, quietFrom, quietUntil }: Omit<DailyWish, 'dailyOn'>, now: Moment): boolean {
  if (dailyAt === null || now.minute < dailyAt || now.minute >= dailyAt + WINDOW_MINUTES) return false
  return !isQuiet(now.minute, quietFrom, quietUntil)
}

function isQuiet(minute: number, from: number, until: number): boolean {
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until
}

const VIETNAM = 'Asia/Ho_Chi_Minh'
const CLOCK = new Intl.DateTimeFormat('sv-SE', { timeZone: VIETNAM, dateStyle: 'short', timeStyle: 'short' })

/** In Vietnam, wherever the machine believes to be. */
export function vietnamMoment(at: Date): Moment {
  const [day = '', clock = ''] = CLOCK.format(at).split(' ')
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return { day, minute: hours * 60 + minutes }
}

/**
 * The place in somebody's own order of all questions: each comes once before any comes again, without a note of who
 * was asked what.
 */
export function placeOfDay(day: string, questions: number): number {
  return questions === 0 ? 0 : dayNumber(day) % questions
}

/** How to stop it is said once in a while. */
export function saysHowToStop(day: string): boolean {
  return dayNumber(day) % 7 === 0
}

function dayNumber(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
}
