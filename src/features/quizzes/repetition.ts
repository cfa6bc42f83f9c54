export type Kept = { box: number; dueOn: string }

/** Box n comes back after so many days. */
const BOX_DAYS = [1, 3, 7, 14, 30]

/** A question that went wrong comes back tomorrow. Days as yyyy-mm-dd. */
export function firstBox(today: string): Kept {
  return { box: 1, dueOn: addDays(today, daysOf(1)) }
}

/**
 * Where a kept question goes after an answer; null: it is known well enough. What was right before it was due says
 * little, so it stays where it is.
 */
export function afterAnswer(kept: Kept, isRight: boolean, today: string): Kept | null {
  if (!isRight) return firstBox(today)
  if (!isDue(kept, today)) return kept
  const box = kept.box + 1
  return box > BOX_DAYS.length ? null : { box, dueOn: addDays(today, daysOf(box)) }
}

export function isDue({ dueOn }: Pick<Kept, 'dueOn'>, today: string): boolean {
  return dueOn <= today
}

function daysOf(box: number): number {
  return BOX_DAYS[box - 1] ?? 1
}

/** On the calendar alone: no zone shifts it. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
