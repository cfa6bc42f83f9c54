import { localDay } from '../../engine/local-day.js'

/** What deciding needs to know of a unit. `activeFrom` and `activeTo` are days, yyyy-mm-dd. */
export type UnitNode = {
  id: string
  code: string
  name: string
  parentId: string | null
  /** Officers of this unit who may take a tip. */
  activeOfficers: number
  activeFrom: string
  activeTo: string | null
}

export type UnitTree = { byId: ReadonlyMap<string, UnitNode>; byCode: ReadonlyMap<string, UnitNode> }

export function makeUnitTree(nodes: readonly UnitNode[]): UnitTree {
  return {
    byId: new Map(nodes.map((node) => [node.id, node])),
    byCode: new Map(nodes.map((node) => [node.code, node])),
  }
}

export function parentOf(tree: UnitTree, unit: UnitNode): UnitNode | undefined {
  return unit.parentId === null ? undefined : tree.byId.get(unit.parentId)
}

/** The unit and all that stand above it, up to the root. */
export function upFrom(tree: UnitTree, unit: UnitNode | undefined): UnitNode[] {
  const chain: UnitNode[] = []
  for (let next = unit; next && !chain.includes(next); next = parentOf(tree, next)) chain.push(next)
  return chain
}

/** Open, with somebody in it who takes tips. */
export function canTake(unit: UnitNode, now: Date): boolean {
  return isOpen(unit, now) && unit.activeOfficers > 0
}

/** Units open and close at midnight in Vietnam. */
export function isOpen(unit: UnitNode, now: Date): boolean {
  const day = localDay(now)
  return unit.activeFrom <= day && (unit.activeTo === null || day < unit.activeTo)
}
