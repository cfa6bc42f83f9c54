import { foldText } from '../../engine/text-key.js'

export type UnitRow = {
  id: string
  code: string
  name: string
  kind: string
  parentId: string | null
  areaCode: string | null
  activeFrom: string
  activeTo: string | null
  /** In the tree that the officer manages: only there are the people known. */
  isOwn: boolean
  activeOfficers: number
}

export type TreeRow = UnitRow & { level: number }

/** Parents before their children, siblings by kind and name. A unit whose parent is not there stands at the top. */
export function orderAsTree(units: readonly UnitRow[]): TreeRow[] {
  const ids = new Set(units.map(({ id }) => id))
  const children = new Map<string | null, UnitRow[]>()
  for (const unit of units) {
    const parent = unit.parentId !== null && ids.has(unit.parentId) ? unit.parentId : null
    children.set(parent, [...(children.get(parent) ?? []), unit])
  }
  const walk = (parent: string | null, level: number): TreeRow[] =>
    (children.get(parent) ?? [])
      .toSorted(byKindAndName)
      .flatMap((unit) => [{ ...unit, level }, ...walk(unit.id, level + 1)])
  return walk(null, 0)
}

/** Matching units with the units above them, so that each still shows where it belongs. */
export function searchUnits(units: readonly UnitRow[], text: string): UnitRow[] {
  const wanted = foldText(text)
  if (wanted === '') return [...units]
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const kept = new Set<string>()
  for (const unit of units) {
    if (!foldText(`${unit.name} ${unit.code}`).includes(wanted)) continue
    for (let above: UnitRow | undefined = unit; above && !kept.has(above.id); above = byId.get(above.parentId ?? '')) {
      kept.add(above.id)
    }
  }
  return units.filter(({ id }) => kept.has(id))
}

const KIND_ORDER = ['ministry', 'province', 'department', 'commune']

function byKindAndName(a: UnitRow, b: UnitRow): number {
  return KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) || a.name.localeCompare(b.name, 'vi')
}
