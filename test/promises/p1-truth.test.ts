import { sql } from 'kysely'
import type { Db } from '../../src/platform/db.js'
import { codeOf } from '../../src/platform/startup-error.js'
import { Redis } from 'ioredis'
import { describe, expect, inject } from 'vitest'
import { wakeHandlers } from '../../src/app/sweeps.js'
import { filesReport, reachSummary } from '../harness/report.js'
import { makeTestApp, type TestApp, test } from '../harness/test.js'

/** Starts the worker for real, with its queue, and waits until `isDone` holds. */
async function work({ app }: TestApp): Promise<void> {
  await app.platform.jobs.work(wakeHandlers(app))
  app.sweeper.start()
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000
  while (!(await isDone())) {
    if (Date.now() > deadline) throw new Error('waited for nothing')
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

const DEADLOCK = '40P01'

/** Every table of the queue but the record of its own migrations. */
async function wipe(db: Db): Promise<void> {
  const tables = await sql<{ name: string }>`select format('bullmq.%I', tablename) as name from pg_tables
    where schemaname = 'bullmq' and tablename !~ 'migration'`.execute(db)
  try {
    await sql`truncate ${sql.raw(tables.rows.map(({ name }) => name).join(', '))} cascade`.execute(db)
  } catch (error) {
    // Workers hold some of the tables while they wait for others: who loses that is of no account, if it is us, again.
    if (codeOf(error) !== DEADLOCK) throw error
    await wipe(db)
  }
}

/** One after the other: deletions that pile up would only lock everybody out. */
async function wipeQueue({ db }: TestApp, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await wipe(db)
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
}

const countTips = async ({ db }: TestApp) => (await db.selectFrom('tip').select('id').execute()).length

describe('P1: Postgres is the only truth', () => {
  test('with all queue data deleted before anybody worked, sweeps find every event and reply', async ({ app }) => {
    const people = ['an', 'binh', 'chi'].map((name) => app.citizen(name))
    for (const person of people) await reachSummary(person)
    for (const person of people) {
      const { waitId } = person.last()
      await person.posts({ kind: 'choice', waitId: waitId ?? '', value: 'send' })
    }
    await wipe(app.db)
    await work(app)
    await until(async () => people.every((person) => person.last().text.includes('Mã tra cứu')))
    expect(await countTips(app)).toBe(3)
  })

  test('deleting the queue again and again while people write loses nothing and repeats nothing', async ({ app }) => {
    await work(app)
    let isOver = false
    const wiping = wipeQueue(app, () => isOver)
    const lan = app.citizen()
    for (const text of ['Tôi bị lừa 5 triệu', '3', '1', '1']) {
      const before = lan.messages().length
      await lan.posts({ kind: 'text', text })
      await until(async () => lan.messages().length > before)
    }
    isOver = true
    await wiping
    const events = await app.db.selectFrom('inbox').select(['id', 'doneAt']).execute()
    expect(events.every(({ doneAt }) => doneAt !== null)).toBe(true)
    expect(lan.messages()).toHaveLength(4)
  })
})

const redisUrl = inject('redisUrl')

describe.skipIf(redisUrl === null)('P1 with the queue on Redis', () => {
  test('the same work is done through Redis, also after FLUSHALL', async () => {
    const { testApp, close } = await makeTestApp({ REDIS_URL: redisUrl ?? '' })
    const redis = new Redis(redisUrl ?? '')
    await work(testApp)
    const lan = testApp.citizen()
    await lan.posts({ kind: 'text', text: 'Tôi bị lừa 5 triệu' })
    await until(async () => lan.messages().length === 1)
    await redis.flushall()
    await lan.posts({ kind: 'text', text: '3' })
    await redis.flushall()
    await until(async () => lan.messages().length === 2)
    expect(lan.last().text).toContain('đồng ý')
    await redis.quit()
    await close()
  })
})

test('a filed tip needs no queue at all', async ({ app }) => {
  const { code } = await filesReport(app.citizen())
  expect(code).toBeTruthy()
  expect(await countTips(app)).toBe(1)
})
