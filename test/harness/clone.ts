import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

/** A database of its own, copied from the template. `drop` ends what is still connected. */
export async function cloneDatabase(
  serverUrl: string,
  template: string,
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `anninh_t_${randomBytes(6).toString('hex')}`
  await runOnServer(serverUrl, `create database ${name} template ${template}`)
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

async function runOnServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
