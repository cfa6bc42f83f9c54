import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

/** A database of its own, copied from the template. `drop` ends what is still connected. */
export async function cloneDatabase(
  serverUrl: string,
  template: string,
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `anninh_t_${randomBytes(6).toString('hex')}`
  await runOnServer(serverUrl, `create database ${name} template ${template} strategy file_copy`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.toString(), drop: () => dropDatabase(serverUrl, name) }
}

/** `force` may not end an autovacuum worker, which is the superuser's: it is gone a moment later. */
async function dropDatabase(serverUrl: string, name: string, triesLeft = 20): Promise<void> {
  try {
    await runOnServer(serverUrl, `drop database if exists ${name} with (force)`)
  } catch (error) {
    const isRefused = error instanceof pg.DatabaseError && error.code === '42501'
    if (!isRefused || triesLeft === 0) throw error
    await delay(100)
    await dropDatabase(serverUrl, name, triesLeft - 1)
  }
}

/** One kept connection for each worker: making one takes longer than copying the database. */
const pools = new Map<string, pg.Pool>()

async function runOnServer(serverUrl: string, statement: string): Promise<void> {
  const pool = pools.get(serverUrl) ?? openPool(serverUrl)
  pools.set(serverUrl, pool)
  await pool.query(statement)
}

function openPool(serverUrl: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: serverUrl, max: 1, idleTimeoutMillis: 0, allowExitOnIdle: true })
  // The server is stopped when all tests are over, which breaks what is still connected.
  pool.on('error', () => undefined)
  return pool
}
