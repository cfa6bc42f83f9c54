import { CamelCasePlugin, type Kysely, Kysely as KyselyClient, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './database.generated.js'

export type Db = Kysely<DB>
export type Tx = Transaction<DB>

export type Database = { db: Db; pool: pg.Pool; close(): Promise<void> }

const DATE_OID = 1082

/** One pool for the whole process. `date` columns arrive as `yyyy-mm-dd`, without a time zone to shift them. */
export function openDatabase(
  url: string,
  options: { maxConnections?: number; onError?: (error: Error) => void } = {},
): Database {
  const types = { getTypeParser: pg.types.getTypeParser.bind(pg.types) }
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 20,
    application_name: 'anninh',
    types: {
      getTypeParser: ((oid: number, format: 'text') =>
        oid === DATE_OID
          ? (value: string) => value
          : types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  })
  const report = (error: Error) => options.onError?.(error)
  pool.on('error', report)
  // A client that is lent out reports its broken connection itself; the query in it fails all the same.
  pool.on('connect', (client) => client.on('error', report))
  const db = new KyselyClient<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  return { db, pool, close: () => db.destroy() }
}
