import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { subscribe } from '../../src/features/subscriptions/subscribe.js'
import { purgeSubscriptions } from '../../src/features/subscriptions/sweeps.js'
import type { Citizen } from '../harness/citizen.js'
import { reachSummary } from '../harness/report.js'
import { test } from '../harness/test.js'
import { listSubscribers, listSubscriptions, subscribes } from './subscriber.js'

describe('DUNG', () => {
  test('stops at once from the middle of a report, which goes on, and is proved', async ({ app }) => {
    const lan = app.citizen()
    await subscribes(lan)
    await lan.presses('Xong')
    await reachSummary(lan)
    const said = (await lan.says('dừng')).join('\n')
    expect(said).toMatch(/Đã dừng\.[\s\S]*Bạn xem lại trước khi gửi/)
    expect(await listSubscriptions(app)).toMatchObject([{ leftAt: app.clock.now(), leftBecause: 'stop' }])
    const answers = await app.db.selectFrom('consent').select('answer').where('kind', '=', 'bulletins').execute()
    expect(answers).toEqual([{ answer: 'agree' }, { answer: 'withdraw' }])
    expect((await lan.says('DUNG')).join()).toContain('không đăng ký nhận bản tin nào')
  })

  test('stops from within the settings, and from the menu with a report below', async ({ app }) => {
    const lan = app.citizen()
    await reachSummary(lan)
    await subscribes(lan)
    await lan.says('thôi nhận')
    expect(lan.last().text).toMatch(/Đã dừng[\s\S]*Bạn xem lại trước khi gửi/)
    await subscribes(lan)
    await lan.says('MENU')
    expect((await lan.says('DUNG')).join()).toMatch(/Đã dừng[\s\S]*Bạn xem lại trước khi gửi/)
    expect(await listSubscriptions(app)).toMatchObject([{ leftBecause: 'stop' }])
  })

  test('is what the button under a bulletin does, whatever is being asked', async ({ app }) => {
    const lan = app.citizen()
    await subscribes(lan)
    await lan.says('giờ yên lặng')
    await lan.posts({ kind: 'choice', waitId: 'start', value: 'dung' })
    await app.drain()
    expect(lan.last().text).toMatch(/Đã dừng/)
    expect(await listSubscriptions(app)).toMatchObject([{ leftBecause: 'stop' }])
  })

  test('asks for a new consent before it begins again, with the wishes as they were', async ({ app }) => {
    const lan = app.citizen()
    await subscribes(lan)
    for (const said of ['số bản tin mỗi tuần', '5', 'xong', 'DUNG', 'NHAN TIN']) await lan.says(said)
    expect(lan.last().text).toContain('Bạn có đồng ý không?')
    await lan.presses('Đồng ý')
    await lan.presses('Bỏ qua')
    expect(await listSubscribers(app)).toMatchObject([{ areas: ['VN'], weeklyCap: 5 }])
    expect(await listSubscriptions(app)).toMatchObject([{ leftAt: null, leftBecause: null }])
  })
})

describe('XOA', () => {
  const forgets = async (citizen: Citizen) => {
    await citizen.says('XOA')
    expect(citizen.last().text).toMatch(/phần đăng ký nhận bản tin[\s\S]*giữ làm bằng chứng/)
    await citizen.presses('Xóa dữ liệu của tôi')
    await citizen.presses('Chắc chắn, xóa')
  }

  test('takes the subscription, the wishes, the questions to repeat and the codes', async ({ app }) => {
    const lan = app.citizen()
    await subscribes(lan)
    for (const said of ['kênh khác', 'lấy mã ghép']) await lan.says(said)
    const { id: conversationId } = await app.db.selectFrom('conversation').select('id').executeTakeFirstOrThrow()
    await app.db
      .insertInto('quizRepetition')
      .values({ conversationId, questionId: 'q', box: 1, dueOn: '2026-12-01' })
      .execute()
    await forgets(lan)
    for (const table of ['subscriber', 'subscription', 'subscriberLink', 'quizRepetition'] as const) {
      expect(await app.db.selectFrom(table).selectAll().execute(), table).toEqual([])
    }
    const consents = await app.db.selectFrom('consent').select(['conversationId', 'answer']).execute()
    expect(consents).toEqual([{ conversationId: null, answer: 'agree' }])
  })

  test('in one of two chats leaves the other as it is', async ({ app }) => {
    const [phone, laptop] = [app.citizen('phone'), app.citizen('laptop')]
    await subscribes(phone)
    await subscribes(laptop)
    const [first, second] = await listSubscribers(app)
    await app.db
      .updateTable('subscription')
      .set({ subscriberId: first?.id ?? '' })
      .execute()
    await app.db
      .deleteFrom('subscriber')
      .where('id', '=', second?.id ?? '')
      .execute()
    await forgets(phone)
    expect(await listSubscriptions(app)).toMatchObject([{ subscriberId: first?.id, leftAt: null }])
  })
})

describe('time and absence', () => {
  test('who blocks us gets nothing, and on coming back the subscription goes on', async ({ app }) => {
    const lan = app.citizen()
    await subscribes(lan)
    await lan.posts({ kind: 'blocked' })
    await app.drain()
    const before = lan.messages().length
    app.clock.advance({ days: 300 })
    await app.app.sweeper.runAll()
    expect(lan.messages()).toHaveLength(before)
    expect(await listSubscriptions(app)).toMatchObject([{ leftAt: null }])
    await lan.posts({ kind: 'unblocked' })
    await app.drain()
    expect((await lan.says('NHAN TIN')).join()).toContain('Bạn đang nhận bản tin')
  })

  test('who has blocked us for a year is gone', async ({ app }) => {
    const lan = app.citizen()
    await subscribes(lan)
    await lan.posts({ kind: 'blocked' })
    await app.drain()
    app.clock.advance({ days: 366 })
    await app.app.sweeper.runAll()
    expect(await listSubscriptions(app)).toMatchObject([{ leftBecause: 'gone' }])
  })

  test('a subscriber who says nothing for months is not forgotten', async ({ app }) => {
    const lan = app.citizen()
    await subscribes(lan)
    await lan.says('xong')
    app.clock.advance({ days: 90 })
    await app.db
      .updateTable('conversation')
      .set({ lastEventAt: new Date('2026-01-01') })
      .execute()
    await app.db.deleteFrom('inbox').execute()
    await app.db.deleteFrom('outbox').execute()
    await app.app.sweeper.runAll()
    expect(await listSubscriptions(app)).toMatchObject([{ leftAt: null }])
  })

  test('who subscribes again just then is not purged under the way', async ({ app }) => {
    const lan = app.citizen()
    await subscribes(lan)
    await lan.says('DUNG')
    app.clock.advance({ days: 31 })
    const { deps } = app.app.platform
    const [left] = await listSubscriptions(app)
    const context = {
      accountId: 'memory',
      conversationId: left?.conversationId ?? '',
      channel: '',
      lang: 'vi' as const,
    }
    await app.db.transaction().execute(async (first) => {
      await subscribe(first, deps, context, ['VN'])
      await app.db.transaction().execute(async (second) => {
        await sql`set local lock_timeout = '2s'`.execute(second)
        await purgeSubscriptions(second, app.clock.now())
      })
    })
    expect(await listSubscriptions(app)).toMatchObject([{ leftAt: null }])
    expect(await listSubscribers(app)).toMatchObject([{ areas: ['VN'] }])
  })

  test('what was left is deleted after 30 days, with the wishes when no other chat has them', async ({ app }) => {
    const [lan, minh] = [app.citizen(), app.citizen('minh')]
    await subscribes(lan)
    await subscribes(minh)
    await lan.says('DUNG')
    app.clock.advance({ days: 29 })
    await app.app.sweeper.runAll()
    expect(await listSubscribers(app)).toHaveLength(2)
    app.clock.advance({ days: 1 })
    await app.app.sweeper.runAll()
    expect(await listSubscribers(app)).toHaveLength(1)
    expect(await listSubscriptions(app)).toMatchObject([{ leftAt: null }])
  })
})
