import type { Category, Circumstance } from './categories.js'
import type { Urgency } from './routing-rules.js'

export type Circumstances = { readonly [name in Circumstance]?: boolean }

/** P0 now, P1 the same day, P2 three days, P3 a week. Danger to a person is P0 whatever the category. */
export function urgencyOf(category: Category, circumstances: Circumstances): Urgency {
  if (circumstances.danger) return 'P0'
  const raised = LEVELS.filter((level) => category.raise[level]?.some((name) => circumstances[name]))
  return [...raised, category.urgency].sort()[0] ?? category.urgency
}

const LEVELS: Urgency[] = ['P0', 'P1', 'P2', 'P3']
