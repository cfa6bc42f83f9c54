import type { Category } from '../tips/categories.js'
import { ANY, specificity } from '../tips/rule-matching.js'
import type { Rule, Urgency } from '../tips/routing-rules.js'
import { type Days, dayNumber, daysToCome, type Span, takeDays } from './rule-days.js'
import type { KnownArea, World } from './rule-checks.js'

/**
 * The rules that decide about no tip there can be, from today on, each with why. What several others cover together,
 * also in turns, is found too.
 */
export function whyUnused(rules: readonly Rule[], world: World): Map<string, string> {
  const { used, beaten } = tryAll(rules, world)
  return new Map(
    rules
      .filter(({ id }) => !used.has(id))
      .map((rule) => [rule.id, whyNever(rule, world) ?? beatenWords(rules, beaten.get(rule.id))]),
  )
}

type Tried = { used: Set<string>; beaten: Map<string, Set<string>> }
/** The rules with one set of conditions, in their order. */
type Group = { name: number; specificity: number; rules: { id: string; days: Days }[] }

/** A tip meets at most the groups of its own conditions; tips that meet the same ones are tried once. */
function tryAll(rules: readonly Rule[], world: World): Tried {
  const tried: Tried = { used: new Set(), beaten: new Map() }
  const groups = groupRules(rules, dayNumber(world.day))
  const situations = situationsOf(world.categories).map(conditionsOf)
  const seen = new Set<string>()
  for (const places of placesOf(rules, world)) {
    const here = places.flatMap((place) => groups.get(place) ?? [])
    for (const situation of situations) {
      const met = here.flatMap((there) => situation.flatMap((conditions) => there.get(conditions) ?? []))
      const name = met.map((group) => group.name).join()
      if (seen.has(name)) continue
      seen.add(name)
      const ranked = met.sort((a, b) => b.specificity - a.specificity).flatMap((group) => group.rules)
      playDays(tried, ranked)
    }
  }
  return tried
}

/** By place, then by all else that a rule asks for. */
function groupRules(rules: readonly Rule[], today: number): Map<string, Map<string, Group>> {
  const groups = new Map<string, Map<string, Group>>()
  for (const [index, rule] of rules.entries()) {
    const days = daysToCome(rule, today)
    if (!days) continue
    const there = groups.get(rule.area) ?? new Map<string, Group>()
    const conditions = keyOf(rule.category, rule.danger, rule.urgency)
    const group = there.get(conditions) ?? { name: index, specificity: specificity(rule), rules: [] }
    group.rules.push({ id: rule.id, days })
    groups.set(rule.area, there.set(conditions, group))
  }
  return groups
}

function keyOf(...conditions: string[]): string {
  return conditions.join(' ')
}

/** Who has which days when the first that fits has them all, and the next one what is left. */
function playDays({ used, beaten }: Tried, ranked: Group['rules']): void {
  const taken: Span[] = []
  for (const { id, days } of ranked) {
    const { hasSome, owners } = takeDays(taken, { ...days, owner: id })
    if (hasSome) used.add(id)
    if (used.has(id)) continue
    const winners = beaten.get(id) ?? new Set()
    for (const owner of owners) winners.add(owner)
    beaten.set(id, winners)
  }
}

/** For each place that rules name and that exists, what a rule may ask for there; and for anywhere else. */
function placesOf(rules: readonly Rule[], { areas, day }: World): string[][] {
  const named = new Set(rules.map(({ area }) => area))
  const open = areas.filter((area) => named.has(area.code) && !isClosed(area, day))
  return [...open.map(({ code, provinceCode }) => [...new Set([code, provinceCode, ANY])]), [ANY]]
}

function isClosed({ validTo }: KnownArea, day: string): boolean {
  return validTo !== null && validTo <= day
}

type Situation = { category: string; urgency: Urgency; danger: boolean }

/** What a rule may ask for to fit such a tip. */
function conditionsOf({ category, urgency, danger }: Situation): string[] {
  return [category, ANY].flatMap((kind) =>
    (danger ? ['life', ANY] : [ANY]).flatMap((peril) => [urgency, ANY].map((level) => keyOf(kind, peril, level))),
  )
}

/** Also of a category that does not exist yet. Who is in danger is always P0. */
function situationsOf(categories: readonly Category[]): Situation[] {
  const known = categories.map((category) => ({ category: category.code, urgencies: urgenciesOf(category) }))
  return [...known, { category: '', urgencies: LEVELS }].flatMap(({ category, urgencies }) => [
    { category, urgency: 'P0' as const, danger: true },
    ...urgencies.map((urgency) => ({ category, urgency, danger: false })),
  ])
}

const LEVELS: readonly Urgency[] = ['P0', 'P1', 'P2', 'P3']

function urgenciesOf({ urgency, raise }: Category): Urgency[] {
  return LEVELS.filter((level) => level === urgency || (raise[level] ?? []).length > 0)
}

function whyNever(rule: Rule, { areas, categories, day }: World): string | undefined {
  const area = areas.find(({ code }) => code === rule.area)
  const category = categories.find(({ code }) => code === rule.category)
  if (rule.validTo !== null && rule.validTo < day) return 'ngày áp dụng đã qua'
  if (rule.area !== ANY && !area) return 'địa bàn này không có'
  if (area && isClosed(area, day)) return `${area.name} không còn là địa bàn`
  if (rule.category !== ANY && !category) return 'loại tin này không có'
  if (rule.urgency === ANY) return undefined
  if (rule.danger === 'life' && rule.urgency !== 'P0') return 'tin có người gặp nguy hiểm luôn ở mức P0'
  if (category && rule.danger === ANY && rule.urgency !== 'P0' && !urgenciesOf(category).includes(rule.urgency))
    return `loại tin này không bao giờ ở mức ${rule.urgency}`
  return undefined
}

function beatenWords(rules: readonly Rule[], winners: ReadonlySet<string> | undefined): string {
  const rows = rules.flatMap(({ id }, index) => (winners?.has(id) ? [index + 1] : []))
  const some = rows.slice(0, 5).join(', ')
  return rows.length === 0
    ? 'không tin nào hợp'
    : `mọi tin hợp với nó đều theo dòng ${some}${rows.length > 5 ? ' …' : ''} (cụ thể hơn, hoặc bằng và đứng trước)`
}
