import type { Tx } from '../../platform/db.js'
import type { UnitSeed } from './unit-content.js'

const CHUNK = 1000

/** Adds what is missing, parents first. A unit that the console or an import has changed since is left as it is. */
export async function saveUnits(tx: Tx, seeds: readonly UnitSeed[]): Promise<number> {
  const known = await tx.selectFrom('unit').select(['id', 'code']).execute()
  const ids = new Map(known.map(({ id, code }) => [code, id]))
  const missing = [...new Map(seeds.map((seed) => [seed.code, seed])).values()].filter(({ code }) => !ids.has(code))
  for (const level of inLevels(missing)) {
    for (let at = 0; at < level.length; at += CHUNK) {
      const rows = level.slice(at, at + CHUNK).map(({ parentCode, ...seed }) => {
        return { ...seed, parentId: ids.get(parentCode ?? '') ?? null }
      })
      const added = await tx.insertInto('unit').values(rows).returning(['id', 'code']).execute()
      for (const { id, code } of added) ids.set(code, id)
    }
  }
  return missing.length
}

/** Those without a parent among them, then their children, and so on. */
function inLevels(seeds: readonly UnitSeed[]): UnitSeed[][] {
  const levels: UnitSeed[][] = []
  let rest = [...seeds]
  while (rest.length > 0) {
    const waiting = new Set(rest.map(({ code }) => code))
    const level = rest.filter(({ parentCode }) => parentCode === null || !waiting.has(parentCode))
    if (level.length === 0) throw new Error(`units stand below each other: ${rest[0]?.code}`)
    levels.push(level)
    rest = rest.filter((seed) => !level.includes(seed))
  }
  return levels
}
