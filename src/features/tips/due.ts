const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** From here on a tip is named among those that are due soon, and its unit is told once. */
export const DUE_SOON_MS = 4 * HOUR_MS

export type DueState = 'overdue' | 'soon' | 'later'

/** `dueAt` is the first moment that is too late. */
export function dueState(dueAt: Date, now: Date): DueState {
  const left = dueAt.getTime() - now.getTime()
  if (left <= 0) return 'overdue'
  return left <= DUE_SOON_MS ? 'soon' : 'later'
}

/** "còn 3 giờ 20 phút", "quá hạn 2 ngày": rounded towards the officer's disadvantage, never "0 phút". */
export function dueWords(dueAt: Date, now: Date): string {
  const left = dueAt.getTime() - now.getTime()
  return left > 0 ? `còn ${spanWords(left)}` : `quá hạn ${spanWords(-left)}`
}

function spanWords(ms: number): string {
  if (ms < MINUTE_MS) return 'chưa đến 1 phút'
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} phút`
  if (ms >= 2 * DAY_MS) return `${Math.floor(ms / DAY_MS)} ngày`
  const hours = Math.floor(ms / HOUR_MS)
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS)
  return hours >= 10 || minutes === 0 ? `${hours} giờ` : `${hours} giờ ${minutes} phút`
}
