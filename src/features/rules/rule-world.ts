import { localDay } from '../../engine/local-day.js'
import type { Db } from '../../platform/db.js'
import type { Category } from '../tips/categories.js'
import { loadUnitTree } from '../units/load-unit-tree.js'
import type { UnitTree } from '../units/unit-tree.js'
import type { World } from './rule-checks.js'
import type { Names } from './rule-words.js'

export type Loaded = { world: World; names: Names; tree: UnitTree }

/** What rules are held against, and what it is called. For the owner's role, as the unit tree. */
export async function loadWorld(db: Db, categories: readonly Category[], now: Date): Promise<Loaded> {
  const tree = await loadUnitTree(db)
  const areas = await db
    .selectFrom('area')
    .select(['code', 'name', 'provinceCode', 'validTo'])
    .orderBy('code')
    .execute()
  return {
    tree,
    world: { categories, areas, units: [...tree.byId.values()], day: localDay(now) },
    names: namesOf(categories, areas, [...tree.byId.values()]),
  }
}

/** The names alone, also under an officer's role. */
export async function loadNames(db: Db, categories: readonly Category[]): Promise<Names> {
  const areas = await db.selectFrom('area').select(['code', 'name']).execute()
  const units = await db.selectFrom('unit').select(['code', 'name']).execute()
  return namesOf(categories, areas, units)
}

type Named = readonly { code: string; name: string }[]

function namesOf(categories: readonly Category[], areas: Named, units: Named): Names {
  return {
    categories: new Map(categories.map(({ code, label }) => [code, label.vi])),
    areas: new Map(areas.map(({ code, name }) => [code, name])),
    units: new Map(units.map(({ code, name }) => [code, name])),
  }
}
