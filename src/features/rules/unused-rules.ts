import type { Category } from '../tips/categories.js'
import { ANY, type Fact, rulesFor } from '../tips/rule-matching.js'
import type { Rule, Urgency } from '../tips/routing-rules.js'
import type { KnownArea, World } from './rule-checks.js'

/**
 * The rules that decide about no tip there can be, from today on, each with why. Every kind of tip that the rules tell
 * apart is tried on every day on which they change, so what several others cover together is found too.
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

function tryAll(rules: readonly Rule[], world: World): Tried {
  const tried: Tried = { used: new Set(), beaten: new Map() }
  const kinds = placesOf(rules, world).flatMap((place) =>
    situationsOf(world.categories).map((situation): Fact => ({ ...place, ...situation })),
  )
  for (const day of daysOf(rules, world.day)) for (const kind of kinds) note(tried, rulesFor(kind, rules, day))
  return tried
}

function note({ used, beaten }: Tried, [winner, ...others]: readonly Rule[]): void {
  if (!winner) return
  used.add(winner.id)
  for (const { id } of others) beaten.set(id, (beaten.get(id) ?? new Set()).add(winner.id))
}

/** Today, and each later day on which a rule begins or has ended. */
function daysOf(rules: readonly Rule[], today: string): string[] {
  const changes = rules.flatMap(({ validFrom, validTo }) => [validFrom, validTo && dayAfter(validTo)])
  return [...new Set([today, ...changes.filter((day) => day !== null && day > today)])].filter((day) => day !== null)
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

/** The places that rules name, as long as they exist, and anywhere else. */
function placesOf(rules: readonly Rule[], { areas, day }: World): Pick<Fact, 'areaCode' | 'provinceCode'>[] {
  const named = new Set(rules.map(({ area }) => area))
  const open = areas.filter((area) => named.has(area.code) && !isClosed(area, day))
  return [
    ...open.map(({ code, provinceCode }) => ({ areaCode: code, provinceCode })),
    { areaCode: '', provinceCode: '' },
  ]
}

function isClosed({ validTo }: KnownArea, day: string): boolean {
  return validTo !== null && validTo <= day
}

/** Also of a category that does not exist yet. Who is in danger is always P0. */
function situationsOf(categories: readonly Category[]): Pick<Fact, 'category' | 'urgency' | 'danger'>[] {
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
