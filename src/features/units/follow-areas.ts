import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { Area } from '../areas/areas.js'
import { changeUnits, type UnitChange, type UnitChanges } from './change-units.js'
import { saveUnits } from './save-units.js'
import { deriveUnits, type UnitContent, type UnitSeed } from './unit-content.js'

export type FollowedAreas = UnitChanges & { added: number }

/**
 * After the areas changed from `before` to `after`: adds the units that they imply now, and changes those that
 * followed from them before. What somebody named otherwise in the console keeps that name, and is told.
 */
export async function followAreas(
  tx: Tx,
  deps: Deps,
  areas: { before: readonly Area[]; after: readonly Area[]; day: string },
  content: UnitContent,
): Promise<FollowedAreas> {
  const after = deriveUnits(areas.after, content)
  const former = new Map(deriveUnits(areas.before, content).map((seed) => [seed.code, seed]))
  const rows = await tx.selectFrom('unit').select(['code', 'name']).execute()
  const names = new Map(rows.map(({ code, name }) => [code, name]))
  const added = await saveUnits(tx, after)
  const notes: string[] = []
  const changes = after.flatMap((seed) => {
    const known = former.get(seed.code)
    const change = known && names.has(seed.code) ? changeOf(known, seed, areas.day) : undefined
    if (change?.name === undefined || names.get(seed.code) === known?.name) return change ? [change] : []
    notes.push(
      `${seed.code} keeps the name that it was given by hand, ${names.get(seed.code)}; the area is ${seed.name} now`,
    )
    const { name: _name, ...rest } = change
    return Object.keys(rest).length > 2 ? [rest] : []
  })
  const done = await changeUnits(tx, deps, changes)
  return { ...done, added, notes: [...notes, ...done.notes] }
}

function changeOf(before: UnitSeed, after: UnitSeed, day: string): UnitChange | undefined {
  const change = {
    ...(after.name !== before.name && { name: after.name }),
    ...(after.parentCode !== before.parentCode && { parentCode: after.parentCode }),
    ...(after.activeTo !== before.activeTo && { activeTo: after.activeTo }),
  }
  return Object.keys(change).length > 0 ? { code: after.code, day, ...change } : undefined
}
