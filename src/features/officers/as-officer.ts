import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import type { Officer } from '../../platform/officer.js'

export type { Officer, Role } from '../../platform/officer.js'

/**
 * Runs `work` as a database role that owns no table and sees the officer's units only (row-level security),
 * then gives the role back. The officer's role and unit are read by the database itself, not passed in.
 */
export async function asOfficer<T>(tx: Tx, officer: Pick<Officer, 'id'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  await sql`select set_config('anninh.officer_id', ${officer.id}, true), set_config('role', 'anninh_officer', true)`.execute(
    tx,
  )
  const result = await work(tx)
  await sql`select set_config('role', 'none', true), set_config('anninh.officer_id', '', true)`.execute(tx)
  return result
}
