import { localDay } from '../../engine/local-day.js'
import { findEscalation } from '../units/escalation.js'
import { findTaker, handedOverWords, type Places } from '../units/takers.js'
import { canTake, isOpen, parentOf, type UnitNode, type UnitTree, upFrom } from '../units/unit-tree.js'
import { rulesFor, unitCode } from './rule-matching.js'
import type { Rule, Urgency } from './routing-rules.js'

/**
 * `homeUnit` is the code of the unit whose page was written to, `homeProvince` of the province that this system
 * serves: they answer, in this order, when nobody of the area can.
 */
export type TipToRoute = {
  category: string
  areaCode: string
  provinceCode: string
  urgency: Urgency
  /** Is a person in danger? */
  danger?: boolean
  homeUnit?: string
  homeProvince?: string
}
export type RoutedUnit = { unitId: string; code: string; name: string }
type Route = {
  unitId: string
  unitCode: string
  copies: RoutedUnit[]
  escalation: RoutedUnit
  /** The first unit that should have had the tip and could not take it. */
  lacking: RoutedUnit | null
  /** True: the unit is not above the one that should have had it, and passes the tip on. */
  isHandedOver: boolean
  /** True: a commune's police take it first and pass it on, or somebody does so in their stead. */
  isPassedOn: boolean
  /** Plain sentences for the tip's page, in order. */
  why: string[]
  /** Ids of the rules that fit as well but are less specific. */
  considered: string[]
  /** The code of the unit that the rule means, also of one that is not there. */
  wanted: string
  /** From there on, those that could not take it that day. */
  passedOver: PassedOver[]
}
export type PassedOver = { code: string; name: string | null; reason: Exclude<FallbackReason, 'no_rule'> }
export type FallbackReason = 'no_rule' | 'unknown_unit' | 'unit_closed' | 'unit_without_officers'
export type Routing =
  | (Route & { kind: 'matched'; ruleId: string })
  | (Route & { kind: 'fallback'; reason: FallbackReason; ruleId: string | null })

/**
 * Never without a unit, and with one that has somebody in it when there is any: who cannot take the tip passes it to
 * the parent, and so on up to the root; beyond that see `findTaker`.
 */
export function routeTip(tip: TipToRoute, rules: readonly Rule[], tree: UnitTree, now: Date): Routing {
  const [rule, ...others] = rulesFor(tip, rules, localDay(now))
  const wanted = unitCode(rule?.to ?? '@commune', tip)
  const climb = climbFrom(wanted, tip, tree, now)
  const route: Route = {
    unitId: climb.unit.id,
    unitCode: climb.unit.code,
    copies: copiesOf(rule, tip, tree, now, climb.unit),
    escalation: routed(escalationOf(rule, tip, tree, now, climb.unit)),
    lacking: climb.lacking ? routed(climb.lacking) : null,
    isHandedOver: climb.isHandedOver,
    isPassedOn: climb.isHandedOver || wanted.startsWith('CA-'),
    why: [rule ? rule.because : NO_RULE, ...climb.why, `Đơn vị nhận: ${climb.unit.name}.`],
    considered: others.map((other) => other.id),
    wanted,
    passedOver: climb.passedOver,
  }
  const reason = rule ? climb.reason : 'no_rule'
  if (!reason && rule) return { kind: 'matched', ruleId: rule.id, ...route }
  return { kind: 'fallback', reason: reason ?? 'no_rule', ruleId: rule?.id ?? null, ...route }
}

const NO_RULE = 'Không có quy tắc nào phù hợp nên tin về Công an nơi người báo tin đang ở.'
type Climb = {
  unit: UnitNode
  why: string[]
  passedOver: PassedOver[]
  reason?: FallbackReason
  lacking?: UnitNode
  isHandedOver: boolean
}
type Refusal = { reason: PassedOver['reason']; why: string; unit?: UnitNode }

function climbFrom(wanted: string, tip: TipToRoute, tree: UnitTree, now: Date): Climb {
  const places = placesOf(wanted, tip, tree)
  const taker = findTaker(tree, places, now)
  const isHandedOver = taker !== undefined && taker.as !== 'own'
  const refusals = refusalsOf(wanted, places, tree, now)
  const unit = taker?.unit ?? lastResort(places, tree)
  const why = refusals.map((refusal) => refusal.why)
  if (isHandedOver) why.push(handedOverWords(taker, isOtherProvince(tip)))
  if (!taker) why.push(`Chưa đơn vị nào có cán bộ trực trên hệ thống; tin chờ ở ${unit.name}.`)
  const [first] = refusals
  const lacking = refusals.find((refusal) => refusal.unit)?.unit
  const passedOver = refusals.map((refusal) => ({
    ...{ code: refusal.unit?.code ?? wanted, name: refusal.unit?.name ?? null },
    reason: refusal.reason,
  }))
  return { unit, why, passedOver, isHandedOver, ...(first && { reason: first.reason }), ...(lacking && { lacking }) }
}

function placesOf(wanted: string, tip: TipToRoute, tree: UnitTree): Places {
  const unitOf = (code: string | undefined) => (code === undefined ? undefined : tree.byCode.get(code))
  return {
    own: unitOf(wanted) ?? unitOf(`CAT-${tip.provinceCode}`),
    page: unitOf(tip.homeUnit),
    home: unitOf(tip.homeProvince && `CAT-${tip.homeProvince}`),
  }
}

function isOtherProvince({ provinceCode, homeProvince }: TipToRoute): boolean {
  return homeProvince !== undefined && homeProvince !== provinceCode
}

/** Why the tip is not at the wanted unit, from there upwards until somebody can take it. */
function refusalsOf(wanted: string, { own }: Places, tree: UnitTree, now: Date): Refusal[] {
  const unknown: Refusal[] = tree.byCode.has(wanted)
    ? []
    : [{ reason: 'unknown_unit', why: `Chưa có đơn vị ${wanted}${own ? UP : '.'}` }]
  const chain = upFrom(tree, own)
  const taken = chain.findIndex((unit) => canTake(unit, now))
  const passed = taken < 0 ? chain : chain.slice(0, taken)
  return [...unknown, ...passed.map((unit) => refusalOf(unit, parentOf(tree, unit) !== undefined, now))]
}

const UP = ', chuyển lên cấp trên.'

function refusalOf(unit: UnitNode, hasParent: boolean, now: Date): Refusal {
  const end = hasParent ? UP : '.'
  if (!isOpen(unit, now)) return { unit, reason: 'unit_closed', why: `${unit.name} không còn hoạt động${end}` }
  return { unit, reason: 'unit_without_officers', why: `${unit.name} chưa có cán bộ trực trên hệ thống${end}` }
}

/** Nobody anywhere: the tip waits at the top of its area, or in the home province, where somebody will come first. */
function lastResort({ own, page, home }: Places, tree: UnitTree): UnitNode {
  const chain = upFrom(tree, own)
  const top = home && !chain.includes(home) ? home : chain.at(-1)
  const unit = top ?? page ?? [...tree.byId.values()].find(({ parentId }) => parentId === null)
  if (!unit) throw new Error('There is no unit at all: load content/units.yaml first')
  return unit
}

function copiesOf(rule: Rule | undefined, tip: TipToRoute, tree: UnitTree, now: Date, owner: UnitNode): RoutedUnit[] {
  const units = (rule?.copies ?? []).map((pattern) => tree.byCode.get(unitCode(pattern, tip)))
  const readers = units.filter((unit) => unit !== undefined && unit.id !== owner.id && isOpen(unit, now))
  return [...new Set(readers)].flatMap((unit) => (unit ? [routed(unit)] : []))
}

/** A tip is never escalated to the unit that already holds it, except at the root. Who is not there yet may come. */
function escalationOf(rule: Rule | undefined, tip: TipToRoute, tree: UnitTree, now: Date, owner: UnitNode): UnitNode {
  const wanted = tree.byCode.get(unitCode(rule?.escalateTo ?? '@province', tip))
  const later = wanted && wanted.id !== owner.id && isOpen(wanted, now) ? wanted : parentOf(tree, owner)
  return findEscalation(tree, { owner, wanted }, now) ?? later ?? owner
}

function routed({ id, code, name }: UnitNode): RoutedUnit {
  return { unitId: id, code, name }
}
