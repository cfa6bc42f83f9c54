import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, vi } from 'vitest'
import { attachPostgres } from '../../src/platform/embedded-postgres.js'
import { attachElsewhere, isRunning, postmasterPid, query, test } from './embedded-case.js'

const attach = (dataDir: string) => attachPostgres({ dataDir, durability: 'none' })

describe('the server in DATA_DIR', () => {
  test('finds its data again after a stop', async ({ dataDir }) => {
    const first = await attach(dataDir)
    await query(first.url, `create table kept as select 'tin báo' as word`)
    await first.release()
    expect(isRunning(dataDir)).toBe(false)

    const second = await attach(dataDir)
    expect(await query(second.url, 'select word from kept')).toEqual([{ word: 'tin báo' }])
    await second.release()
  })

  test.for(['$HOME', 'a"b', '`touch b`', 'a\\b'])(
    'refuses a DATA_DIR that a shell would read: %s',
    async (name, { dataDir }) => {
      await expect(attach(join(dataDir, name))).rejects.toThrow(/^DATA_DIR must be a path without/)
    },
  )

  test('takes nothing from PG variables that are meant for another server', async ({ dataDir }) => {
    vi.stubEnv('PGSSLMODE', 'require')
    vi.stubEnv('PGOPTIONS', '-c nonsense=1')
    const { url, release } = await attach(dataDir)
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
    await release()
    vi.unstubAllEnvs()
  })

  test('knows the letters of Vietnamese and keeps checksums', async ({ dataDir }) => {
    const { url, release } = await attach(dataDir)
    const [row] = await query(
      url,
      `select upper('đặng') as upper, 'Ế' ~ '^\\w$' as is_letter, current_setting('server_encoding') as encoding,
        current_setting('data_checksums') as checksums`,
    )
    expect(row).toEqual({ upper: 'ĐẶNG', is_letter: true, encoding: 'UTF8', checksums: 'on' })
    await release()
  })

  test('gives the app a user who makes databases and roles but is no superuser', async ({ dataDir }) => {
    const { url, release } = await attach(dataDir)
    await query(url, 'create role helper nologin')
    await query(url, 'create database template_for_tests')
    await query(url, 'create database copy_for_a_test template template_for_tests')
    const [row] = await query(url, 'select rolsuper, rolbypassrls from pg_roles where rolname = current_user')
    expect(row).toEqual({ rolsuper: false, rolbypassrls: false })
    await expect(query(url, `select pg_read_file('/etc/hostname')`)).rejects.toThrow('permission denied')
    await release()
  })

  test('listens on the loopback only, and only with the password', async ({ dataDir }) => {
    const { url, release } = await attach(dataDir)
    const settings = await query(url, `select current_setting('listen_addresses') as addresses`)
    expect(settings).toEqual([{ addresses: '127.0.0.1' }])
    const wrong = new URL(url)
    wrong.password = 'guess'
    await expect(query(wrong.href, 'select 1')).rejects.toThrow('password authentication failed')
    expect(statSync(join(dataDir, 'postgres/cluster/passwords.json')).mode & 0o777).toBe(0o600)
    await release()
  })

  test('keeps row values and statements out of its log', async ({ dataDir }) => {
    const { url, release } = await attach(dataDir)
    await query(url, 'create table tip (text text check (length(text) < 5))')
    await expect(query(url, `insert into tip values ('secret words')`)).rejects.toThrow('violates check')
    await release()
    expect(readFileSync(join(dataDir, 'postgres/server.log'), 'utf8')).not.toContain('secret words')
  })
})

describe('several users of one server', () => {
  test('another process attaches to the running server, and the last to leave stops it', async ({ dataDir }) => {
    const mine = await attach(dataDir)
    const other = await attachElsewhere(dataDir)
    expect(other.url).toBe(mine.url)
    await mine.release()
    expect(isRunning(dataDir)).toBe(true)
    await other.release()
    expect(isRunning(dataDir)).toBe(false)
  })

  test('a process that attached twice keeps the server until it released twice', async ({ dataDir }) => {
    const [first, second] = await Promise.all([attach(dataDir), attach(dataDir)])
    await first.release()
    await first.release()
    expect(isRunning(dataDir)).toBe(true)
    await second.release()
    expect(isRunning(dataDir)).toBe(false)
  })

  test('processes that start at the same moment make one database', async ({ dataDir }) => {
    const all = await Promise.all([attachElsewhere(dataDir), attachElsewhere(dataDir), attachElsewhere(dataDir)])
    expect(new Set(all.map(({ url }) => url)).size).toBe(1)
    await Promise.all(all.map((one) => one.release()))
    expect(isRunning(dataDir)).toBe(false)
  })

  test('a server whose user was killed is adopted, and that user no longer counts', async ({ dataDir }) => {
    const killed = await attachElsewhere(dataDir)
    await killed.kill()
    const pid = postmasterPid(dataDir)
    const mine = await attach(dataDir)
    expect(postmasterPid(dataDir)).toBe(pid)
    await mine.release()
    expect(isRunning(dataDir)).toBe(false)
  })
})
