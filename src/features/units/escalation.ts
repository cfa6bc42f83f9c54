import { canTake, type UnitNode, type UnitTree, upFrom } from './unit-tree.js'

/** Who is told of an urgent tip that its owner leaves: the wanted unit or the nearest above it, else the nearest above the owner, that has somebody in it. */
export function findEscalation(
  tree: UnitTree,
  { owner, wanted }: { owner: UnitNode; wanted: UnitNode | undefined },
  now: Date,
): UnitNode | undefined {
  const levels = [...upFrom(tree, wanted), ...upFrom(tree, owner)]
  return levels.find((unit) => unit.id !== owner.id && canTake(unit, now))
}
