import { describe, expect } from 'vitest'
import { test } from '../harness/test.js'
import {
  givenBroadcast,
  givenBulletin,
  givenChannel,
  givenSubscriber,
  givenSubscribers,
  later,
  outcomes,
  stateOf,
} from './given.js'

describe('who gets a bulletin', () => {
  test('everybody who asked for its area and topic, once, with the words to stop', async ({ app }) => {
    const wanted = [
      await givenSubscriber(app, { areas: ['51'] }),
      await givenSubscriber(app, { areas: ['VN', '51'], topics: ['LUA_DAO', 'MAO_DANH'] }),
    ]
    await givenSubscriber(app, { areas: ['21439'] })
    await givenSubscriber(app, { topics: ['TRE_EM'] })
    const id = await givenBroadcast(app)
    await app.drain()
    expect(app.channel.delivered.map(({ to }) => to).sort()).toEqual(wanted.map(({ address }) => address).sort())
    expect(app.channel.delivered[0]?.text).toMatch(/Công an giả gọi điện[\s\S]*Gõ DUNG/)
    expect(app.channel.delivered[0]?.offers?.map(({ payload }) => payload)).toContain('dung')
    expect([await outcomes(app, id), await stateOf(app, id)]).toEqual([{ sent: 2 }, 'done'])
  })

  test('nobody who blocked the channel, or reads another language', async ({ app }) => {
    const [blocked] = await givenSubscribers(app, 1)
    await app.db
      .updateTable('conversation')
      .set({ blockedAt: app.clock.now() })
      .where('id', '=', blocked?.conversationId ?? '')
      .execute()
    await givenSubscriber(app, { langs: ['en'] })
    await givenSubscriber(app)
    const id = await givenBroadcast(app)
    await app.drain()
    expect(await outcomes(app, id)).toEqual({ 'ineligible blocked': 1, 'ineligible language': 1, sent: 1 })
  })

  test('nobody who left', async ({ app }) => {
    const left = await givenSubscriber(app)
    await app.db
      .updateTable('subscription')
      .set({ leftAt: app.clock.now(), leftBecause: 'stop' })
      .where('conversationId', '=', left.conversationId)
      .execute()
    const id = await givenBroadcast(app)
    await app.drain()
    expect(await outcomes(app, id)).toEqual({})
    expect(await stateOf(app, id)).toBe('done')
  })

  test('no more a week than asked for, but an emergency passes', async ({ app }) => {
    await givenSubscriber(app, { weeklyCap: 1 })
    await givenBroadcast(app)
    await app.drain()
    await later(app)
    const second = await givenBroadcast(app)
    await app.drain()
    await later(app)
    const emergency = await givenBroadcast(app, { isEmergency: true })
    await app.drain()
    expect(await outcomes(app, second)).toEqual({ 'ineligible weekly_cap': 1 })
    expect(await outcomes(app, emergency)).toEqual({ sent: 1 })
  })

  test('a person on two channels gets it on the one used last, or on both when asked', async ({ app }) => {
    const one = await givenSubscriber(app)
    app.clock.advance({ minutes: 1 })
    const later = await givenChannel(app, one.subscriberId)
    const both = await givenSubscriber(app, { wantsAllChannels: true })
    const again = await givenChannel(app, both.subscriberId)
    const id = await givenBroadcast(app)
    await app.drain()
    expect(app.channel.delivered.map(({ to }) => to).sort()).toEqual(
      [later, both, again].map(({ address }) => address).sort(),
    )
    expect(await outcomes(app, id)).toEqual({ sent: 3, 'ineligible other_channel': 1 })
  })

  test('a channel’s own window and quota are kept', async ({ app }) => {
    app.channel.bulletins = { via: 'call', windowHours: 168, perPersonPerMonth: 1 }
    const old = await givenSubscriber(app)
    await app.db
      .updateTable('conversation')
      .set({ lastEventAt: new Date(app.clock.now().getTime() - 8 * 86_400_000) })
      .where('id', '=', old.conversationId)
      .execute()
    await givenSubscriber(app)
    const first = await givenBroadcast(app)
    await app.drain()
    await later(app)
    const second = await givenBroadcast(app)
    await app.drain()
    expect(await outcomes(app, first)).toEqual({ 'ineligible window': 1, sent: 1 })
    expect(await outcomes(app, second)).toEqual({ 'ineligible window': 1, 'ineligible quota': 1 })
  })

  test('a correction goes to who got the error, also if they asked for other topics since', async ({ app }) => {
    const reader = await givenSubscriber(app)
    const { bulletinId } = await givenBulletin(app)
    await givenBroadcast(app, { bulletinId })
    await app.drain()
    await app.db
      .updateTable('subscriber')
      .set({ topics: ['TRE_EM'] })
      .where('id', '=', reader.subscriberId)
      .execute()
    await givenSubscriber(app)
    await later(app)
    const correction = await givenBroadcast(app, { correctsId: bulletinId, toReaders: true })
    await app.drain()
    expect(await outcomes(app, correction)).toEqual({ sent: 1 })
    expect(app.channel.delivered.map(({ to }) => to)).toEqual([reader.address, reader.address])
  })

  test('a second sending of the same version reaches only who has not got it', async ({ app }) => {
    await givenSubscriber(app)
    const { bulletinId } = await givenBulletin(app)
    await givenBroadcast(app, { bulletinId })
    await app.drain()
    const late = await givenSubscriber(app)
    const again = await givenBroadcast(app, { bulletinId })
    await app.drain()
    expect(await outcomes(app, again)).toEqual({ 'ineligible already': 1, sent: 1 })
    expect(app.channel.delivered.at(-1)?.to).toBe(late.address)
  })
})

test('a channel that keeps its own transcript gets the bulletin into the talk', async ({ app }) => {
  const reader = await givenSubscriber(app, {}, 'webchat')
  const id = await givenBroadcast(app)
  await app.drain()
  const rows = await app.db
    .selectFrom('outbox')
    .select('status')
    .where('conversationId', '=', reader.conversationId)
    .execute()
  expect(rows).toEqual([{ status: 'sent' }])
  expect(await outcomes(app, id)).toEqual({ sent: 1 })
})
