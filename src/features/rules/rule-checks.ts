import type { Category } from '../tips/categories.js'
import { ANY, isEqualTo, unitCodeThere } from '../tips/rule-matching.js'
import { findUnknownNames, type Rule, type Unknown, unitFinder } from '../tips/routing-rules.js'
import type { UnitNode } from '../units/unit-tree.js'
import { dayNumber, daysMeet, daysToCome } from './rule-days.js'
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
  const unknown = findUnknownNames(rules, { ...world, catalogue: world })
  const unused = whyUnused(rules, world)
  const doubts = doubtsOf(world)
  const rows = rules.flatMap((rule, index) => [
    ...unknown.filter(({ ruleId }) => ruleId === rule.id).map((one) => finding(index, 'error', unknownWords(one))),
    ...conflictsOf(rule, index, rules, world.day),
    ...farDays(rule, world.day).map((text) => finding(index, 'warning', text)),
    ...(unused.has(rule.id)
      ? [finding(index, 'warning', `Quy tắc này không bao giờ được dùng: ${unused.get(rule.id)}.`)]
      : []),
    ...doubts(rule).map((text) => finding(index, 'warning', text)),
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
function conflictsOf(rule: Rule, index: number, rules: readonly Rule[], day: string): Finding[] {
  const today = dayNumber(day)
  const days = daysToCome(rule, today)
  const rival = rules.findIndex((other, place) => {
    if (place >= index || !isEqualTo(other, rule) || goesAlike(other, rule)) return false
    const others = daysToCome(other, today)
    return days !== null && others !== null && daysMeet(days, others)
  })
  if (rival < 0) return []
  const text = `Cùng điều kiện với dòng ${rival + 1} nhưng gửi đi nơi khác. Dòng ${rival + 1} đứng trước nên được dùng.`
  return [finding(index, 'warning', text)]
}

const FAR_DAYS = 366

/** A mistyped year makes a rule that holds for nobody who looks at it now. */
function farDays({ validFrom }: Rule, day: string): string[] {
  if (validFrom === null || dayNumber(validFrom) - dayNumber(day) <= FAR_DAYS) return []
  return [`Quy tắc này chỉ được dùng từ ${validFrom.split('-').reverse().join('/')}, còn hơn một năm nữa.`]
}

function goesAlike(a: Rule, b: Rule): boolean {
  const ways = [a, b].map(({ to, escalateTo, copies }) => [to, escalateTo, ...copies.toSorted()].join())
  return ways[0] === ways[1]
}

/** Units that are closed, have nobody, or are not there in the one place that the rule is for. */
function doubtsOf({ areas, units, day }: World): (rule: Rule) => string[] {
  const places = new Map(areas.map((area) => [area.code, area]))
  const find = unitFinder(units)
  return (rule) => {
    const area = places.get(rule.area)
    return [...new Set([rule.to, ...rule.copies, rule.escalateTo])].flatMap((pattern) => {
      const named = area ? unitCodeThere(pattern, area) : pattern
      if (named === null) return []
      const [unit, ...others] = find(named)
      // Which one of several is meant, only the tip says.
      if (others.length > 0) return []
      if (!unit) return area ? [`Ở ${area.name} không có đơn vị ${named}.`] : []
      if (unit.activeTo !== null && unit.activeTo <= day) return [`${unit.name} đã ngừng hoạt động.`]
      return unit.activeOfficers === 0 && !rule.copies.includes(pattern)
        ? [`${unit.name} chưa có cán bộ nhận tin; tin sẽ chuyển lên cấp trên.`]
        : []
    })
  }
}
