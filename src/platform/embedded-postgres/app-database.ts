import pg from 'pg'
import type { Cluster } from './cluster.js'
import { urlOf } from './server.js'

/**
 * The application's own user and database. It may make databases (the tests clone a template) and roles, but is no
 * superuser: row-level security holds for it, and a hole in our SQL does not reach the machine's files.
 */
export async function ensureAppDatabase(port: number, cluster: Cluster): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(port, 'postgres', cluster) })
  await client.connect()
  try {
    const known = await client.query<{ role: boolean; database: boolean }>(KNOWN)
    if (!known.rows[0]?.role)
      await client.query(`create role anninh login createdb createrole password '${cluster.passwords.anninh}'`)
    if (!known.rows[0]?.database) await client.query('create database anninh owner anninh')
  } finally {
    await client.end()
  }
}

const KNOWN = `select exists (select from pg_roles where rolname = 'anninh') as role,
  exists (select from pg_database where datname = 'anninh') as database`
