import type { Facts } from './contract.js'
import { proceed } from './talks.js'
import type { Turn } from './turn.js'
import { placeOf } from './walk.js'

/**
 * Goes on from the effect. What it found (not what every turn knows) stays with the
 * talk; an outcome that nobody foresaw ends it politely.
 */
export function effectOutcome(turn: Turn, outcome: string, facts: Facts): void {
  const talk = turn.state.talks.find((one) => placeOf(turn, one)?.node.kind === 'effect')
  const place = placeOf(turn, talk)
  if (!talk || place?.node.kind !== 'effect') return
  for (const [name, value] of Object.entries(facts)) {
    if (!(name in turn.memory.facts)) talk.facts[name] = value
  }
  place.frame.node = place.node.outcomes[outcome] ?? ''
  proceed(turn, talk)
}
