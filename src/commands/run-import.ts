import { sql } from 'kysely'
import type { Platform } from '../app/platform.js'
import { CONTENT_LOCK } from '../content.js'
import type { Tx } from '../platform/db.js'

/** One transaction, alone among those that write areas and units. A dry run goes through all of it, then back. */
export async function runImport<Result>(
  { database }: Pick<Platform, 'database'>,
  isDryRun: boolean,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const tx = await database.db.startTransaction().execute()
  try {
    await sql`select pg_advisory_xact_lock(${CONTENT_LOCK})`.execute(tx)
    const result = await work(tx)
    await (isDryRun ? tx.rollback() : tx.commit()).execute()
    return result
  } catch (error) {
    if (!tx.isCommitted && !tx.isRolledBack) await tx.rollback().execute()
    throw error
  }
}
