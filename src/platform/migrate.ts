import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { StartupError } from './startup-error.js'

const LOCK = 7_205_199_402
const CONNECT_MS = 10_000

/**
 * Applies what is missing, each file in a transaction of its own: a kill in the middle leaves whole files.
 * Holds an advisory lock, so that several processes may start at once. Returns the names applied.
 */
export async function migrate(databaseUrl: string, folder: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_MS })
  // A connection that breaks says so twice; the query in it fails, which is what the caller hears.
  client.on('error', () => undefined)
  await client.connect().catch(explainSilence)
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(
      'create table if not exists migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())',
    )
    return await applyMissing(client, folder)
  } finally {
    await client.end()
  }
}

/** What accepts a connection and says nothing is no database; the driver's own error has no code for it. */
function explainSilence(cause: unknown): never {
  if (!(cause instanceof Error) || !/timeout/.test(cause.message)) throw cause
  throw new StartupError(`DATABASE_URL cannot be used: no answer within ${CONNECT_MS / 1000} s`, { cause })
}

async function applyMissing(client: pg.Client, folder: string): Promise<string[]> {
  const known = await client.query<{ name: string; sha256: string }>('select name, sha256 from migration')
  const applied = new Map(known.rows.map((row) => [row.name, row.sha256]))
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const done: string[] = []
  for (const name of names) {
    const sql = await readFile(join(folder, name), 'utf8')
    const sha256 = createHash('sha256').update(sql).digest('hex')
    if (applied.get(name) === sha256) continue
    if (applied.has(name)) throw new Error(`migration ${name} was edited after it was applied: add a new file instead`)
    await applyOne(client, name, sql, sha256)
    done.push(name)
  }
  return done
}

async function applyOne(client: pg.Client, name: string, sql: string, sha256: string): Promise<void> {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${name} failed`, { cause: error })
  }
}
