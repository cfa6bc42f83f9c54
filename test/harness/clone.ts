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

/** Kept for the whole worker: a new server process takes four times as long to copy a database. */
const clients = new Map<string, Promise<pg.Client>>()

async function runOnServer(serverUrl: string, statement: string): Promise<void> {
  const client = clients.get(serverUrl) ?? connect(serverUrl)
  clients.set(serverUrl, client)
  await (await client).query(statement)
}

async function connect(serverUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: serverUrl })
  // Its server is stopped when all tests are over.
  client.on('error', () => clients.delete(serverUrl))
  await client.connect()
  return client
}
