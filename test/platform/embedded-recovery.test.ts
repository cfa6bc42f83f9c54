import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { expect, vi } from 'vitest'
import { attachPostgres } from '../../src/platform/embedded-postgres.js'
import { attachElsewhere, dataFolder, isRunning, postmasterPid, query, test, untilGone } from './embedded-case.js'

const attach = (dataDir: string) => attachPostgres({ dataDir, durability: 'none' })

/** As kill -9 of the server leaves it: with its pid file, which we then let name another process. */
async function givenKilledServer(dataDir: string): Promise<void> {
  const owner = await attachElsewhere(dataDir)
  await query(owner.url, 'create table kept as select 1 as number')
  await owner.kill()
  const pid = postmasterPid(dataDir)
  process.kill(pid, 'SIGKILL')
  await untilGone(pid)
}

function letPidFileName(dataDir: string, pid: number): void {
  const file = join(dataFolder(dataDir), 'postmaster.pid')
  const [, ...rest] = readFileSync(file, 'utf8').split('\n')
  writeFileSync(file, [pid, ...rest].join('\n'))
}

/** The shell's child ends with our input, after the shell became a program that never reaps it. */
async function givenZombie(): Promise<{ zombie: number; parent: ChildProcess }> {
  const parent = spawn('/bin/sh', ['-c', 'exec 3<&0; cat <&3 >/dev/null & echo $!; exec sleep 60'])
  const [line] = await once(parent.stdout, 'data')
  const zombie = Number(String(line))
  const until = (pid: number | undefined, words: string) =>
    vi.waitUntil(() => readFileSync(`/proc/${pid}/stat`, 'utf8').includes(words), { timeout: 5_000, interval: 10 })
  await until(parent.pid, '(sleep)')
  parent.stdin.end()
  await until(zombie, ') Z ')
  return { zombie, parent }
}

async function expectRecovery(dataDir: string): Promise<void> {
  const { url, release } = await attach(dataDir)
  expect(await query(url, 'select number from kept')).toEqual([{ number: 1 }])
  await release()
  expect(isRunning(dataDir)).toBe(false)
}

test('a pid file whose process is gone does not stop the start', async ({ dataDir }) => {
  await givenKilledServer(dataDir)
  await expectRecovery(dataDir)
})

test('a pid file that names another program by now does not stop the start, nor that program', async ({ dataDir }) => {
  await givenKilledServer(dataDir)
  letPidFileName(dataDir, process.ppid)
  await expectRecovery(dataDir)
})

test('a pid file that names a process still waiting to be reaped does not stop the start', async ({ dataDir }) => {
  await givenKilledServer(dataDir)
  const { zombie, parent } = await givenZombie()
  letPidFileName(dataDir, zombie)
  await expectRecovery(dataDir)
  parent.kill()
})

test.for(['', 'garbage', '0'])('a pid file torn to %j does not stop the start', async (torn, { dataDir }) => {
  await givenKilledServer(dataDir)
  writeFileSync(join(dataFolder(dataDir), 'postmaster.pid'), torn)
  await expectRecovery(dataDir)
})

test('a backend that still works for its killed server is waited for, then ended', async ({ dataDir }) => {
  const owner = await attachElsewhere(dataDir)
  await query(owner.url, 'create table kept as select 1 as number')
  const client = new pg.Client({ connectionString: owner.url })
  client.on('error', () => undefined)
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  // A loop without I/O does not notice that its server died.
  const busy = client
    .query(`do $$ begin perform count(*) from generate_series(1, 4000000000); end $$`)
    .catch((error: unknown) => error)
  await vi.waitUntil(
    async () =>
      (await query(owner.url, `select from pg_stat_activity where query like 'do $$%' and state = 'active'`)).length >
      0,
  )
  await owner.kill()
  const postmaster = postmasterPid(dataDir)
  process.kill(postmaster, 'SIGKILL')
  await untilGone(postmaster)

  await expectRecovery(dataDir)
  expect(await busy).toBeInstanceOf(Error)
  await untilGone(rows[0]?.pid ?? 0)
})

test('a first start that was killed half-way is begun again', async ({ dataDir }) => {
  mkdirSync(join(dataDir, 'postgres/unfinished/1-0/data/base'), { recursive: true })
  writeFileSync(join(dataDir, 'postgres/unfinished/1-0/data/PG_VERSION'), '18\n')
  const { url, release } = await attach(dataDir)
  expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(existsSync(join(dataDir, 'postgres/unfinished'))).toBe(false)
  await release()
})

test('a copy of a running folder gets a server of its own', async ({ dataDir }) => {
  const original = await attachElsewhere(dataDir)
  const copy = join(dataDir, 'copy')
  cpSync(join(dataDir, 'postgres'), join(copy, 'postgres'), { recursive: true })
  const second = await attach(copy)
  expect(second.url).not.toBe(original.url)
  await second.release()
  expect(isRunning(copy)).toBe(false)
  expect(isRunning(dataDir)).toBe(true)
  await original.release()
})
