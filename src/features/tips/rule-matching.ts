import type { Rule, Urgency } from './routing-rules.js'

/** What a rule looks at. */
export type Fact = { category: string; areaCode: string; provinceCode: string; urgency: Urgency; danger?: boolean }

export const ANY = '*'

/** The rules that fit on that day, the most specific first; between equals, the one that stands first. */
export function rulesFor(fact: Fact, rules: readonly Rule[], day: string): Rule[] {
  return rules.filter((rule) => isInForce(rule, day) && fits(rule, fact)).sort(bySpecificity)
}

/** Both days included, in Vietnam's time. */
export function isInForce({ validFrom, validTo }: Rule, day: string): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || day <= validTo)
}

function fits(rule: Rule, fact: Fact): boolean {
  return (
    (rule.category === ANY || rule.category === fact.category) &&
    (rule.urgency === ANY || rule.urgency === fact.urgency) &&
    (rule.danger === ANY || fact.danger === true) &&
    (rule.area === ANY || rule.area === fact.areaCode || rule.area === fact.provinceCode)
  )
}

/** The place says most (a commune more than its province), then the category, danger, and the urgency. */
export function specificity(rule: Rule): number {
  const place = rule.area === ANY ? 0 : rule.area.length > 2 ? 16 : 8
  return place + (rule.category === ANY ? 0 : 4) + (rule.danger === ANY ? 0 : 2) + (rule.urgency === ANY ? 0 : 1)
}

/** Fits the same tips, neither more specific than the other. */
export function isEqualTo(a: Rule, b: Rule): boolean {
  return a.category === b.category && a.area === b.area && a.danger === b.danger && a.urgency === b.urgency
}

/** `PA05-@province` in the tip's own place. */
export function unitCode(pattern: string, { areaCode, provinceCode }: Pick<Fact, 'areaCode' | 'provinceCode'>): string {
  if (pattern === '@commune') return areaCode === provinceCode ? `CAT-${areaCode}` : `CA-${areaCode}`
  if (pattern === '@province') return `CAT-${provinceCode}`
  return pattern.replace('@province', provinceCode)
}

/** The same for the one place that a rule is for; null: any commune's police of a province may be meant. */
export function unitCodeThere(pattern: string, area: { code: string; provinceCode: string }): string | null {
  if (pattern === '@commune' && area.code === area.provinceCode) return null
  return unitCode(pattern, { areaCode: area.code, provinceCode: area.provinceCode })
}

function bySpecificity(a: Rule, b: Rule): number {
  return specificity(b) - specificity(a)
}
