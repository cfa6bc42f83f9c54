import { sql } from 'kysely'
import { describe, expect, vi } from 'vitest'
import { takeTurns } from '../../src/conversations/turn.js'
import type { Citizen } from '../harness/citizen.js'
import { filesReport, reachSummary } from '../harness/report.js'
import { type TestApp, test } from '../harness/test.js'

const NAMES = ['an', 'binh', 'chi', 'dung', 'em']

/** All write at once, so that their turns are taken together. */
async function writeAtOnce(people: readonly Citizen[], text: string): Promise<void> {
  await Promise.all(people.map((person) => person.posts({ kind: 'text', text })))
}

const idOf = async ({ app, db }: TestApp, person: Citizen): Promise<string> => {
  const rows = await db.selectFrom('conversation').select(['id', 'address']).execute()
  const { keys } = app.platform.deps
  const own = rows.find(({ address }) => address && keys.open('address', address, 'memory').toString() === person.chat)
  if (!own) throw new Error('no such conversation')
  return own.id
}

const idsOf = (app: TestApp, people: readonly Citizen[]) => Promise.all(people.map((person) => idOf(app, person)))

describe('turns that are wanted together', () => {
  test('share one transaction, and each person is answered', async ({ app }) => {
    const people = NAMES.map((name) => app.citizen(name))
    for (const person of people) await person.says('Xin chào')
    await writeAtOnce(people, 'Tôi bị lừa 5 triệu')
    const ids = await idsOf(app, people)
    const turns = await takeTurns(app.app.shell, ids)
    expect([...turns.values()].map(({ kind }) => kind)).toEqual(ids.map(() => 'done'))
    const done = await sql<{ xids: string }>`
      select count(distinct i.xmin::text) as xids from inbox i where event_id like 'event-%' and done_at > now() - interval '1 minute'
        and id in (select max(id) from inbox group by conversation_id)`.execute(app.db)
    expect(done.rows).toEqual([{ xids: '1' }])
  })

  test('of which one fails: it alone is tried again, and the others are answered as if nothing had been', async ({
    app,
  }) => {
    const people = NAMES.map((name) => app.citizen(name))
    for (const person of people) await person.says('Xin chào')
    const unlucky = await idOf(app, people[2] as Citizen)
    await sql`create function fail() returns trigger language plpgsql as
      $$ begin if new.conversation_id = ${sql.lit(unlucky)}::bigint then raise 'no'; end if; return new; end $$`.execute(
      app.db,
    )
    await sql`create trigger fail before insert on outbox for each row execute function fail()`.execute(app.db)
    const before = people.map((person) => person.messages().length)
    await writeAtOnce(people, 'Tôi bị lừa 5 triệu')
    await app.drain()
    const answers = people.map((person, index) => person.messages().length - (before[index] ?? 0))
    expect(answers).toEqual([1, 1, 0, 1, 1])
    const open = await app.db.selectFrom('inbox').select('attempts').where('doneAt', 'is', null).execute()
    expect(open).toEqual([{ attempts: 1 }])
    await sql`drop trigger fail on outbox`.execute(app.db)
    await app.db
      .updateTable('inbox')
      .set({ nextTryAt: new Date(0) })
      .where('doneAt', 'is', null)
      .execute()
    await app.drain()
    expect(people[2]?.messages().length).toBe((before[2] ?? 0) + 1)
  })

  test('of which one waits for a lock: the others do not wait with it', async ({ app }) => {
    const [an, binh, chi] = NAMES.map((name) => app.citizen(name)) as [Citizen, Citizen, Citizen]
    await filesReport(an)
    await an.presses('Đã lưu mã')
    await reachSummary(binh)
    await chi.says('Xin chào')
    const holder = await app.db.startTransaction().execute()
    await holder.updateTable('tipNumber').set({ last: 7 }).execute()
    const before = chi.messages().length
    await binh.posts({ kind: 'choice', waitId: binh.last().waitId ?? '', value: 'send' })
    await chi.posts({ kind: 'text', text: 'MENU' })
    const drained = app.drain()
    await vi.waitUntil(() => chi.messages().length > before, { timeout: 10_000, interval: 10 })
    expect(binh.last().text).not.toContain('Mã tra cứu')
    await holder.rollback().execute()
    await drained
    expect(binh.last().text).toContain('Mã tra cứu')
    expect(await app.db.selectFrom('tip').select('id').execute()).toHaveLength(2)
  })

  test('twice of one person: one after the other, in order', async ({ app }) => {
    const lan = app.citizen()
    await lan.says('Tôi bị lừa 5 triệu')
    const before = lan.messages().length
    const { lanes } = app.app
    await lan.posts({ kind: 'text', text: '3' })
    await lan.posts({ kind: 'text', text: '1' })
    await lan.posts({ kind: 'text', text: '1' })
    const id = await idOf(app, lan)
    await Promise.all([lanes.wake(id), lanes.wake(id), lanes.wake(id)])
    expect(
      lan
        .messages()
        .slice(before)
        .map(({ text }) => text.split('\n').at(0)),
    ).toEqual([
      expect.stringContaining('Gõ 0'),
      expect.stringContaining('Bạn đã kể'),
      expect.stringContaining('Theo nội dung'),
    ])
  })
})

describe('a reply that its turn claimed', () => {
  test('goes out once its lease is over when the process died before sending it, and in order', async ({ app }) => {
    const lan = app.citizen()
    await lan.says('Xin chào')
    const before = lan.messages().length
    await lan.posts({ kind: 'text', text: 'MENU' })
    const [id] = await idsOf(app, [lan])
    await takeTurns(app.app.shell, [id ?? ''])
    await lan.posts({ kind: 'text', text: 'Tôi bị lừa 5 triệu' })
    await app.drain()
    expect(lan.messages()).toHaveLength(before)
    await app.db
      .updateTable('outbox')
      .set({ leaseUntil: new Date(0) })
      .where('status', '=', 'sending')
      .execute()
    await app.drain()
    expect(lan.messages().length).toBeGreaterThan(before + 1)
    const sent = await app.db.selectFrom('outbox').select(['id', 'sentAt']).orderBy('id').execute()
    expect(sent.map(({ sentAt }) => sentAt?.getTime())).toEqual(sent.map(({ sentAt }) => sentAt?.getTime()).sort())
  })

  test('gives way to those behind it when it has to wait, and they keep their place', async ({ app }) => {
    const lan = app.citizen()
    app.channel.answers.push({ kind: 'failed', reason: 'network' })
    await lan.posts({ kind: 'text', text: 'Tôi bị lừa 5 triệu' })
    await lan.posts({ kind: 'text', text: '3' })
    await app.drain()
    expect(lan.messages()).toEqual([])
    const open = await app.db.selectFrom('outbox').select(['status', 'leaseUntil']).execute()
    expect(open.every(({ status, leaseUntil }) => status === 'pending' && leaseUntil === null)).toBe(true)
    await app.db
      .updateTable('outbox')
      .set({ nextTryAt: new Date(0) })
      .execute()
    await app.drain()
    expect(lan.messages().map(({ text }) => text.includes('đồng ý'))).toEqual([false, true])
  })
})

describe('events that arrive together', () => {
  test('are stored in their order, once each, whoever they are from', async ({ app }) => {
    const people = NAMES.map((name) => app.citizen(name))
    for (const person of people) await person.says('Xin chào')
    const posts = [1, 2, 3].flatMap((turn) =>
      [...people, app.citizen('moi')].flatMap((person) => {
        const post = () => person.posts({ kind: 'text', text: `lần ${turn}` }, `${person.chat}-${turn}`)
        return [post(), post()]
      }),
    )
    await Promise.all(posts)
    const rows = await app.db
      .selectFrom('inbox')
      .select(['conversationId', 'eventId'])
      .where('eventId', 'like', 'chat-of-%')
      .orderBy('id')
      .execute()
    expect(rows).toHaveLength(18)
    const ofNew = rows.filter(({ eventId }) => eventId.startsWith('chat-of-moi')).map(({ eventId }) => eventId)
    expect(ofNew).toEqual(['chat-of-moi-1', 'chat-of-moi-2', 'chat-of-moi-3'])
    const ofAn = rows.filter(({ eventId }) => eventId.startsWith('chat-of-an')).map(({ eventId }) => eventId)
    expect(ofAn).toEqual(['chat-of-an-1', 'chat-of-an-2', 'chat-of-an-3'])
  })
})
