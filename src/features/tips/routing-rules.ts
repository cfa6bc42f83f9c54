import { parse } from 'yaml'
import { z } from 'zod'
import { ANY } from './rule-matching.js'

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
  /** The first and the last day on which it holds, yyyy-mm-dd, in Vietnam's time. */
  validFrom: string | null
  validTo: string | null
}

/** A table that people still look over, and that is checked with each press of a button. */
export const MOST_RULES = 500

/** Reads `content/routing.yaml`; throws when two rules bear the same id. */
export function parseRules(yamlText: string): Rule[] {
  const { rules } = RuleFile.parse(parse(yamlText))
  return rules
}

export type Known = {
  catalogue: { categories: readonly { code: string }[] }
  areas: readonly { code: string }[]
  units: readonly { code: string }[]
}

export type Unknown = { ruleId: string; what: 'category' | 'area' | 'unit'; name: string }

/** Names of a category, a place or a unit that does not exist: such a rule would never match, in silence. */
export function findUnknownNames(rules: readonly Rule[], { catalogue, areas, units }: Known): Unknown[] {
  const categories = new Set([ANY, ...catalogue.categories.map(({ code }) => code)])
  const places = new Set([ANY, ...areas.map(({ code }) => code)])
  const isThere = unitFinder(units)
  return rules.flatMap(({ id: ruleId, category, area, to, copies, escalateTo }) => [
    ...(categories.has(category) ? [] : [{ ruleId, what: 'category' as const, name: category }]),
    ...(places.has(area) ? [] : [{ ruleId, what: 'area' as const, name: area }]),
    ...[...new Set([to, ...copies, escalateTo])]
      .filter((pattern) => !pattern.startsWith('@') && isThere(pattern).length === 0)
      .map((name) => ({ ruleId, what: 'unit' as const, name })),
  ])
}

/** The same in the words of whoever writes the file. */
export function findRuleMistakes(rules: readonly Rule[], known: Known): string[] {
  return findUnknownNames(rules, known).map(
    ({ ruleId, what, name }) => `rule ${ruleId} names the unknown ${what} ${name}`,
  )
}

/** The units that a pattern can mean, in whatever place: looked through once, for however many patterns. */
export function unitFinder<Unit extends { code: string }>(
  units: readonly Unit[],
): (pattern: string) => readonly Unit[] {
  const meant = new Map<string, Unit[]>()
  const note = (pattern: string, unit: Unit) => {
    const known = meant.get(pattern)
    if (known) known.push(unit)
    else meant.set(pattern, [unit])
  }
  for (const unit of units) {
    note(unit.code, unit)
    const department = /^([A-Z0-9]+)-\d{2}$/.exec(unit.code)?.[1]
    if (department) note(`${department}-@province`, unit)
    if (department === 'CAT') note('@province', unit)
    if (/^CA-\d{5}$/.test(unit.code)) note('@commune', unit)
  }
  return (pattern) => meant.get(pattern) ?? []
}

export const UnitPattern = z.string().regex(/^(?:@commune|@province|[A-Z0-9]+-(?:@province|\d{2}|\d{5}))$/)
const Day = z.iso.date('Ngày viết theo năm-tháng-ngày.').nullable().default(null)

/** One rule, wherever it comes from. */
const RuleSchema = z
  .strictObject({
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
    validFrom: Day,
    validTo: Day,
  })
  .refine(({ validFrom, validTo }) => validFrom === null || validTo === null || validFrom <= validTo, {
    path: ['validTo'],
    error: 'a rule ends before it begins',
  })

const RuleFile = z.strictObject({
  rules: z
    .array(RuleSchema)
    .max(MOST_RULES, `more than ${MOST_RULES} rules`)
    .refine((rules) => new Set(rules.map((rule) => rule.id)).size === rules.length, 'two rules bear the same id'),
})
