import { isOpen, parentOf, type UnitNode, type UnitTree } from '../units/unit-tree.js'
import type { Rule, Urgency } from './routing-rules.js'

/** `homeUnit` is the code of the unit whose page was written to: it answers when nobody of the area can. */
export type TipToRoute = {
  category: string
  areaCode: string
  provinceCode: string
  urgency: Urgency
  homeUnit?: string
}
export type RoutedUnit = { unitId: string; code: string; name: string }
type Route = {
  unitId: string
  unitCode: string
  copies: RoutedUnit[]
  escalation: RoutedUnit
  /** Plain sentences for the tip's page, in order. */
  why: string[]
  /** Ids of the rules that fit as well but are less specific. */
  considered: string[]
}
export type FallbackReason = 'no_rule' | 'unknown_unit' | 'unit_closed' | 'unit_without_officers'
export type Routing =
  | (Route & { kind: 'matched'; ruleId: string })
  | (Route & { kind: 'fallback'; reason: FallbackReason; ruleId: string | null })

/** Never without a unit: who cannot take the tip passes it to the parent, and so on up to the root. */
export function routeTip(tip: TipToRoute, rules: readonly Rule[], tree: UnitTree, now: Date): Routing {
  const [rule, ...others] = rules.filter((candidate) => fits(candidate, tip)).sort(bySpecificity)
  const wanted = unitCode(rule?.to ?? '@commune', tip)
  const climb = climbFrom(wanted, tip, tree, now)
  const route: Route = {
    unitId: climb.unit.id,
    unitCode: climb.unit.code,
    copies: copiesOf(rule, tip, tree, now, climb.unit),
    escalation: routed(escalationOf(rule, tip, tree, now, climb.unit)),
    why: [rule ? rule.because : NO_RULE, ...climb.why, `Đơn vị nhận: ${climb.unit.name}.`],
    considered: others.map((other) => other.id),
  }
  const reason = rule ? climb.reason : 'no_rule'
  if (!reason && rule) return { kind: 'matched', ruleId: rule.id, ...route }
  return { kind: 'fallback', reason: reason ?? 'no_rule', ruleId: rule?.id ?? null, ...route }
}

const NO_RULE = 'Không có quy tắc nào phù hợp nên tin về Công an nơi người báo tin đang ở.'
const ANY = '*'

function fits(rule: Rule, tip: TipToRoute): boolean {
  return (
    [ANY, tip.category].includes(rule.category) &&
    [ANY, tip.urgency].includes(rule.urgency) &&
    [ANY, tip.areaCode, tip.provinceCode].includes(rule.area)
  )
}

/** The place says most (a commune more than its province), then the category, then the urgency. */
function bySpecificity(a: Rule, b: Rule): number {
  return specificity(b) - specificity(a)
}

function specificity(rule: Rule): number {
  const place = rule.area === ANY ? 0 : rule.area.length > 2 ? 8 : 4
  return place + (rule.category === ANY ? 0 : 2) + (rule.urgency === ANY ? 0 : 1)
}

function unitCode(pattern: string, tip: TipToRoute): string {
  if (pattern === '@commune') return tip.areaCode === tip.provinceCode ? `CAT-${tip.areaCode}` : `CA-${tip.areaCode}`
  if (pattern === '@province') return `CAT-${tip.provinceCode}`
  return pattern.replace('@province', tip.provinceCode)
}

type Climb = { unit: UnitNode; why: string[]; reason?: FallbackReason }

function climbFrom(wanted: string, tip: TipToRoute, tree: UnitTree, now: Date): Climb {
  const start = tree.byCode.get(wanted)
  const unknown: Refusal = { reason: 'unknown_unit', why: `Chưa có đơn vị ${wanted}, chuyển lên cấp trên.` }
  const first = start ? [start] : []
  const province = tree.byCode.get(`CAT-${tip.provinceCode}`)
  const home = tip.homeUnit ? tree.byCode.get(tip.homeUnit) : undefined
  const chain = withParents([...first, ...(start || !province ? [] : [province])], tree)
  const refusals = start ? [] : [unknown]
  for (const unit of [...chain, ...withParents(home ? [home] : [], tree)]) {
    const refusal = refusalOf(unit, now)
    if (!refusal) return climbed(unit, refusals)
    refusals.push(refusal)
  }
  const last = chain.at(-1) ?? home ?? [...tree.byId.values()].find((unit) => unit.parentId === null)
  if (!last) throw new Error('There is no unit at all: load content/units.yaml first')
  return climbed(last, refusals)
}

type Refusal = { reason: FallbackReason; why: string }

function refusalOf(unit: UnitNode, now: Date): Refusal | undefined {
  if (!isOpen(unit, now))
    return { reason: 'unit_closed', why: `${unit.name} không còn hoạt động, chuyển lên cấp trên.` }
  if (unit.activeOfficers > 0) return undefined
  return {
    reason: 'unit_without_officers',
    why: `${unit.name} chưa có cán bộ trực trên hệ thống, chuyển lên cấp trên.`,
  }
}

function climbed(unit: UnitNode, refusals: readonly Refusal[]): Climb {
  const [first] = refusals
  return { unit, why: refusals.map((refusal) => refusal.why), ...(first && { reason: first.reason }) }
}

function withParents(units: readonly UnitNode[], tree: UnitTree): UnitNode[] {
  const chain: UnitNode[] = []
  for (let unit = units[0]; unit && !chain.includes(unit); unit = parentOf(tree, unit)) chain.push(unit)
  return chain
}

function copiesOf(rule: Rule | undefined, tip: TipToRoute, tree: UnitTree, now: Date, owner: UnitNode): RoutedUnit[] {
  const units = (rule?.copies ?? []).map((pattern) => tree.byCode.get(unitCode(pattern, tip)))
  const readers = units.filter((unit) => unit !== undefined && unit.id !== owner.id && isOpen(unit, now))
  return [...new Set(readers)].flatMap((unit) => (unit ? [routed(unit)] : []))
}

/** A tip is never escalated to the unit that already holds it, except at the root. */
function escalationOf(rule: Rule | undefined, tip: TipToRoute, tree: UnitTree, now: Date, owner: UnitNode): UnitNode {
  const wanted = tree.byCode.get(unitCode(rule?.escalateTo ?? '@province', tip))
  const isFit = wanted && wanted.id !== owner.id && isOpen(wanted, now)
  return isFit ? wanted : (parentOf(tree, owner) ?? owner)
}

function routed({ id, code, name }: UnitNode): RoutedUnit {
  return { unitId: id, code, name }
}
