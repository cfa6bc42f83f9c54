import type { Span } from './bank-accounts.js'
import type { Doubt, Identifier } from './identifier-kinds.js'

/** An identifier and its place in the text that was searched; what was written there is known by the place. */
export type Placed = Span & Omit<Identifier, 'raw'>

export function doubtIf(isUnsure: boolean, doubt: Doubt): { doubt?: Doubt } {
  return isUnsure ? { doubt } : {}
}

/** What does not lie on a part of the text that is spoken for. */
export function free<T extends Span>(found: readonly T[], taken: readonly Span[]): T[] {
  return found.filter((one) => !taken.some((other) => one.start < other.end && other.start < one.end))
}
