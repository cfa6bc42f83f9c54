import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'

export type Role = 'intake' | 'triage' | 'lead' | 'comms' | 'auditor' | 'admin'

/** Who is signed in, or whose API token this is. */
export type Officer = {
  id: string
  username: string
  displayName: string
  role: Role
  unitId: string
  unitCode: string
  unitName: string
}

/**
 * Runs `work` as a database role that owns no table and sees the officer's units only (row-level security),
 * then gives the role back. The officer's role and unit are read by the database itself, not passed in.
 */
export async function asOfficer<T>(tx: Tx, officer: Pick<Officer, 'id'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  await sql`select set_config('anninh.officer_id', ${officer.id}, true), set_config('role', 'anninh_officer', true)`.execute(tx)
  const result = await work(tx)
  await sql`select set_config('role', 'none', true), set_config('anninh.officer_id', '', true)`.execute(tx)
  return result
}
