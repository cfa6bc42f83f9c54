import { parse } from 'yaml'
import { z } from 'zod'

export type Urgency = 'P0' | 'P1' | 'P2' | 'P3'

/**
 * `category`, `area` (a commune's or a province's code) and `urgency` may be `*`. Units are written as codes, or as
 * `@commune`, `@province` and `PA05-@province`, which the tip's own area fills in.
 */
export type Rule = {
  id: string
  category: string
  area: string
  urgency: Urgency | '*'
  to: string
  copies: string[]
  escalateTo: string
  because: string
}

/** Reads `content/routing.yaml`; throws when two rules bear the same id. */
export function parseRules(yamlText: string): Rule[] {
  const { rules } = RuleFile.parse(parse(yamlText))
  return rules
}

const UnitPattern = z.string().regex(/^(?:@commune|@province|[A-Z0-9]+-(?:@province|\d{2}|\d{5}))$/)
const RuleFile = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9-]+$/),
        category: z
          .string()
          .regex(/^(?:\*|[A-Z_]+)$/)
          .default('*'),
        area: z
          .string()
          .regex(/^(?:\*|\d{2}|\d{5})$/)
          .default('*'),
        urgency: z.enum(['P0', 'P1', 'P2', 'P3', '*']).default('*'),
        to: UnitPattern,
        copies: z.array(UnitPattern).default([]),
        escalateTo: UnitPattern.default('@province'),
        because: z.string().min(10),
      }),
    )
    .refine((rules) => new Set(rules.map((rule) => rule.id)).size === rules.length, 'two rules bear the same id'),
})
