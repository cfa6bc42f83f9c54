import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { test as base, inject } from 'vitest'
import { type App, buildApp } from '../../src/app.js'
import type { ReadyConfig } from '../../src/commands/with-database.js'
import { readConfig } from '../../src/config.js'
import { makeLog } from '../../src/platform/log.js'
import { wakeHandlers } from '../../src/app/sweeps.js'
import { sweepReplies } from '../../src/conversations/send.js'
import type { Db } from '../../src/platform/db.js'
import { Citizen } from './citizen.js'
import { cloneDatabase } from './clone.js'
import { FakeClock } from './fake-clock.js'
import { MemoryChannel } from './memory-channel.js'
import { pictureWithPlace } from './pictures.js'

export type TestApp = {
  app: App
  db: Db
  config: ReadyConfig
  clock: FakeClock
  channel: MemoryChannel
  /** What was logged, line by line. */
  logged: string[]
  /** Does all that stands in the tables, as workers would, until nothing is left. */
  drain(): Promise<void>
  citizen(name?: string): Citizen
  databaseUrl: string
}

export type Fixtures = { app: TestApp; env: Record<string, string>; picture: Buffer }

export const test = base.extend<Fixtures>({
  env: {},
  picture: async ({ env: _env }, use) => use(await pictureWithPlace()),
  app: async ({ env }, use) => {
    const made = await makeTestApp(env)
    await use(made.testApp)
    await made.close()
  },
})

export async function makeTestApp(
  env: Record<string, string> = {},
): Promise<{ testApp: TestApp; close(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'anninh-app-'))
  const database = await cloneDatabase(inject('serverUrl'), inject('template'))
  const clock = new FakeClock()
  const channel = new MemoryChannel()
  const logged: string[] = []
  const config = testConfig({ ...env, DATA_DIR: dataDir, DATABASE_URL: database.url })
  const log = makeLog('debug', { write: (line) => void logged.push(line) })
  const app = await buildApp(config, { clock, log, channels: [channel] })
  const { db } = app.platform.database
  await db.insertInto('account').values({ id: 'memory', channel: 'memory', name: 'Kênh thử' }).execute()
  app.accounts.forget()
  const testApp: TestApp = {
    ...{ app, db, config, clock, channel, logged, databaseUrl: database.url },
    drain: () => drain(app),
    citizen: (name = 'lan') => new Citizen(testApp, name),
  }
  return {
    testApp,
    async close() {
      await app.stop()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export function testConfig(env: Record<string, string>): ReadyConfig {
  const config = readConfig({ PORT: '0', LOG_LEVEL: 'silent', ...env })
  const { databaseUrl } = config
  if (!databaseUrl) throw new Error('a test needs DATABASE_URL')
  return { ...config, databaseUrl, masterKey: config.masterKey ?? Buffer.alloc(32, 7) }
}

/** What a worker does at once; the slow sweeps (clocks, purges) are `app.app.sweeper.runAll()`. */
async function drain(app: App): Promise<void> {
  const { db } = app.platform.database
  const handlers = wakeHandlers(app)
  for (let round = 0; round < 20; round++) {
    await app.lanes.sweep()
    await sweepReplies(app.shell)
    const { toCarry, toNotify, toClean, toBroadcast } = await findWork(db)
    if (toCarry) await handlers.carry('')
    if (toNotify) await handlers.notify('')
    if (toClean) await handlers.clean('')
    if (toBroadcast) await sendBroadcasts(app)
    if ((await findWork(db)).toTake) continue
    await sweepReplies(app.shell)
    return
  }
}

type Work = Record<'toTake' | 'toCarry' | 'toNotify' | 'toClean' | 'toBroadcast', boolean>

/** Which tables have work at all: most tests drain many times, and to ask each handler takes longer than their turns. */
async function findWork(db: Db): Promise<Work> {
  const { rows } = await sql<Work>`select
    exists (select from inbox where done_at is null and next_try_at <= clock_timestamp()) as to_take,
    exists (select from tip_notice where carried_at is null) as to_carry,
    exists (select from unit_notice where carried_at is null)
      or exists (select from officer_notice where chat_done_at is null) as to_notify,
    exists (select from attachment where clean = 'pending') as to_clean,
    exists (select from broadcast) as to_broadcast`.execute(db)
  const [work] = rows
  if (!work) throw new Error('a select without a table gives a row')
  return work
}

/** Begins, freezes, sends and ends what is due; what it leaves waits for another hour. */
async function sendBroadcasts({ broadcasts }: App): Promise<void> {
  await broadcasts.begin()
  await broadcasts.send()
  await broadcasts.sender.settle()
  await broadcasts.end()
}
