import { Socket } from 'node:net'
import {
  CamelCasePlugin,
  type ConnectionProvider,
  type Kysely,
  type KyselyConfig,
  Kysely as KyselyClient,
  PostgresDialect,
  Transaction,
} from 'kysely'
import pg from 'pg'
import type { DB } from './database.generated.js'

export type Db = Kysely<DB>
export type Tx = Transaction<DB>

export type Database = { db: Db; pool: pg.Pool; pipelined: Pipelined; close(): Promise<void> }

/**
 * A transaction (read committed) whose statements, when they are asked for together, go to the server together and run in
 * that order: to wake another process costs more than most statements. Where one fails, all is undone, also when the work
 * goes on as if nothing were, so savepoints are of no use in it. Statements after the end are refused, never run outside.
 */
export type Pipelined = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

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
    pipeline: true,
    stream: () => new GatheringSocket(),
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
  const dialect = new PostgresDialect({ pool })
  const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })]
  const db = new KyselyClient<DB>({ dialect, plugins })
  return { db, pool, pipelined: pipelinedOn(db, { dialect, plugins }), close: () => db.destroy() }
}

/** Kysely's own transaction sends a statement only after the answer to the one before. */
function pipelinedOn(db: Db, config: KyselyConfig): Pipelined {
  const executor = db.getExecutor()
  const driver = config.dialect.createDriver()
  return (work) =>
    executor.provideConnection(async (connection) => {
      let isOver = false
      let first: { error: unknown } | undefined
      // PostgreSQL would answer a commit with a rollback, and no error.
      const throwFailure = () => {
        if (first) throw first.error
      }
      const provider: ConnectionProvider = {
        async provideConnection(consumer) {
          if (isOver) throw new Error('the transaction is over')
          try {
            return await consumer(connection)
          } catch (error) {
            first ??= { error }
            throw error
          }
        },
      }
      const tx = new Transaction<DB>({
        ...{ config, driver, dialect: config.dialect },
        executor: executor.withConnectionProvider(provider),
      })
      await driver.beginTransaction(connection, {})
      try {
        const result = await work(tx)
        isOver = true
        throwFailure()
        await driver.commitTransaction(connection)
        // Of a statement that the work did not wait for.
        throwFailure()
        return result
      } catch (error) {
        isOver = true
        await driver.rollbackTransaction(connection)
        throw first && isAborted(error) ? first.error : error
      }
    })
}

/** Statements behind the one that failed say only this, and may be heard first. */
function isAborted(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '25P02'
}

/**
 * Statements with parameters that are sent before the program waits again go out in one write, so that PostgreSQL is
 * woken once for all of them. Over TLS, where pg puts another socket in front, each goes by itself.
 */
class GatheringSocket extends Socket {
  #isGathering = false

  override cork(): void {
    super.cork()
    if (this.#isGathering) return
    this.#isGathering = true
    super.cork()
    process.nextTick(() => {
      this.#isGathering = false
      this.uncork()
    })
  }
}
