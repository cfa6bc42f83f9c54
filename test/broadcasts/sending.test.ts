import { sql } from 'kysely'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, vi } from 'vitest'
import { claimRecipients } from '../../src/conversations/broadcast/claim.js'
import { purgeServed } from '../../src/conversations/purge.js'
import { controlBroadcast } from '../../src/features/broadcasts/control-broadcast.js'
import { createBroadcast } from '../../src/features/broadcasts/create-broadcast.js'
import type { Control } from '../../src/features/broadcasts/broadcast-rules.js'
import { enqueueMessages } from '../../src/platform/outbox.js'
import { insertOfficer } from '../console/given.js'
import { type TestApp, test } from '../harness/test.js'
import { givenBroadcast, givenBulletin, givenSubscriber, givenSubscribers, later, outcomes, stateOf } from './given.js'

describe('what a platform answers', () => {
  test('who blocked the bot is noted, and the next bulletin leaves them out', async ({ app }) => {
    await givenSubscriber(app)
    app.channel.answers.push({ kind: 'blocked' })
    const first = await givenBroadcast(app)
    await app.drain()
    const second = await givenBroadcast(app)
    await app.drain()
    expect([await outcomes(app, first), await outcomes(app, second)]).toEqual([
      { blocked: 1 },
      { 'ineligible blocked': 1 },
    ])
  })

  test('a chat that is gone ends its subscription', async ({ app }) => {
    const gone = await givenSubscriber(app)
    app.channel.answers.push({ kind: 'rejected', reason: 'chat not found' })
    const id = await givenBroadcast(app)
    await app.drain()
    const row = await app.db
      .selectFrom('subscription')
      .select('leftBecause')
      .where('conversationId', '=', gone.conversationId)
      .executeTakeFirst()
    expect([await outcomes(app, id), row?.leftBecause]).toEqual([{ 'failed chat not found': 1 }, 'gone'])
  })

  test('a 429 pauses the account and loses nobody', async ({ app }) => {
    await givenSubscribers(app, 3)
    app.channel.answers.push({ kind: 'rate_limited', retryAfterSeconds: 1 })
    const id = await givenBroadcast(app)
    await app.drain()
    app.clock.advance({ minutes: 1 })
    await app.db.updateTable('account').set({ pausedUntil: null }).execute()
    await app.drain()
    expect(await outcomes(app, id)).toEqual({ sent: 3 })
    expect(app.channel.delivered).toHaveLength(3)
  })

  test('what certainly did not leave is tried again; what may have arrived is not, unless the sender wants it', async ({
    app,
  }) => {
    const unsure = { kind: 'failed', reason: 'timeout', isUnsure: true } as const
    await givenSubscriber(app)
    app.channel.answers.push({ kind: 'failed', reason: 'network ECONNREFUSED' })
    const retried = await givenBroadcast(app)
    await app.drain()
    await later(app)
    await app.drain()
    await later(app)
    app.channel.answers.push(unsure)
    const skipped = await givenBroadcast(app)
    await app.drain()
    await later(app)
    app.channel.answers.push(unsure)
    const resent = await givenBroadcast(app, { onUncertain: 'resend' })
    await app.drain()
    await later(app)
    await app.drain()
    expect([await outcomes(app, retried), await outcomes(app, skipped), await outcomes(app, resent)]).toEqual([
      { sent: 1 },
      { 'uncertain timeout': 1 },
      { sent: 1 },
    ])
  })

  test('an outage of hours uses up nobody’s chances', async ({ app }) => {
    await givenSubscribers(app, 2)
    const id = await givenBroadcast(app, { stopAt: new Date(app.clock.now().getTime() + 20 * 3_600_000) })
    for (let hour = 0; hour < 10; hour++) {
      app.channel.answers.push({ kind: 'failed', reason: 'network ECONNREFUSED' })
      await app.drain()
      await later(app, { minutes: 6 })
    }
    app.channel.answers.length = 0
    await app.drain()
    expect(await outcomes(app, id)).toEqual({ sent: 2 })
  })
})

describe('a process that dies', () => {
  for (const [onUncertain, expected, messages] of [
    ['skip', { 'uncertain interrupted': 1, sent: 2 }, 2],
    ['resend', { sent: 3 }, 3],
  ] as const) {
    test(`leaves only what was on its way uncertain: ${onUncertain}`, async ({ app }) => {
      await givenSubscribers(app, 3)
      const id = await givenBroadcast(app, { onUncertain })
      await app.app.broadcasts.begin()
      const now = app.clock.now()
      const claimed = await claimRecipients(
        app.db,
        { accountId: 'memory', broadcastId: id, shard: 0 },
        { max: 1, minute: 600, now },
      )
      expect(claimed).toHaveLength(1)
      await app.drain()
      expect(await outcomes(app, id)).toEqual({ sending: 1, sent: 2 })
      await app.db
        .updateTable('broadcastRecipient')
        .set({ leaseUntil: sql`clock_timestamp()` })
        .where('state', '=', 'sending')
        .execute()
      await app.drain()
      expect(await outcomes(app, id)).toEqual(expected)
      expect([app.channel.delivered.length, await stateOf(app, id)]).toEqual([messages, 'done'])
    })
  }
})

describe('the time of day', () => {
  test('quiet hours are each person’s own, and end', async ({ app }) => {
    app.clock.set(new Date('2026-11-12T22:30:00+07:00'))
    const sleeper = await givenSubscriber(app)
    const owl = await givenSubscriber(app, { quietFrom: 0, quietUntil: 360 })
    const id = await givenBroadcast(app, { stopAt: new Date('2026-11-13T12:00:00+07:00') })
    await app.drain()
    expect(app.channel.delivered.map(({ to }) => to)).toEqual([owl.address])
    app.clock.set(new Date('2026-11-13T06:59:00+07:00'))
    await app.drain()
    expect(await outcomes(app, id)).toEqual({ pending: 1, sent: 1 })
    app.clock.set(new Date('2026-11-13T07:00:30+07:00'))
    await app.drain()
    expect(app.channel.delivered.at(-1)?.to).toBe(sleeper.address)
    expect(await stateOf(app, id)).toBe('done')
  })

  test('an emergency passes quiet hours', async ({ app }) => {
    app.clock.set(new Date('2026-11-12T23:30:00+07:00'))
    await givenSubscriber(app)
    const id = await givenBroadcast(app, { isEmergency: true })
    await app.drain()
    expect(await outcomes(app, id)).toEqual({ sent: 1 })
  })

  test('what slept past its end is not sent in the middle of another day', async ({ app }) => {
    app.clock.set(new Date('2026-11-12T20:59:00+07:00'))
    await givenSubscriber(app)
    await givenSubscriber(app, { quietFrom: 1200 })
    const id = await givenBroadcast(app, { stopAt: new Date('2026-11-13T00:00:00+07:00') })
    await app.drain()
    app.clock.set(new Date('2026-11-13T08:00:00+07:00'))
    await app.drain()
    expect(await outcomes(app, id)).toEqual({ sent: 1, 'ineligible late': 1 })
    expect(await stateOf(app, id)).toBe('done')
  })

  test('a process that was down at the hour sends nothing late, and says so', async ({ app }) => {
    await givenSubscriber(app)
    const id = await givenBroadcast(app, {
      startAt: new Date('2026-11-12T10:00:00+07:00'),
      stopAt: new Date('2026-11-12T12:00:00+07:00'),
    })
    await app.drain()
    expect(await stateOf(app, id)).toBe('scheduled')
    app.clock.set(new Date('2026-11-13T09:00:00+07:00'))
    await app.drain()
    const alarm = await app.db
      .selectFrom('alarm')
      .select('text')
      .where('kind', '=', `broadcast_stopped:${id}`)
      .executeTakeFirst()
    expect([await stateOf(app, id), app.channel.delivered.length]).toEqual(['missed', 0])
    expect(alarm?.text).toContain('máy không chạy vào giờ hẹn gửi')
  })
})

describe('who stops while it is being sent', () => {
  test('gets nothing any more: DUNG, a block and XOA count at once', async ({ app }) => {
    const [stopped, blocked, forgotten, reader] = await givenSubscribers(app, 4)
    const id = await givenBroadcast(app)
    await app.app.broadcasts.begin()
    const now = app.clock.now()
    const left = { leftAt: now, leftBecause: 'stop' }
    await app.db
      .updateTable('subscription')
      .set(left)
      .where('conversationId', '=', stopped?.conversationId ?? '')
      .execute()
    await app.db
      .updateTable('conversation')
      .set({ blockedAt: now })
      .where('id', '=', blocked?.conversationId ?? '')
      .execute()
    await app.db
      .deleteFrom('subscription')
      .where('conversationId', '=', forgotten?.conversationId ?? '')
      .execute()
    await app.drain()
    expect(app.channel.delivered.map(({ to }) => to)).toEqual([reader?.address])
    expect(await outcomes(app, id)).toEqual({ sent: 1, 'ineligible left': 2, 'ineligible blocked': 1 })
  })
})

describe('an officer’s hand', () => {
  test('a pause holds back everybody not yet called, and resuming goes on with them', async ({ app }) => {
    await givenSubscribers(app, 5)
    const id = await givenBroadcast(app)
    await app.app.broadcasts.begin()
    await act(app, id, 'pause')
    await app.drain()
    expect(await outcomes(app, id)).toEqual({ pending: 5 })
    await act(app, id, 'resume')
    await app.drain()
    expect(await outcomes(app, id)).toEqual({ sent: 5 })
  })

  test('a pause is not overtaken by what waits behind a platform that hangs', async ({ app }) => {
    await limitTo(app, 8)
    await givenSubscribers(app, 6)
    let letGo: (() => void) | undefined
    const hanging = new Promise<void>((resolve) => (letGo = resolve))
    let calls = 0
    app.channel.send = async () => {
      calls += 1
      await hanging
      return { kind: 'sent', messageId: String(calls) }
    }
    const id = await givenBroadcast(app)
    await app.app.broadcasts.begin()
    await app.app.broadcasts.send()
    await vi.waitUntil(() => calls === 4, { timeout: 10_000 })
    await act(app, id, 'pause')
    const waiting = { sending: 4, pending: 2 }
    await vi.waitUntil(async () => isDeepStrictEqual(await outcomes(app, id), waiting), {
      timeout: 10_000,
      interval: 20,
    })
    letGo?.()
    await app.drain()
    expect([await outcomes(app, id), calls]).toEqual([{ sent: 4, pending: 2 }, 4])
  })

  test('nothing goes after a cancel, and nothing comes back', async ({ app }) => {
    await givenSubscribers(app, 5)
    const id = await givenBroadcast(app)
    await app.app.broadcasts.begin()
    await act(app, id, 'cancel')
    await app.drain()
    expect(await outcomes(app, id)).toEqual({ 'ineligible cancelled': 5 })
    await expect(act(app, id, 'resume')).rejects.toThrow('đã hủy')
  })

  test('a bulletin that is withdrawn goes to nobody else', async ({ app }) => {
    await givenSubscribers(app, 2)
    const { bulletinId } = await givenBulletin(app)
    const id = await givenBroadcast(app, { bulletinId })
    await app.app.broadcasts.begin()
    await app.db
      .updateTable('bulletin')
      .set({ state: 'withdrawn', withdrawnAt: app.clock.now() })
      .where('id', '=', bulletinId)
      .execute()
    await app.app.broadcasts.end()
    await app.drain()
    expect([await stateOf(app, id), app.channel.delivered.length]).toEqual(['cancelled', 0])
  })

  test('what is edited while it is sent goes out as it was approved', async ({ app }) => {
    await givenSubscribers(app, 2)
    const { bulletinId, officer } = await givenBulletin(app)
    await givenBroadcast(app, { bulletinId })
    await app.app.broadcasts.begin()
    await app.db
      .insertInto('bulletinVersion')
      .values({
        bulletinId,
        number: 2,
        content: JSON.stringify({ title: 'Bản đang sửa dở' }),
        writtenBy: officer.id,
        writtenAt: app.clock.now(),
      })
      .execute()
    await app.db.updateTable('bulletin').set({ version: 2, state: 'draft' }).where('id', '=', bulletinId).execute()
    await app.drain()
    expect(app.channel.delivered.map(({ text }) => text.split('\n')[0])).toEqual([
      'Công an giả gọi điện',
      'Công an giả gọi điện',
    ])
  })

  test('of two who press “send” at once one is told of the other', async ({ app }) => {
    const { bulletinId, officer } = await givenBulletin(app)
    const other = await insertOfficer(app.db, 'comms', 'CAT-51')
    const { deps } = app.app.platform
    const now = app.clock.now()
    const request = {
      bulletinId,
      startAt: now,
      stopAt: new Date(now.getTime() + 3_600_000),
      onUncertain: 'skip',
      toReaders: false,
    } as const
    let second: Promise<string> | undefined
    await app.db.transaction().execute(async (first) => {
      await createBroadcast(first, deps, officer, request)
      second = app.db.transaction().execute((tx) => createBroadcast(tx, deps, other, request))
      second.catch(() => undefined)
    })
    await expect(second).rejects.toThrow('đang được gửi')
    expect(await app.db.selectFrom('broadcast').select('id').execute()).toHaveLength(1)
  })
})

test('a reply that waits for somebody goes before their bulletin', async ({ app }) => {
  const lan = app.citizen()
  await lan.says('MENU')
  const { id: conversationId } = await app.db.selectFrom('conversation').select('id').executeTakeFirstOrThrow()
  const { id: subscriberId } = await app.db
    .insertInto('subscriber')
    .values({ areas: ['51'], createdAt: app.clock.now(), changedAt: app.clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  await app.db
    .insertInto('subscription')
    .values({ conversationId, subscriberId, accountId: 'memory', since: app.clock.now() })
    .execute()
  await app.db
    .updateTable('outbox')
    .set({ status: 'pending', nextTryAt: new Date(Date.now() + 3_600_000) })
    .execute()
  const id = await givenBroadcast(app)
  await app.drain()
  expect(await outcomes(app, id)).toEqual({ pending: 1 })
  await app.db
    .updateTable('outbox')
    .set({ status: 'sent', sentAt: new Date(Date.now() - 3_600_000) })
    .execute()
  app.clock.advance({ minutes: 1 })
  await app.drain()
  expect(await outcomes(app, id)).toEqual({ sent: 1 })
})

async function limitTo(app: TestApp, ratePerSecond: number): Promise<void> {
  const settings = app.app.platform.deps.keys.seal(
    'settings',
    JSON.stringify({ ratePerSecond: String(ratePerSecond) }),
    'memory',
  )
  await app.db.updateTable('account').set({ settings }).where('id', '=', 'memory').execute()
  app.app.accounts.forget()
}

async function act(app: TestApp, id: string, control: Control): Promise<void> {
  const officer = await insertOfficer(app.db, 'comms', 'CAT-51')
  await app.db.transaction().execute((tx) => controlBroadcast(tx, app.app.platform.deps, officer, { id, control }))
}

test('a reply leaves a second after the bulletin to the same person', async ({ app }) => {
  const reader = await givenSubscriber(app)
  await givenBroadcast(app)
  await app.drain()
  await app.db
    .transaction()
    .execute((tx) =>
      enqueueMessages(tx, app.app.platform.deps.keys, { accountId: 'memory', conversationId: reader.conversationId }, [
        { text: 'Chào bạn' },
      ]),
    )
  await app.drain()
  expect(app.channel.delivered.at(-1)?.text).not.toBe('Chào bạn')
  await later(app)
  await app.drain()
  expect(app.channel.delivered.at(-1)?.text).toBe('Chào bạn')
})

test('who has not written for months still gets what they asked for', async ({ app }) => {
  await givenSubscriber(app)
  app.clock.advance({ days: 200 })
  await purgeServed(app.db, app.clock.now())
  const id = await givenBroadcast(app)
  await app.drain()
  expect(await outcomes(app, id)).toEqual({ sent: 1 })
})

test('a clock that jumps a day ahead ends it, and one that jumps back sends nothing again', async ({ app }) => {
  await givenSubscribers(app, 3, { quietFrom: 480, quietUntil: 1200 })
  const reader = await givenSubscriber(app)
  const id = await givenBroadcast(app)
  await app.drain()
  app.clock.advance({ days: 1 })
  await app.drain()
  app.clock.advance({ days: -2 })
  await app.drain()
  app.clock.advance({ days: 1 })
  await app.drain()
  expect(app.channel.delivered.map(({ to }) => to)).toEqual([reader.address])
  expect([await outcomes(app, id), await stateOf(app, id)]).toEqual([{ sent: 1, 'ineligible late': 3 }, 'done'])
})

test('a clock that jumps back in the middle loses nobody', async ({ app }) => {
  await givenSubscribers(app, 3)
  app.channel.answers.push({ kind: 'failed', reason: 'network ECONNREFUSED' })
  const id = await givenBroadcast(app)
  await app.drain()
  app.clock.advance({ hours: -3 })
  await app.drain()
  app.clock.advance({ hours: 3, minutes: 1 })
  await app.drain()
  expect([await outcomes(app, id), app.channel.delivered.length]).toEqual([{ sent: 3 }, 3])
})

test('who opens the quiz under a bulletin is counted, and the quiz’s end without a name', async ({ app }) => {
  const lan = app.citizen()
  await lan.says('MENU')
  const { id: conversationId } = await app.db.selectFrom('conversation').select('id').executeTakeFirstOrThrow()
  const now = app.clock.now()
  const { id: subscriberId } = await app.db
    .insertInto('subscriber')
    .values({ areas: ['51'], createdAt: now, changedAt: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  await app.db
    .insertInto('subscription')
    .values({ conversationId, subscriberId, accountId: 'memory', since: now })
    .execute()
  await later(app)
  const id = await givenBroadcast(app, { quiz: 'nhan-ra-cong-an-gia' })
  await app.drain()
  expect(lan.last().text).toContain(`Gõ DO VUI ${id} để làm đố vui.`)
  await later(app)
  await lan.says(`do vui ${id}`)
  expect(lan.last().text).toMatch(/^Câu 1\//)
  await later(app)
  for (let question = 0; question < 12 && !lan.last().text.includes('Bạn trả lời đúng'); question++) await lan.says('1')
  expect(lan.last().text).toContain('Bạn trả lời đúng')
  const recipient = await app.db.selectFrom('broadcastRecipient').select('openedAt').executeTakeFirst()
  const results = await app.db.selectFrom('quizResult').select(['broadcastId', 'areaCode']).execute()
  expect([recipient?.openedAt !== null, results]).toEqual([true, [{ broadcastId: id, areaCode: '51' }]])
})
