import { type Ends, endsOf, type Term } from './deadline.js'
import type { WorkCalendar } from './working-days.js'

/** Art. 147: at most two months in all, and once more by at most two. Both count from the beginning of the term. */
const TERMS: readonly Term[] = [
  { length: 2, unit: 'months' },
  { length: 4, unit: 'months' },
]

export type Extension =
  | ({ kind: 'extended'; term: Term; times: number } & Ends)
  | { kind: 'spent' }
  | { kind: 'not_running' }

/** `extensions`: how often it was extended. */
export type ExtensibleClock = { startedAt: Date; extensions: number; stoppedAt: Date | null }

export function extendTerm(clock: ExtensibleClock | undefined, calendar: WorkCalendar): Extension {
  if (!clock || clock.stoppedAt) return { kind: 'not_running' }
  const term = TERMS[clock.extensions]
  if (!term) return { kind: 'spent' }
  return { kind: 'extended', term, times: clock.extensions + 1, ...endsOf(clock.startedAt, term, calendar) }
}
