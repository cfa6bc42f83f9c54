import { expect, vi } from 'vitest'
import { sql } from 'kysely'
import { reserveTurns, sendSlots } from '../../src/conversations/send-slot.js'
import { sendReplies, sweepReplies } from '../../src/conversations/send.js'
import { enqueueMessages } from '../../src/platform/outbox.js'
import { type TestApp, test } from '../harness/test.js'

const RATE = 40
const CHATS = 130

test('who is told to come later takes nobody’s turn', async ({ app }) => {
  await limitTo(app, 5)
  await app.db
    .updateTable('account')
    .set({ nextSendAt: sql`clock_timestamp() + interval '7 seconds'` })
    .where('id', '=', 'memory')
    .execute()
  const account = await theAccount(app)
  const slots = sendSlots(app.db, 'this process')
  const before = await nextSendAt(app)
  for (let attempt = 0; attempt < 20; attempt++) {
    const slot = await slots.reserve(account)
    if (slot.kind !== 'later') throw new Error('a slot was given too early')
    expect(slot.seconds).toBeGreaterThan(5)
  }
  expect(await nextSendAt(app)).toEqual(before)
})

test('a flood of chats gets every message, and no second holds more than the platform allows', async ({ app }) => {
  await limitTo(app, RATE)
  const sentAt: number[] = []
  const send = app.channel.send.bind(app.channel)
  app.channel.send = async (...call) => {
    sentAt.push(performance.now())
    return send(...call)
  }
  const ids = await givenChats(app, CHATS)
  await Promise.all(ids.map((id) => sendReplies(app.app.shell, id)))
  await vi.waitUntil(
    async () => {
      await sweepReplies(app.app.shell)
      return sentAt.length >= CHATS
    },
    { timeout: 25_000, interval: 20 },
  )
  expect(app.channel.delivered).toHaveLength(CHATS)
  const most = Math.max(...sentAt.map((from) => sentAt.filter((at) => at >= from && at < from + 1000).length))
  expect(most).toBeLessThanOrEqual(RATE)
})

test('chats of a platform that hangs keep no other platform waiting', async ({ app }) => {
  const ids = await givenChats(app, 120)
  let letGo: (() => void) | undefined
  const hanging = new Promise<void>((resolve) => (letGo = resolve))
  let calls = 0
  app.channel.send = async () => {
    calls += 1
    await hanging
    return { kind: 'sent' }
  }
  let away = 0
  const all = ids.map(async (id) => {
    await sendReplies(app.app.shell, id)
    away += 1
  })
  await vi.waitUntil(() => away === 20, { timeout: 20_000 })
  expect(calls).toBe(100)
  letGo?.()
  await Promise.all(all)
  await sweepReplies(app.app.shell)
  // Whoever waited goes when a place is free, beside the sweep.
  const open = () => app.db.selectFrom('outbox').select('id').where('status', '<>', 'sent').execute()
  await vi.waitUntil(async () => (await open()).length === 0, { timeout: 20_000 })
  expect(calls).toBe(120)
})

async function limitTo(app: TestApp, ratePerSecond: number): Promise<void> {
  const settings = app.app.platform.deps.keys.seal(
    'settings',
    Buffer.from(JSON.stringify({ ratePerSecond: String(ratePerSecond) })),
    'memory',
  )
  await app.db.updateTable('account').set({ settings }).where('id', '=', 'memory').execute()
  app.app.accounts.forget()
}

async function theAccount(app: TestApp) {
  const account = await app.app.accounts.find('memory')
  if (!account) throw new Error('the account is gone')
  return account
}

async function nextSendAt(app: TestApp): Promise<Date | null> {
  const row = await app.db.selectFrom('account').select('nextSendAt').where('id', '=', 'memory').executeTakeFirst()
  return row?.nextSendAt ?? null
}

/** Conversations that each have one message waiting. */
async function givenChats(app: TestApp, count: number): Promise<string[]> {
  const { keys } = app.app.platform.deps
  return app.db.transaction().execute(async (tx) => {
    const ids: string[] = []
    for (let chat = 0; chat < count; chat++) {
      const { id } = await tx
        .insertInto('conversation')
        .values({
          accountId: 'memory',
          keyHash: keys.hash('conversation', `flood ${chat}`),
          address: keys.seal('address', `flood-${chat}`, 'memory'),
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await enqueueMessages(tx, keys, { accountId: 'memory', conversationId: id }, [{ text: `tin ${chat}` }])
      ids.push(id)
    }
    return ids
  })
}

test('processes that call for one account together keep more air between their calls', async ({ app }) => {
  await limitTo(app, 20)
  const account = await theAccount(app)
  const gapOf = async (sender: string) =>
    (await reserveTurns(app.db, account, { sender, count: 1, aheadMs: 60_000 }))?.gapMs
  expect([await gapOf('one'), await gapOf('one')]).toEqual([51.5, 51.5])
  for (const sender of ['two', 'two', 'one']) expect(await gapOf(sender)).toBeCloseTo(62.5)
  await app.db
    .updateTable('account')
    .set({ sharedUntil: new Date(0) })
    .execute()
  expect(await gapOf('one')).toBe(51.5)
})
