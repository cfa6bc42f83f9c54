import { z } from 'zod'
import { ANY } from './rule-matching.js'
import type { Rule } from './routing-rules.js'

/** What was kept of a tip's route when it came in. Older tips have less. */
export type StoredRoute = z.infer<typeof StoredRouteSchema>

export type Explanation = {
  /** The rule as it was that day; null where none fitted, or where it was not kept. */
  rule: Rule | null
  /** The others that fitted as well, and why they gave way. */
  others: { rule: Rule; why: string }[]
}

/** Reads what is stored; what an older version kept in another shape is left out. */
export function readStoredRoute(stored: unknown): StoredRoute {
  return StoredRouteSchema.parse(stored)
}

/** `rules`: the table of that day, or null where the tip is older than the versions. */
export function explainRoute({ ruleId, considered }: StoredRoute, rules: readonly Rule[] | null): Explanation {
  const ruleOf = (id: string) => rules?.find((rule) => rule.id === id)
  const rule = (ruleId && ruleOf(ruleId)) || null
  if (!rule) return { rule: null, others: [] }
  const others = considered.flatMap((id) => ruleOf(id) ?? [])
  return { rule, others: others.map((other) => ({ rule: other, why: whyLess(other, rule) })) }
}

/** In the order in which rules are compared: the first difference decides. */
function whyLess(other: Rule, winner: Rule): string {
  if (placeLevel(other) < placeLevel(winner))
    return other.area === ANY ? 'không nêu địa bàn' : 'chỉ nêu tỉnh, trong khi quy tắc được dùng nêu xã'
  if (other.category === ANY && winner.category !== ANY) return 'không nêu loại tin'
  if (other.danger === ANY && winner.danger !== ANY) return 'không nêu có người gặp nguy hiểm'
  if (other.urgency === ANY && winner.urgency !== ANY) return 'không nêu mức khẩn'
  return 'cùng điều kiện nhưng đứng sau'
}

function placeLevel({ area }: Rule): number {
  return area === ANY ? 0 : area.length > 2 ? 2 : 1
}

const Facts = z.object({
  category: z.string(),
  areaCode: z.string(),
  urgency: z.string(),
  danger: z.boolean(),
  homeUnit: z.string().optional(),
})
const PassedOver = z.object({
  code: z.string(),
  name: z.string().nullable(),
  reason: z.enum(['unknown_unit', 'unit_closed', 'unit_without_officers']),
})
const StoredRouteSchema = z.object({
  ruleId: z.string().nullable().catch(null),
  versionId: z.string().nullable().catch(null),
  considered: z.array(z.string()).catch([]),
  why: z.array(z.string()).catch([]),
  facts: Facts.nullable().catch(null),
  passedOver: z.array(PassedOver).catch([]),
  unitCode: z.string().nullable().catch(null),
})
