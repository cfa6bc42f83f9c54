import { sql } from 'kysely'
import type { Db } from '../../src/platform/db.js'

/** Every row of every table as text: what somebody who stole the database could read. */
export async function dumpDatabase(db: Db): Promise<string> {
  const tables = await sql<{ schema: string; name: string }>`
    select schemaname as schema, tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`.execute(db)
  const lines: string[] = []
  for (const { schema, name } of tables.rows) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(`${schema}.${name}`)} t`.execute(
      db,
    )
    lines.push(...rows.map(({ row }) => `${schema}.${name} ${decodeBytes(row)}`))
  }
  return lines.join('\n')
}

/** Bytes print as hexadecimal digits, where a text in clear would hide from a search. */
function decodeBytes(row: string): string {
  const clear = row.replace(
    /\\\\x([0-9a-f]{8,})/g,
    (whole, hex: string) => `${whole} ${Buffer.from(hex, 'hex').toString('utf8')}`,
  )
  return clear
}
