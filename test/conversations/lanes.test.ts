import { sql } from 'kysely'
import { describe, expect, vi } from 'vitest'
import { wakeHandlers } from '../../src/app/sweeps.js'
import { listReadyConversations } from '../../src/conversations/queries.js'
import { sendReplies } from '../../src/conversations/send.js'
import { enqueueMessages } from '../../src/platform/outbox.js'
import { type TestApp, test } from '../harness/test.js'

async function conversationOf({ db }: TestApp): Promise<string> {
  const { id } = await db.selectFrom('conversation').select('id').executeTakeFirstOrThrow()
  return id
}

describe('an event that waits', () => {
  test('holds back what came after it, and the lane rests meanwhile', async ({ app, picture }) => {
    const lan = app.citizen()
    app.channel.files.set('slow', picture)
    await lan.posts({ kind: 'media', media: [{ fileRef: 'slow' }] })
    const lease = sql<Date>`clock_timestamp() + interval '1 minute'`
    await app.db.updateTable('inbox').set({ nextTryAt: lease }).execute()
    await lan.posts({ kind: 'text', text: 'Tôi bị lừa 5 triệu' })
    const id = await conversationOf(app)
    expect(await listReadyConversations(app.db, app.clock.now(), 10)).toEqual([])
    await app.app.lanes.wake(id)
    expect(lan.messages()).toEqual([])

    await app.db
      .updateTable('inbox')
      .set({ nextTryAt: new Date(0) })
      .execute()
    expect(await listReadyConversations(app.db, app.clock.now(), 10)).toEqual([id])
    await app.app.lanes.sweep()
    expect(lan.messages()).toHaveLength(2)
  })
})

describe('without any sweep', () => {
  test('an event that came while somebody else had the lane is taken once the lane is free', async ({ app }) => {
    const lan = app.citizen()
    await lan.says('Xin chào')
    const before = lan.messages().length
    const holder = await app.db.startTransaction().execute()
    await holder.selectFrom('conversation').select('id').forNoKeyUpdate().execute()
    await startWorker(app)
    const postponed = vi.spyOn(app.app.shell.jobs, 'wakeAfter')
    await lan.posts({ kind: 'text', text: 'MENU' })
    await vi.waitUntil(() => postponed.mock.calls.length > 1, WAIT)
    expect(lan.messages()).toHaveLength(before)
    await holder.commit().execute()
    await vi.waitUntil(() => lan.messages().length > before, WAIT)
  })

  test('a picture that found no place among those being fetched is fetched when there is one', async ({
    app,
    picture,
  }) => {
    const lan = app.citizen()
    const { fetches } = app.app.shell
    await lan.says('Xin chào')
    const before = lan.messages().length
    const places: (() => void)[] = []
    const other = { id: 'other', onFree: (leave: () => void) => leave() }
    for (let leave = fetches.enter('memory', other); leave; leave = fetches.enter('memory', other)) places.push(leave)
    await startWorker(app)
    const asked = vi.spyOn(fetches, 'enter')
    app.channel.files.set('one', picture)
    await lan.posts({ kind: 'media', media: [{ fileRef: 'one' }] })
    await vi.waitUntil(() => asked.mock.results.length > 0, WAIT)
    expect(asked.mock.results[0]).toMatchObject({ value: null })
    for (const leave of places) leave()
    await vi.waitUntil(() => lan.messages().length > before, WAIT)
  })
})

test('chats that found no place to send from get the one that is free by turns, and nobody comes in vain', async ({
  app,
}) => {
  const { sends } = app.app.shell
  const other = { id: 'other', onFree: (leave: () => void) => leave() }
  const places: (() => void)[] = []
  for (let leave = sends.enter('memory', other); leave; leave = sends.enter('memory', other)) places.push(leave)
  const chats = ['lan', 'mai', 'nam'].map((name) => app.citizen(name))
  await startWorker(app)
  const asked = vi.spyOn(sends, 'enter')
  for (const chat of chats) await chat.posts({ kind: 'text', text: 'MENU' })
  const waiting = () =>
    app.db.selectFrom('outbox').select('id').where('status', '=', 'pending').where('attempts', '=', 0).execute()
  await vi.waitUntil(async () => asked.mock.calls.length === 3 && (await waiting()).length === 3, WAIT)
  asked.mockClear()
  places[0]?.()
  await vi.waitUntil(() => chats.every((chat) => chat.messages().length > 0), WAIT)
  expect(asked).not.toHaveBeenCalled()
})

const WAIT = { timeout: 10_000, interval: 10 }

/** Jobs of the queue, and no sweeps. */
async function startWorker({ app }: TestApp): Promise<void> {
  await app.platform.jobs.untilReady()
  await app.platform.jobs.work(wakeHandlers(app))
}

describe('two senders of one chat', () => {
  test('a message that one of them is claiming is not passed by the other', async ({ app }) => {
    await app.citizen().says('Xin chào')
    const id = await conversationOf(app)
    const before = app.channel.delivered.length
    const target = { accountId: 'memory', conversationId: id }
    const texts = [{ text: 'một' }, { text: 'hai' }]
    await app.db.transaction().execute((tx) => enqueueMessages(tx, app.app.platform.deps.keys, target, texts))
    let sent: Promise<void> | undefined
    await app.db.transaction().execute(async (first) => {
      await first
        .selectFrom('outbox')
        .select('id')
        .where('status', '=', 'pending')
        .orderBy('id')
        .limit(1)
        .forUpdate()
        .execute()
      sent = sendReplies(app.app.shell, id)
      await vi.waitUntil(() => isSomebodyWaiting(app), { timeout: 5000, interval: 10 })
      expect(app.channel.delivered).toHaveLength(before)
    })
    await sent
    expect(app.channel.delivered.slice(before).map(({ text }) => text)).toEqual(['một', 'hai'])
  })

  test('what is said while the message before it is being noted as sent goes out without a sweep', async ({ app }) => {
    await app.citizen().says('Xin chào')
    const id = await conversationOf(app)
    const say = (text: string) =>
      app.db
        .transaction()
        .execute((tx) =>
          enqueueMessages(tx, app.app.platform.deps.keys, { accountId: 'memory', conversationId: id }, [{ text }]),
        )
    await say('một')
    const holder = await app.db.startTransaction().execute()
    const send = app.channel.send.bind(app.channel)
    app.channel.send = async (...message) => {
      await holder.selectFrom('outbox').select('id').where('status', '=', 'sending').forUpdate().execute()
      app.channel.send = send
      return send(...message)
    }
    const first = sendReplies(app.app.shell, id)
    await vi.waitUntil(() => isSomebodyWaiting(app), { timeout: 5000, interval: 10 })
    await say('hai')
    await sendReplies(app.app.shell, id)
    await holder.commit().execute()
    await first
    expect(app.channel.delivered.slice(-2).map(({ text }) => text)).toEqual(['một', 'hai'])
  })
})

async function isSomebodyWaiting({ db }: TestApp): Promise<boolean> {
  const { rows } =
    await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  return rows.length > 0
}
