import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, inject, test as base } from 'vitest'
import { migrate } from '../../src/platform/migrate.js'
import { cloneDatabase } from '../harness/clone.js'

type Case = { url: string; folder: string; client: pg.Client }

const test = base.extend<{ given: Case }>({
  given: async ({ task: _task }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'anninh-migrations-'))
    const database = await cloneDatabase(inject('serverUrl'), inject('template'))
    const client = new pg.Client(database.url)
    await client.connect()
    await use({ url: database.url, folder, client })
    await client.end()
    await database.drop()
    await rm(folder, { recursive: true })
  },
})

test('a migration that dies in the middle leaves nothing of itself, and the next start does it whole', async ({
  given,
}) => {
  const { url, folder, client } = given
  await writeFile(join(folder, '1.sql'), 'create table first (id int)')
  await writeFile(join(folder, '2.sql'), 'create table second (id int); select pg_sleep(60)')
  const dying = migrate(url, folder).catch((error: unknown) => error)
  const sleeper = `select pid from pg_stat_activity where query like '%pg_sleep(60)%' and state = 'active'
    and datname = current_database() and pid <> pg_backend_pid()`
  while ((await client.query(sleeper)).rowCount === 0) {
    // asks again at once: a query is its own pause
  }
  await client.query(`select pg_terminate_backend(pid) from (${sleeper}) as sleeping`)
  expect(await dying).toBeInstanceOf(Error)
  expect((await client.query("select to_regclass('first') as a, to_regclass('second') as b")).rows).toEqual([
    { a: 'first', b: null },
  ])
  await writeFile(join(folder, '2.sql'), 'create table second (id int)')
  expect(await migrate(url, folder)).toEqual(['2.sql'])
  expect(await migrate(url, folder)).toEqual([])
})

test('two processes that start at once apply each migration once', async ({ given }) => {
  const { url, folder } = given
  await writeFile(join(folder, '1.sql'), 'create table once (id int)')
  const applied = await Promise.all([migrate(url, folder), migrate(url, folder)])
  expect(applied.flat()).toEqual(['1.sql'])
})

test('a migration that was edited after it was applied is called out by name', async ({ given }) => {
  const { url, folder } = given
  await writeFile(join(folder, '1.sql'), 'create table kept (id int)')
  await migrate(url, folder)
  await writeFile(join(folder, '1.sql'), 'create table kept (id bigint)')
  await expect(migrate(url, folder)).rejects.toThrow('1.sql was edited')
})
