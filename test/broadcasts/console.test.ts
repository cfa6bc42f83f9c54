import { describe, expect } from 'vitest'
import { test } from '../harness/test.js'
import { signedIn } from '../teaching/bulletin-case.js'
import { givenBroadcast, givenBulletin, givenSubscriber, givenSubscribers, later, outcomes, stateOf } from './given.js'

const NOW = { when: 'now', span: '6', policy: 'skip' }

describe('before it is sent', () => {
  test('the page says how many get it on each channel, and how many not and why', async ({ app }) => {
    app.clock.set(new Date('2026-11-12T21:30:00+07:00'))
    await givenSubscribers(app, 2)
    await givenSubscribers(app, 3, { quietFrom: 60, quietUntil: 120 })
    await givenSubscriber(app, { langs: ['en'] })
    const left = await givenSubscriber(app)
    await app.db
      .updateTable('subscription')
      .set({ leftAt: app.clock.now(), leftBecause: 'stop' })
      .where('conversationId', '=', left.conversationId)
      .execute()
    const { bulletinId } = await givenBulletin(app)
    const lan = await signedIn(app, 'comms', 'CAT-51')
    const { body } = await lan.get(`/console/bulletins/${bulletinId}/send`)
    const words = body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    expect(words).toContain('5 người sẽ nhận, gửi hết trong chưa đến 1 phút')
    expect(words).toContain('1 người đã thôi nhận')
    expect(words).toMatch(/Kênh thử 3 2 1: Chọn ngôn ngữ khác/)
  })

  test('with nobody to send to nothing goes now, but a time can be set', async ({ app }) => {
    const { bulletinId } = await givenBulletin(app)
    const lan = await signedIn(app, 'comms', 'CAT-51')
    const page = await lan.get(`/console/bulletins/${bulletinId}/send`)
    expect(page.body).toContain('Chưa có ai để gửi ngay.')
    const refused = await lan.post(`/console/bulletins/${bulletinId}/send`, NOW)
    expect([refused.status, refused.body.includes('Chưa gửi cho ai')]).toEqual([409, true])
    expect(await app.db.selectFrom('broadcast').select('id').execute()).toEqual([])
    const later = { ...NOW, when: 'at', day: '1/12/2026', time: '8:00' }
    expect((await lan.post(`/console/bulletins/${bulletinId}/send`, later)).status).toBe(303)
  })

  test('what is past its date says so before it goes out', async ({ app }) => {
    const lan = await signedIn(app, 'comms', 'CAT-51')
    const pageOf = async (dates: { checkBy: string; validUntil?: string }) => {
      const { bulletinId } = await givenBulletin(app, dates)
      return (await lan.get(`/console/bulletins/${bulletinId}/send`)).body.includes('đã quá ngày ghi trong bài')
    }
    expect(await pageOf({ checkBy: '2026-11-12' })).toBe(false)
    expect(await pageOf({ checkBy: '2026-11-11' })).toBe(true)
    expect(await pageOf({ checkBy: '2027-11-11', validUntil: '2026-11-10' })).toBe(true)
  })

  test('a test goes to the own linked chat only, and says that it is one', async ({ app }) => {
    await givenSubscriber(app)
    const { bulletinId } = await givenBulletin(app)
    const lan = await signedIn(app, 'comms', 'CAT-51')
    const refused = await lan.post(`/console/bulletins/${bulletinId}/send-test`)
    expect([refused.status, refused.body.includes('chưa liên kết')]).toEqual([409, true])
    const chat = app.citizen('lan')
    const page = await lan.post('/console/me/chat')
    await chat.says(/LK-[0-9A-Z]{10}/.exec(page.body)?.[0] ?? '')
    expect((await lan.post(`/console/bulletins/${bulletinId}/send-test`)).status).toBe(303)
    await app.drain()
    expect(chat.last().text).toMatch(/^\[Bản gửi thử, chỉ đồng chí nhận\]\n\nCông an giả gọi điện/)
    expect(app.channel.delivered.filter(({ text }) => text.includes('Công an giả gọi điện'))).toHaveLength(1)
  })

  test.for([
    ['a time that is over', { ...NOW, when: 'at', day: '1/1/2020', time: '8:00' }, 'Giờ này đã qua.'],
    ['a day that is none', { ...NOW, when: 'at', day: '31/2/2027', time: '8:00' }, 'Xin ghi ngày như'],
    ['no time', { ...NOW, when: 'at', day: '1/12/2026', time: '' }, 'Xin ghi ngày như'],
    ['a span that nobody offers', { ...NOW, span: '900' }, 'Xin chọn thời gian gửi.'],
    ['a policy that nobody offers', { ...NOW, policy: 'twice' }, 'Xin chọn cách xử lý'],
  ] as const)('%s is refused in words beside its field', async ([_name, fields, words], { app }) => {
    await givenSubscriber(app)
    const { bulletinId } = await givenBulletin(app)
    const lan = await signedIn(app, 'comms', 'CAT-51')
    const { status, body } = await lan.post(`/console/bulletins/${bulletinId}/send`, fields)
    expect([status, body.includes(words)]).toEqual([422, true])
  })

  test('what is not approved, or is another province’s, cannot be sent', async ({ app }) => {
    await givenSubscriber(app)
    const { bulletinId } = await givenBulletin(app)
    const lan = await signedIn(app, 'comms', 'CAT-51')
    await app.db.updateTable('bulletin').set({ state: 'draft' }).where('id', '=', bulletinId).execute()
    expect((await lan.post(`/console/bulletins/${bulletinId}/send`, NOW)).status).toBe(409)
    const elsewhere = await signedIn(app, 'lead', 'CAT-48')
    expect((await elsewhere.post(`/console/bulletins/${bulletinId}/send`, NOW)).status).toBe(404)
  })
})

test('a warning at a set time goes then, and its bulletin is public from then on', async ({ app }) => {
  await givenSubscribers(app, 2)
  const { bulletinId } = await givenBulletin(app)
  const lan = await signedIn(app, 'comms', 'CAT-51')
  const { location } = await lan.post(`/console/bulletins/${bulletinId}/send`, {
    ...NOW,
    when: 'at',
    day: '14/11/2026',
    time: '8h30',
  })
  const id = /(\d+)$/.exec(location)?.[1] ?? ''
  await app.drain()
  expect([await stateOf(app, id), app.channel.delivered.length]).toEqual(['scheduled', 0])
  app.clock.set(new Date('2026-11-14T08:30:00+07:00'))
  await app.drain()
  expect(await outcomes(app, id)).toEqual({ sent: 2 })
  const bulletin = await app.db
    .selectFrom('bulletin')
    .select(['state', 'publicVersion'])
    .where('id', '=', bulletinId)
    .executeTakeFirst()
  expect(bulletin).toEqual({ state: 'published', publicVersion: 1 })
})

test('what was edited after it was scheduled is not sent, and an alarm says so', async ({ app }) => {
  await givenSubscriber(app)
  const { bulletinId } = await givenBulletin(app)
  const id = await givenBroadcast(app, { bulletinId, startAt: new Date('2026-11-12T12:00:00+07:00') })
  await app.db.updateTable('bulletin').set({ state: 'draft', version: 2 }).where('id', '=', bulletinId).execute()
  app.clock.set(new Date('2026-11-12T12:00:00+07:00'))
  await app.drain()
  const alarms = await app.db.selectFrom('alarm').select('text').where('kind', 'like', 'broadcast_stopped:%').execute()
  expect([await stateOf(app, id), app.channel.delivered.length, alarms.length]).toEqual(['cancelled', 0, 1])
})

test('a second press of the same officer leads to the sending that the first began', async ({ app }) => {
  await givenSubscriber(app)
  const { bulletinId } = await givenBulletin(app)
  const lan = await signedIn(app, 'comms', 'CAT-51')
  const press = () => lan.post(`/console/bulletins/${bulletinId}/send`, NOW)
  const [first, second] = [await press(), await press()]
  expect(first.location).toMatch(/broadcasts\/\d+$/)
  expect([second.status, second.location]).toEqual([303, first.location])
})

describe('while and after it is sent', () => {
  test('who pauses second is told that it is paused; the log names who did', async ({ app }) => {
    await givenSubscribers(app, 2)
    const id = await givenBroadcast(app)
    await app.app.broadcasts.begin()
    const lan = await signedIn(app, 'comms', 'CAT-51')
    expect((await lan.post(`/console/broadcasts/${id}/pause`)).status).toBe(303)
    const second = await lan.post(`/console/broadcasts/${id}/pause`)
    expect([second.status, second.body.includes('đang tạm dừng')]).toEqual([409, true])
    const page = await lan.get(`/console/broadcasts/${id}`)
    expect(page.body).toContain('Gửi tiếp')
    const log = await app.db
      .selectFrom('auditLog')
      .select('officerId')
      .where('action', '=', 'broadcast.pause')
      .execute()
    expect(log).toEqual([{ officerId: lan.officer.id }])
  })

  test('the page says what came of it: delivered, left, opened, and the quiz without names', async ({ app }) => {
    const [stopped, opened] = await givenSubscribers(app, 3)
    const id = await givenBroadcast(app)
    await app.drain()
    await app.db
      .updateTable('subscription')
      .set({ leftAt: new Date(Date.now() + 3_600_000), leftBecause: 'stop' })
      .where('conversationId', '=', stopped?.conversationId ?? '')
      .execute()
    await app.db
      .updateTable('broadcastRecipient')
      .set({ openedAt: new Date() })
      .where('conversationId', '=', opened?.conversationId ?? '')
      .execute()
    await app.db
      .insertInto('quizResult')
      .values({ day: '2026-11-12', quizId: 'x', rightAnswers: 4, questions: 5, broadcastId: id })
      .execute()
    const lan = await signedIn(app, 'auditor', 'CAT-51')
    const { body } = await lan.get(`/console/broadcasts/${id}`)
    const words = body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    expect(words).toContain('3 trên 3 người (100%)')
    expect(words).toContain('1 người thôi nhận trong 7 ngày sau khi nhận (33,3%)')
    expect(words).toContain('1 người mở đố vui')
    expect(words).toContain('1 lượt làm xong đố vui, đúng 80% số câu')
    expect(words).not.toContain('Hủy phần còn lại')
  })

  test('after 30 days nobody knows any more who got it, and the counts stay', async ({ app }) => {
    await givenSubscribers(app, 2)
    const id = await givenBroadcast(app)
    await app.drain()
    app.clock.advance({ days: 31 })
    await app.app.broadcasts.forget()
    expect(await app.db.selectFrom('broadcastRecipient').select('state').execute()).toEqual([])
    const lan = await signedIn(app, 'comms', 'CAT-51')
    expect((await lan.get(`/console/broadcasts/${id}`)).body).toContain('2 trên 2 người')
  })

  test('the month names each unit’s work and the units without a bulletin', async ({ app }) => {
    await givenSubscribers(app, 2)
    await givenBroadcast(app)
    await app.drain()
    const lan = await signedIn(app, 'lead', 'CAT-51')
    const { body } = await lan.get('/console/statistics')
    const words = body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    expect(words).toMatch(/Công an tỉnh Quảng Ngãi 1 1 2 /)
    expect(words).toMatch(/Đơn vị chưa có bản tin trong tháng \(\d\d\)/)
    expect(words).toContain('Công an phường Đức Phổ')
    await later(app, { days: 40 })
    const again = await signedIn(app, 'lead', 'CAT-51')
    expect((await again.get('/console/statistics')).body).toContain('Tháng này chưa có bản tin nào')
  })
})
