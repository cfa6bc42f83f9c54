import type { Tx } from '../../platform/db.js'
import type { UnitSeed } from './unit-content.js'

/** Adds what is missing; parents come first. A unit that the console has changed since is left as it is. */
export async function saveUnits(tx: Tx, seeds: readonly UnitSeed[]): Promise<void> {
  const known = await tx.selectFrom('unit').select(['id', 'code']).execute()
  const ids = new Map(known.map(({ id, code }) => [code, id]))
  for (const { parentCode, ...seed } of seeds) {
    if (ids.has(seed.code)) continue
    const parentId = parentCode === null ? null : (ids.get(parentCode) ?? null)
    const { id } = await tx
      .insertInto('unit')
      .values({ ...seed, parentId })
      .returning('id')
      .executeTakeFirstOrThrow()
    ids.set(seed.code, id)
  }
}
