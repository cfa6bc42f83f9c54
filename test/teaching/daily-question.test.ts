import { describe, expect } from 'vitest'
import { makeSweeps } from '../../src/app/sweeps.js'
import { askDailyQuestions } from '../../src/features/quizzes/ask-daily.js'
import type { Citizen } from '../harness/citizen.js'
import { type TestApp, test } from '../harness/test.js'
import { conversationOf, givenSubscriber } from './given-teaching.js'

const OPENING = 'Câu hỏi hôm nay.'
const EIGHT = 480

async function openQuestions({ app }: TestApp): Promise<void> {
  await makeSweeps({ shell: app.shell, content: app.content })
    .find(({ name }) => name === 'daily-questions')
    ?.run()
}

/** The sweep and then the lanes, as a worker does it. */
async function sweep(app: TestApp): Promise<void> {
  await openQuestions(app)
  await app.drain()
}

async function arrives(app: TestApp, name = 'lan'): Promise<Citizen> {
  const citizen = app.citizen(name)
  await citizen.says('MENU')
  await citizen.says('HUY')
  return citizen
}

const countAsked = (citizen: Citizen) => citizen.messages().filter(({ text }) => text.includes(OPENING)).length
const at = (app: TestApp, time: string) => app.clock.set(new Date(`${time}+07:00`))

describe('the question of the day', () => {
  test('comes once on each of five days, in the hour that was wished, whatever the machine’s zone', async ({ app }) => {
    const zone = process.env['TZ']
    const citizen = await arrives(app)
    await givenSubscriber(app, citizen, { dailyAt: EIGHT })
    at(app, '2026-11-13T00:00:00')
    const asked: string[] = []
    const zones = ['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Ho_Chi_Minh', 'Europe/Paris']
    for (let half = 0; half < 5 * 24 * 2; half++) {
      process.env['TZ'] = zones[half % zones.length]
      const before = countAsked(citizen)
      await sweep(app)
      if (countAsked(citizen) > before) {
        asked.push(app.clock.now().toISOString())
        await citizen.presses('Bỏ qua hôm nay')
      }
      app.clock.advance({ minutes: 30 })
    }
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
    expect(asked).toEqual([13, 14, 15, 16, 17].map((day) => `2026-11-${day}T01:00:00.000Z`))
  }, 120_000)

  test('is judged and explained with its source, and says now and then how to stop', async ({ app }) => {
    const citizen = await arrives(app)
    await givenSubscriber(app, citizen, { dailyAt: EIGHT })
    at(app, '2026-11-13T08:00:00')
    await sweep(app)
    expect(citizen.last().text).toContain(OPENING)
    const many = citizen.last().text.includes('gõ các số')
    const said = (
      await citizen.says(many ? '1 2 3 4 5'.slice(0, 2 * (citizen.last().choices?.length ?? 1) - 3) : '1')
    ).join('\n')
    expect(said).toMatch(/^(?:Đúng rồi|Chưa đúng)[\s\S]*\(Nguồn: .+\)\n\nGõ DUNG để thôi nhận\.$/)
    expect(await app.db.selectFrom('quizAnswer').select('isDaily').execute()).toEqual([{ isDaily: true }])
    expect(await app.db.selectFrom('quizResult').selectAll().execute()).toEqual([])
  })

  test('is gone twelve hours later without a word', async ({ app }) => {
    const citizen = await arrives(app)
    const { conversationId } = await givenSubscriber(app, citizen, { dailyAt: EIGHT })
    at(app, '2026-11-13T08:00:00')
    await sweep(app)
    const heard = citizen.messages().length
    at(app, '2026-11-13T20:00:01')
    await app.drain()
    expect(citizen.messages()).toHaveLength(heard)
    const row = await app.db
      .selectFrom('conversation')
      .select('timeoutAt')
      .where('id', '=', conversationId)
      .executeTakeFirstOrThrow()
    expect(row.timeoutAt).toBeNull()
  })

  test('that is answered with a cry for help becomes a report', async ({ app }) => {
    const citizen = await arrives(app)
    await givenSubscriber(app, citizen, { dailyAt: EIGHT })
    at(app, '2026-11-13T08:00:00')
    await sweep(app)
    await citizen.says('Tôi vừa bị lừa chuyển khoản mất 20 triệu cho người lạ trên mạng')
    expect(citizen.messages().at(-1)?.text).toMatch(/113|đồng ý|ngân hàng/i)
  })

  test('does not come to who waits for something, has left, has blocked us, or whose account is off', async ({
    app,
  }) => {
    const names = ['waits', 'left', 'blocked', 'well']
    const citizens = new Map<string, Citizen>()
    for (const name of names) {
      const citizen = await arrives(app, name)
      citizens.set(name, citizen)
      await givenSubscriber(app, citizen, { dailyAt: EIGHT })
    }
    const of = (name: string) => citizens.get(name) ?? app.citizen(name)
    await of('waits').says('MENU')
    await app.db
      .updateTable('subscription')
      .set({ leftAt: app.clock.now(), leftBecause: 'stop' })
      .where('conversationId', '=', await conversationOf(app, of('left')))
      .execute()
    await of('blocked').posts({ kind: 'blocked' })
    await app.drain()
    at(app, '2026-11-13T08:00:00')
    await app.db.updateTable('account').set({ isEnabled: false }).execute()
    await sweep(app)
    expect(names.map((name) => countAsked(of(name)))).toEqual([0, 0, 0, 0])
    await app.db.updateTable('account').set({ isEnabled: true }).execute()
    await sweep(app)
    expect(names.map((name) => countAsked(of(name)))).toEqual([0, 0, 0, 1])
    await of('waits').says('HUY')
    await sweep(app)
    expect(countAsked(of('waits'))).toBe(1)
  })

  test('comes to one of a person’s chats, the one last used', async ({ app }) => {
    const first = await arrives(app, 'phone')
    const second = await arrives(app, 'desk')
    const { subscriberId } = await givenSubscriber(app, first, { dailyAt: EIGHT })
    await app.db
      .insertInto('subscription')
      .values({
        ...{ conversationId: await conversationOf(app, second), subscriberId },
        ...{ accountId: 'memory', since: app.clock.now() },
      })
      .execute()
    at(app, '2026-11-13T08:00:00')
    await sweep(app)
    await sweep(app)
    expect([countAsked(first), countAsked(second)]).toEqual([0, 1])
  })

  test('begins with what is due to be repeated', async ({ app }) => {
    const citizen = await arrives(app)
    const { conversationId } = await givenSubscriber(app, citizen, { dailyAt: EIGHT })
    const questions = app.app.content.quizzes.flatMap((quiz) => quiz.questions)
    for (const question of questions.slice(0, 2)) {
      await app.db
        .insertInto('quizRepetition')
        .values({ conversationId, questionId: question.id, box: 1, dueOn: '2026-11-12' })
        .execute()
    }
    at(app, '2026-11-13T08:00:00')
    await sweep(app)
    const due = questions.slice(0, 2).map(({ ask }) => ask)
    expect(due.some((ask) => citizen.last().text.includes(ask))).toBe(true)
  })
})

describe('a machine that slept', () => {
  test('between opening and asking asks nothing at night, nor on the day after', async ({ app }) => {
    const citizen = await arrives(app)
    await givenSubscriber(app, citizen, { dailyAt: EIGHT })
    at(app, '2026-11-13T10:59:59')
    await openQuestions(app)
    at(app, '2026-11-13T23:30:00')
    await app.drain()
    expect(countAsked(citizen)).toBe(0)
    at(app, '2026-11-14T08:00:00')
    await sweep(app)
    expect(countAsked(citizen)).toBe(1)
  })

  test('or whose clock went back asks nobody twice', async ({ app }) => {
    const citizen = await arrives(app)
    await givenSubscriber(app, citizen, { dailyAt: EIGHT })
    at(app, '2026-11-14T08:00:00')
    await sweep(app)
    await citizen.presses('Bỏ qua hôm nay')
    for (const time of ['2026-11-13T08:00:00', '2026-11-14T08:01:00', '2026-11-14T10:59:00']) {
      at(app, time)
      await sweep(app)
    }
    expect(countAsked(citizen)).toBe(1)
  })
})

test('a sweep opens at most ten talks of an account, and the next goes on', async ({ app }) => {
  for (let person = 0; person < 12; person++)
    await givenSubscriber(app, await arrives(app, `person-${person}`), { dailyAt: EIGHT })
  at(app, '2026-11-13T08:00:00')
  const opened = async () => {
    await openQuestions(app)
    const rows = await app.db.selectFrom('inbox').select('id').where('kind', '=', 'open').execute()
    return rows.length
  }
  expect([await opened(), await opened(), await opened()]).toEqual([10, 12, 12])
})

test('while one worker opens them, another leaves it to that one', async ({ app }) => {
  await givenSubscriber(app, await arrives(app), { dailyAt: EIGHT })
  at(app, '2026-11-13T08:00:00')
  const { deps } = app.app.platform
  const open = async () => undefined
  await app.db.transaction().execute(async (first) => {
    expect(await askDailyQuestions(first, deps, open)).toHaveLength(1)
    await app.db.transaction().execute(async (second) => {
      expect(await askDailyQuestions(second, deps, open)).toEqual([])
    })
  })
  await app.db.transaction().execute(async (tx) => expect(await askDailyQuestions(tx, deps, open)).toEqual([]))
})
