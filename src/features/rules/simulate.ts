import { type Routing, routeTip } from '../tips/routing.js'
import type { Rule, Urgency } from '../tips/routing-rules.js'
import type { UnitTree } from '../units/unit-tree.js'

/** What an admin may know of a tip. `danger` null: it came in before that was kept. `unitCode`: where it is now. */
export type TipToTry = {
  number: string
  category: string
  areaCode: string
  areaName: string
  provinceCode: string
  urgency: Urgency
  danger: boolean | null
  homeUnit: string | null
  unitCode: string
}
type Way = { unitCode: string; ruleId: string | null }
export type Difference = { tip: TipToTry; before: Way; after: Way }
export type UnitCount = { code: string; name: string; before: number; after: number }
export type Trial = {
  tried: number
  /** Would go to another unit. */
  moved: Difference[]
  /** The same unit, but by another rule or with other readers. */
  changed: number
  /** Whether somebody was in danger is not known of them, and makes the difference. */
  unjudged: TipToTry[]
  units: UnitCount[]
  /** Stand at a unit that the new rules would not choose. */
  elsewhere: number
}
type Setting = {
  before: readonly Rule[]
  after: readonly Rule[]
  tips: readonly TipToTry[]
  tree: UnitTree
  homeProvince: string
  now: Date
}

/** Both tables over the same tips, with the units that are open at that moment and the officers of today: what differs is the rules' doing. */
export function simulate({ before, after, tips, tree, homeProvince, now }: Setting): Trial {
  const ways = tips.map((tip) => {
    const route = (rules: readonly Rule[]) => routesOf(tip, rules, tree, homeProvince, now)
    return { tip, before: route(before), after: route(after) }
  })
  const judged = ways.flatMap(({ tip, before: was, after: is }) => (was && is ? [{ tip, before: was, after: is }] : []))
  const moved = judged.filter(({ before: was, after: is }) => was.unitCode !== is.unitCode)
  return {
    tried: tips.length,
    moved: moved.map(({ tip, before: was, after: is }) => ({ tip, before: wayOf(was), after: wayOf(is) })),
    changed: judged.filter(({ before: was, after: is }) => was.unitCode === is.unitCode && !isAlike(was, is)).length,
    unjudged: ways.filter(({ before: was, after: is }) => !(was && is)).map(({ tip }) => tip),
    units: countUnits(judged, tree),
    elsewhere: judged.filter(({ tip, after: is }) => is.unitCode !== tip.unitCode).length,
  }
}

/** Null where danger is not known and decides. Whoever is in danger is P0, so of all others it is known. */
function routesOf(
  { category, areaCode, provinceCode, urgency, danger, homeUnit }: TipToTry,
  rules: readonly Rule[],
  tree: UnitTree,
  homeProvince: string,
  now: Date,
): Routing | null {
  const facts = { category, areaCode, provinceCode, urgency, homeProvince, ...(homeUnit && { homeUnit }) }
  const route = (isInDanger: boolean) => routeTip({ ...facts, danger: isInDanger }, rules, tree, now)
  if (danger !== null || urgency !== 'P0') return route(danger === true)
  const [safe, endangered] = [route(false), route(true)]
  return safe.unitCode === endangered.unitCode ? safe : null
}

function wayOf({ unitCode, ruleId }: Routing): Way {
  return { unitCode, ruleId }
}

function isAlike(a: Routing, b: Routing): boolean {
  const [was, is] = [a, b].map(({ ruleId, copies, escalation }) =>
    [ruleId, escalation.code, ...copies.map(({ code }) => code)].join(),
  )
  return was === is
}

/** Those that change most come first. */
function countUnits(ways: readonly { before: Routing; after: Routing }[], tree: UnitTree): UnitCount[] {
  const counts = new Map<string, UnitCount>()
  const count = (code: string) => {
    const known = counts.get(code) ?? { code, name: tree.byCode.get(code)?.name ?? code, before: 0, after: 0 }
    counts.set(code, known)
    return known
  }
  for (const { before, after } of ways) {
    count(before.unitCode).before++
    count(after.unitCode).after++
  }
  const change = ({ before, after }: UnitCount) => Math.abs(after - before)
  return [...counts.values()].sort((a, b) => change(b) - change(a) || b.after - a.after || a.code.localeCompare(b.code))
}
