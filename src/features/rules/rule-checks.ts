import type { Category } from '../tips/categories.js'
import { ANY, isEqualTo, unitCode } from '../tips/rule-matching.js'
import { findUnknownNames, matchesPattern, type Rule, type Unknown } from '../tips/routing-rules.js'
import type { UnitNode } from '../units/unit-tree.js'
import { whyUnused } from './unused-rules.js'

/** `error` cannot be saved; `warning` only by who says that it is meant so; `note` is just said. */
export type Finding = { row: number | null; level: 'error' | 'warning' | 'note'; text: string }
export type KnownArea = { code: string; name: string; provinceCode: string; validTo: string | null }
/** What rules are held against. `day` is today in Vietnam. */
export type World = {
  categories: readonly Category[]
  areas: readonly KnownArea[]
  units: readonly UnitNode[]
  day: string
}

/** Everything that is wrong or doubtful about a table of rules, row by row; what holds for all of it comes last. */
export function reviewRules(rules: readonly Rule[], world: World): Finding[] {
  const unknown = findUnknownNames(rules, { ...world, catalogue: { categories: world.categories } })
  const unused = whyUnused(rules, world)
  const rows = rules.flatMap((rule, index) => [
    ...unknown.filter(({ ruleId }) => ruleId === rule.id).map((one) => finding(index, 'error', unknownWords(one))),
    ...conflictsOf(rule, index, rules),
    ...(unused.has(rule.id)
      ? [finding(index, 'warning', `Quy tắc này không bao giờ được dùng: ${unused.get(rule.id)}.`)]
      : []),
    ...doubtfulUnits(rule, world).map((text) => finding(index, 'warning', text)),
  ])
  return rules.some(isCatchAll) ? rows : [...rows, { row: null, level: 'note', text: NO_CATCH_ALL }]
}

const NO_CATCH_ALL =
  'Không có quy tắc chung cho mọi tin. Tin không hợp quy tắc nào sẽ về Công an nơi người báo tin đang ở, kèm cảnh báo.'

function finding(index: number, level: Finding['level'], text: string): Finding {
  return { row: index + 1, level, text }
}

const UNKNOWN: Readonly<Record<Unknown['what'], string>> = {
  category: 'Không có loại tin',
  area: 'Không có địa bàn',
  unit: 'Không có đơn vị nào hợp với',
}

function unknownWords({ what, name }: Unknown): string {
  return `${UNKNOWN[what]} ${name}.`
}

function isCatchAll({ category, area, danger, urgency, validFrom, validTo }: Rule): boolean {
  return [category, area, danger, urgency].every((part) => part === ANY) && validFrom === null && validTo === null
}

/** Of two that fit the same tips and send them elsewhere the first one wins: legal, but most likely not meant. */
function conflictsOf(rule: Rule, index: number, rules: readonly Rule[]): Finding[] {
  const rival = rules.findIndex(
    (other, place) => place < index && isEqualTo(other, rule) && daysOverlap(other, rule) && !goesAlike(other, rule),
  )
  if (rival < 0) return []
  const text = `Cùng điều kiện với dòng ${rival + 1} nhưng gửi đi nơi khác. Dòng ${rival + 1} đứng trước nên được dùng.`
  return [finding(index, 'warning', text)]
}

function daysOverlap(a: Rule, b: Rule): boolean {
  return (a.validFrom ?? '') <= (b.validTo ?? '9') && (b.validFrom ?? '') <= (a.validTo ?? '9')
}

function goesAlike(a: Rule, b: Rule): boolean {
  const ways = [a, b].map(({ to, escalateTo, copies }) => [to, escalateTo, ...copies.toSorted()].join())
  return ways[0] === ways[1]
}

/** Units that are closed, have nobody, or are not there in the one place that the rule is for. */
function doubtfulUnits(rule: Rule, { areas, units, day }: World): string[] {
  const area = areas.find(({ code }) => code === rule.area)
  const fixed = [...new Set([rule.to, ...rule.copies, rule.escalateTo])]
  const meant = fixed.map((pattern) => ({ pattern, unit: unitIn(pattern, area, units) }))
  return meant.flatMap(({ pattern, unit }) => {
    if (unit === 'many') return []
    if (unit === undefined) return area ? [`Ở ${area.name} không có đơn vị ${namedThere(pattern, area)}.`] : []
    if (unit.activeTo !== null && unit.activeTo <= day) return [`${unit.name} đã ngừng hoạt động.`]
    return unit.activeOfficers === 0 && !rule.copies.includes(pattern)
      ? [`${unit.name} chưa có cán bộ nhận tin; tin sẽ chuyển lên cấp trên.`]
      : []
  })
}

/** The one unit that a pattern can mean, also because the country has only one of its kind. */
function unitIn(
  pattern: string,
  area: KnownArea | undefined,
  units: readonly UnitNode[],
): UnitNode | 'many' | undefined {
  if (area) return units.find(({ code }) => code === namedThere(pattern, area))
  const possible = units.filter(({ code }) => matchesPattern(code, pattern))
  return possible.length > 1 ? 'many' : possible[0]
}

function namedThere(pattern: string, { code, provinceCode }: KnownArea): string {
  return unitCode(pattern, { areaCode: code, provinceCode })
}
