import type { Db, Tx } from '../../platform/db.js'

/** Is the unit an investigating body (cơ quan điều tra), by the list in content/units.yaml? */
export async function isInvestigatingBody(db: Db, unitCode: string): Promise<boolean> {
  const found = await db
    .selectFrom('investigatingBody')
    .select('prefix')
    .where('prefix', '=', unitCode.split('-')[0] ?? '')
    .executeTakeFirst()
  return found !== undefined
}

/** Brings the table in step with the content. */
export async function saveInvestigatingBodies(tx: Tx, prefixes: readonly string[]): Promise<void> {
  await tx.deleteFrom('investigatingBody').execute()
  if (prefixes.length === 0) return
  await tx
    .insertInto('investigatingBody')
    .values(prefixes.map((prefix) => ({ prefix })))
    .execute()
}
