import { describe, expect } from 'vitest'
import { decideTip } from '../../src/features/tips/decide-tip.js'
import { transferTip } from '../../src/features/tips/transfer-tip.js'
import { act, givenOfficer } from '../harness/officers.js'
import { filesReport } from '../harness/report.js'
import { type TestApp, test } from '../harness/test.js'

const ofAll = async ({ db }: TestApp) => db.selectFrom('outbox').select(['status', 'attempts']).execute()
const theTip = ({ db }: TestApp) => db.selectFrom('tip').selectAll().executeTakeFirstOrThrow()

async function makeDue({ db }: TestApp): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ nextTryAt: new Date(0) })
    .where('status', '=', 'pending')
    .execute()
}

describe('trouble on the way', () => {
  test('a platform that is down for a long time costs no message, and an alarm says so', async ({ app }) => {
    const lan = app.citizen()
    app.channel.answers.push(...Array(40).fill({ kind: 'failed', reason: 'network' }))
    await lan.posts({ kind: 'text', text: 'Tôi bị lừa 5 triệu' })
    for (let attempt = 0; attempt < 15; attempt++) {
      await makeDue(app)
      await app.drain()
    }
    expect(lan.messages()).toEqual([])
    expect((await ofAll(app)).map(({ status }) => status)).toEqual(['pending'])
    const alarms = await app.db.selectFrom('alarm').select('kind').execute()
    expect(alarms).toEqual([{ kind: 'sending_failed:memory' }])
    app.channel.answers.length = 0
    await makeDue(app)
    await app.drain()
    expect(lan.messages()).toHaveLength(1)
  })

  test('what is queued for an account that is switched off waits until it is on again', async ({ app }) => {
    const lan = app.citizen()
    await lan.says('Tôi bị lừa 5 triệu')
    await lan.posts({ kind: 'text', text: '3' })
    await app.db.updateTable('account').set({ isEnabled: false }).where('id', '=', 'memory').execute()
    app.app.accounts.forget()
    await app.drain()
    expect((await ofAll(app)).map(({ status }) => status)).toEqual(['sent', 'pending'])
    await app.db.updateTable('account').set({ isEnabled: true }).where('id', '=', 'memory').execute()
    app.app.accounts.forget()
    await makeDue(app)
    await app.drain()
    expect(lan.last().text).toContain('Bạn có đồng ý không?')
  })

  test('a picture whose fetching throws is refused in words after some tries, and the talk goes on', async ({
    app,
  }) => {
    const lan = app.citizen()
    app.channel.fetchFile = () => Promise.reject(new Error('disk'))
    await lan.posts({ kind: 'media', media: [{ fileRef: 'x' }] })
    for (let attempt = 0; attempt < 8; attempt++) {
      await app.db
        .updateTable('inbox')
        .set({ nextTryAt: new Date(0) })
        .where('doneAt', 'is', null)
        .execute()
      await app.drain()
    }
    expect(lan.messages().length).toBeGreaterThan(0)
    expect(await app.db.selectFrom('inbox').select('id').where('doneAt', 'is', null).execute()).toEqual([])
  })
})

describe('clocks and levels', () => {
  test('a tip decided after its time is a breach, also when no sweep saw it', async ({ app }) => {
    const officer = await givenOfficer(app, 'lead', 'CA-21439')
    await filesReport(app.citizen())
    const { number } = await theTip(app)
    app.clock.advance({ hours: 25 })
    const { deps } = app.app.platform
    await act(app, officer, (tx) => decideTip(tx, deps, officer, number, { code: 'huong_dan', reason: 'đã hướng dẫn' }))
    const clocks = await app.db.selectFrom('tipClock').select(['kind', 'breachedAt']).orderBy('kind').execute()
    expect(clocks).toEqual([
      { kind: 'pass_on', breachedAt: app.clock.now() },
      { kind: 'resolve', breachedAt: null },
    ])
  })

  test('an urgent tip that was transferred has its quarter of an hour at the new unit, and goes to that one’s parent', async ({
    app,
  }) => {
    const ward = await givenOfficer(app, 'intake', 'CA-21439')
    await givenOfficer(app, 'intake', 'CA-21451')
    await givenOfficer(app, 'lead', 'CAT-51')
    await filesReport(app.citizen(), { danger: 'Có người nguy hiểm', category: 'Khác, hoặc chưa rõ' })
    const { number, id } = await theTip(app)
    const { deps } = app.app.platform
    app.clock.advance({ minutes: 14 })
    await act(app, ward, (tx) => transferTip(tx, deps, ward, number, { unitCode: 'CA-21451', reason: 'đúng địa bàn' }))
    app.clock.advance({ minutes: 5 })
    await app.app.sweeper.runAll()
    expect((await theTip(app)).escalatedAt).toBeNull()
    app.clock.advance({ minutes: 11 })
    await app.app.sweeper.runAll()
    const levels = await app.db
      .selectFrom('tipAccess')
      .innerJoin('unit', 'unit.id', 'tipAccess.unitId')
      .select(['unit.code', 'tipAccess.kind'])
      .where('tipId', '=', id)
      .where('tipAccess.kind', '=', 'escalated')
      .execute()
    expect(levels).toEqual([{ code: 'CAT-51', kind: 'escalated' }])
  })
})
