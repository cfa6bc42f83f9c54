import type { Rule } from '../tips/routing-rules.js'

/** Days by number: from the first up to, and without, the one named `end`. */
export type Days = { from: number; end: number }
/** Days that somebody has. */
export type Span = Days & { owner: string }

/** A calendar day, yyyy-mm-dd, as a number. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000
}

/** The days of a rule that are still to come; null where it is over. */
export function daysToCome({ validFrom, validTo }: Pick<Rule, 'validFrom' | 'validTo'>, today: number): Days | null {
  const from = validFrom === null ? today : Math.max(today, dayNumber(validFrom))
  const end = validTo === null ? Number.POSITIVE_INFINITY : dayNumber(validTo) + 1
  return from < end ? { from, end } : null
}

export function daysMeet(a: Days, b: Days): boolean {
  return a.from < b.end && b.from < a.end
}

/**
 * Gives the wanted days to their owner as far as nobody has them yet, and names who has the others. `taken` is in order
 * and stays so.
 */
export function takeDays(taken: Span[], wanted: Span): { hasSome: boolean; owners: string[] } {
  const first = firstEndingAfter(taken, wanted.from)
  const met: Span[] = []
  for (let next = taken[first]; next && next.from < wanted.end; next = taken[first + met.length]) met.push(next)
  const fresh = gapsIn(met, wanted).map((gap): Span => ({ ...gap, owner: wanted.owner }))
  if (fresh.length > 0) taken.splice(first, met.length, ...[...met, ...fresh].sort((a, b) => a.from - b.from))
  return { hasSome: fresh.length > 0, owners: met.map(({ owner }) => owner) }
}

function gapsIn(met: readonly Days[], { from, end }: Days): Days[] {
  const begins = [from, ...met.map((span) => span.end)]
  const ends = [...met.map((span) => span.from), end]
  return begins.flatMap((begin, index) =>
    begin < (ends[index] ?? end) ? [{ from: begin, end: ends[index] ?? end }] : [],
  )
}

function firstEndingAfter(taken: readonly Days[], day: number): number {
  let [low, high] = [0, taken.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((taken[middle]?.end ?? 0) <= day) low = middle + 1
    else high = middle
  }
  return low
}
