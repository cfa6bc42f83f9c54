import { parse } from 'yaml'
import { z } from 'zod'

export type Urgency = 'P0' | 'P1' | 'P2' | 'P3'

/**
 * `category`, `area` (a commune's or a province's code), `danger` and `urgency` may be `*`. Units are written as codes, or as
 * `@commune`, `@province` and `PA05-@province`, which the tip's own area fills in.
 */
export type Rule = {
  id: string
  category: string
  area: string
  /** `life`: only where a person is in danger. */
  danger: 'life' | '*'
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

type Known = {
  catalogue: { categories: readonly { code: string }[] }
  areas: readonly { code: string }[]
  units: readonly { code: string }[]
}

/** Rules that name a category, a place or a unit that does not exist: they would never match, in silence. */
export function findRuleMistakes(rules: readonly Rule[], { catalogue, areas, units }: Known): string[] {
  const categories = new Set([ANY, ...catalogue.categories.map(({ code }) => code)])
  const places = new Set([ANY, ...areas.map(({ code }) => code)])
  return rules.flatMap(({ id, category, area, to, copies, escalateTo }) => [
    ...(categories.has(category) ? [] : [`rule ${id} names the unknown category ${category}`]),
    ...(places.has(area) ? [] : [`rule ${id} names the unknown area ${area}`]),
    ...[to, ...copies, escalateTo]
      .filter((pattern) => !units.some(({ code }) => matchesPattern(code, pattern)))
      .map((pattern) => `rule ${id} names the unknown unit ${pattern}`),
  ])
}

const ANY = '*'

function matchesPattern(code: string, pattern: string): boolean {
  if (pattern === '@commune' || pattern === '@province') return true
  const [prefix = '', place] = pattern.split('-')
  return place === '@province' ? code.startsWith(`${prefix}-`) : code === pattern
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
        danger: z.enum(['life', '*']).default('*'),
        urgency: z.enum(['P0', 'P1', 'P2', 'P3', '*']).default('*'),
        to: UnitPattern,
        copies: z.array(UnitPattern).default([]),
        escalateTo: UnitPattern.default('@province'),
        because: z.string().min(10),
      }),
    )
    .refine((rules) => new Set(rules.map((rule) => rule.id)).size === rules.length, 'two rules bear the same id'),
})
