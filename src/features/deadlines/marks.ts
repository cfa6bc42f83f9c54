/** Parts of a term of which somebody is told, in percent. At the last one the term is over. */
export const MARKS = [50, 80, 100] as const
export type Mark = (typeof MARKS)[number]

export type Span = { startedAt: Date; dueAt: Date }
/** `told`: up to where somebody was told, or it was too late to. `nextMarkAt`: null when nothing is left. */
export type MarkState = { toldPercent: number; nextMarkAt: Date | null }

/** By the calendar's term, not by working days: what has an end has a half. */
export function markAt({ startedAt, dueAt }: Span, mark: Mark): Date {
  if (mark === 100) return dueAt
  return new Date(startedAt.getTime() + ((dueAt.getTime() - startedAt.getTime()) * mark) / 100)
}

/** What comes next when everything up to `told` percent has been told. It may lie in the past: then it is told at once. */
export function nextMarkAt(span: Span, told: number): Date | null {
  const next = MARKS.find((mark) => mark > told)
  return next === undefined ? null : markAt(span, next)
}

/** The highest mark that was reached, or 0. Whoever comes late, as after a jump of the clock, tells that one only. */
export function reachedMark(span: Span, now: Date): Mark | 0 {
  return MARKS.findLast((mark) => markAt(span, mark) <= now) ?? 0
}

/** A new term has marks of its own: those that have gone by are not told, the others are, whatever was told of the old. */
export function restartMarks(span: Span, now: Date): MarkState {
  const reached = reachedMark(span, now)
  // Its end is always told, also when it is over already.
  const toldPercent = Math.min(reached, 80)
  return { toldPercent, nextMarkAt: nextMarkAt(span, toldPercent) }
}

/** Of a term that was moved: what was told stays told, but an end that was told and is to come again is a new one. */
export function movedMarks(span: Span, told: number, now: Date): MarkState {
  if (told >= 100 && span.dueAt > now) return restartMarks(span, now)
  return { toldPercent: told, nextMarkAt: nextMarkAt(span, told) }
}
