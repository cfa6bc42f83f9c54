import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { decideTip } from '../../src/features/tips/decide-tip.js'
import { extendTip } from '../../src/features/tips/extend-tip.js'
import { keepTip } from '../../src/features/tips/keep-tip.js'
import { tellProsecutor } from '../../src/features/tips/tell-prosecutor.js'
import { transferTip } from '../../src/features/tips/transfer-tip.js'
import type { Officer } from '../../src/platform/officer.js'
import { auditActions } from '../console/given.js'
import { act, givenOfficer } from '../harness/officers.js'
import { type TestApp, test } from '../harness/test.js'
import { DUC_PHO, givenOfficer as signedIn, givenTip, PA05, PROVINCE, SA_HUYNH } from './given-tip.js'

const LY_SON = 'CA-21548'
const PC02 = 'PC02-51'
const REASON = 'Vụ việc phức tạp, nhiều địa bàn'
const at = (local: string) => new Date(`${local}+07:00`)

const clocksOf = ({ db }: TestApp, kind: string) =>
  db
    .selectFrom('tipClock')
    .leftJoin('unit', 'unit.id', 'tipClock.unitId')
    .select(['unit.code', 'startedAt', 'dueAt', 'dueAtWorking', 'stoppedAt', 'breachedAt'])
    .where('tipClock.kind', '=', kind)
    .orderBy('tipClock.id')
    .execute()

const dueOf = async ({ db }: TestApp) => (await db.selectFrom('tip').select('dueAt').executeTakeFirstOrThrow()).dueAt

const eventTypes = async ({ db }: TestApp) =>
  (await db.selectFrom('tipEvent').select('type').orderBy('id').execute()).map(({ type }) => type)

const transfer = (app: TestApp, officer: Officer, number: string, unitCode: string) =>
  act(app, officer, (tx) =>
    transferTip(tx, app.app.platform.deps, officer, number, { unitCode, reason: 'Đúng thẩm quyền' }),
  )

const extend = (app: TestApp, officer: Officer, number: string, times = 1) =>
  app.db.transaction().execute((tx) => extendTip(tx, app.app.platform.deps, officer, number, { reason: REASON, times }))

async function sweepAt(app: TestApp, local: string): Promise<void> {
  app.clock.set(at(local))
  await app.app.sweeper.runAll()
}

describe('the unit’s clock', () => {
  test('starts anew with a transfer, with the hours of the new unit; the case’s clock never stops', async ({ app }) => {
    const mai = await givenOfficer(app, 'intake', DUC_PHO)
    const sa = await givenOfficer(app, 'intake', SA_HUYNH)
    await givenOfficer(app, 'intake', LY_SON)
    const { number } = await givenTip(app)
    app.clock.advance({ hours: 10 })
    await transfer(app, mai, number, SA_HUYNH)
    app.clock.advance({ hours: 10 })
    await transfer(app, sa, number, LY_SON)
    expect(await clocksOf(app, 'pass_on')).toMatchObject([
      { code: DUC_PHO, dueAt: at('2026-11-13T09:00:00'), stoppedAt: at('2026-11-12T19:00:00') },
      { code: SA_HUYNH, dueAt: at('2026-11-13T19:00:00'), stoppedAt: at('2026-11-13T05:00:00') },
      { code: LY_SON, startedAt: at('2026-11-13T05:00:00'), dueAt: at('2026-11-15T05:00:00'), stoppedAt: null },
    ])
    expect(await clocksOf(app, 'resolve')).toMatchObject([{ dueAt: at('2026-12-03T00:00:00'), stoppedAt: null }])
    expect(await dueOf(app)).toEqual(at('2026-11-15T05:00:00'))
  })

  test('does not start for a province, for which the law names no hours', async ({ app }) => {
    const mai = await givenOfficer(app, 'intake', DUC_PHO)
    await givenOfficer(app, 'intake', PROVINCE)
    const { number } = await givenTip(app)
    await transfer(app, mai, number, PROVINCE)
    expect(await clocksOf(app, 'pass_on')).toHaveLength(1)
    expect(await clocksOf(app, 'prosecutor')).toEqual([])
    expect(await dueOf(app)).toEqual(at('2026-12-03T00:00:00'))
  })

  test('that ran out stays so when the tip goes on, and the next unit begins without a breach', async ({ app }) => {
    const mai = await givenOfficer(app, 'intake', DUC_PHO)
    await givenOfficer(app, 'intake', SA_HUYNH)
    const { number } = await givenTip(app)
    app.clock.advance({ hours: 25 })
    await transfer(app, mai, number, SA_HUYNH)
    expect(await clocksOf(app, 'pass_on')).toMatchObject([{ breachedAt: app.clock.now() }, { breachedAt: null }])
  })

  test('stops when somebody decides that the unit keeps the tip, with a line that says why', async ({ app }) => {
    const mai = await signedIn(app, 'intake', DUC_PHO)
    const { number } = await givenTip(app)
    expect((await mai.get(`/console/tips/${number}`)).body).toContain('Giữ tin để giải quyết')
    expect((await mai.post(`/console/tips/${number}/keep`)).status).toBe(422)
    const kept = await mai.post(`/console/tips/${number}/keep`, { reason: 'Thuộc thẩm quyền Công an phường' })
    expect(kept.status).toBe(303)
    expect((await clocksOf(app, 'pass_on'))[0]?.stoppedAt).toEqual(app.clock.now())
    expect(await dueOf(app)).toEqual(at('2026-12-03T00:00:00'))
    const { body } = await mai.get(`/console/tips/${number}`)
    expect(body).toContain('Giữ tin để giải quyết, không chuyển')
    expect(body).toContain('Thuộc thẩm quyền Công an phường')
    const { deps } = app.app.platform
    const again = act(app, mai.officer, (tx) => keepTip(tx, deps, mai.officer, number, 'Lần nữa'))
    await expect(again).rejects.toThrow('không còn chạy')
  })
})

describe('the prosecutor', () => {
  const tell = (app: TestApp, officer: Officer, number: string, day: string) =>
    act(app, officer, (tx) =>
      tellProsecutor(tx, app.app.platform.deps, officer, number, { day, letter: '123/TB-PC02' }),
    )

  test('is to be told within three working days by the first investigating body, and by no second one', async ({
    app,
  }) => {
    const mai = await givenOfficer(app, 'intake', DUC_PHO)
    const hung = await givenOfficer(app, 'intake', PC02)
    await givenOfficer(app, 'intake', PA05)
    const { number } = await givenTip(app)
    await transfer(app, mai, number, PC02)
    await transfer(app, hung, number, PA05)
    expect(await clocksOf(app, 'prosecutor')).toMatchObject([
      { startedAt: app.clock.now(), dueAt: at('2026-11-18T00:00:00'), dueAtWorking: at('2026-11-18T00:00:00') },
    ])
    expect(await dueOf(app)).toEqual(at('2026-11-18T00:00:00'))
  })

  test('was told by a letter: its day and number stand in the history, and the clock stops', async ({ app }) => {
    const hung = await signedIn(app, 'intake', PA05)
    const { number } = await givenTip(app, { category: 'MA_DOC_LINK' })
    app.clock.advance({ days: 1 })
    await hung.signIn()
    await expect(tell(app, hung.officer, number, '2026-11-14')).rejects.toThrow('sau hôm nay')
    await expect(tell(app, hung.officer, number, '2026-11-11')).rejects.toThrow('trước ngày')
    expect((await hung.post(`/console/tips/${number}/prosecutor`, { day: 'mai', letter: '' })).status).toBe(422)
    const letter = { day: '2026-11-13', letter: '123/TB-PA05' }
    expect((await hung.post(`/console/tips/${number}/prosecutor`, letter)).status).toBe(303)
    expect(await clocksOf(app, 'prosecutor')).toMatchObject([{ stoppedAt: app.clock.now(), breachedAt: null }])
    expect((await hung.get(`/console/tips/${number}`)).body).toContain('công văn số 123/TB-PA05, ngày 13/11/2026')
    await expect(tell(app, hung.officer, number, '2026-11-13')).rejects.toThrow('không chạy')
  })

  test('who was told late was told late, whatever day the letter bears', async ({ app }) => {
    const hung = await givenOfficer(app, 'intake', PA05)
    const { number } = await givenTip(app, { category: 'MA_DOC_LINK' })
    app.clock.set(at('2026-11-18T00:00:00'))
    await tell(app, hung, number, '2026-11-13')
    expect((await clocksOf(app, 'prosecutor'))[0]?.breachedAt).toEqual(app.clock.now())
  })
})

describe('a lead extends the case’s term', () => {
  test('to two months, then to four, and no further; each with a reason, in the history and the audit log', async ({
    app,
  }) => {
    const lead = await signedIn(app, 'lead', DUC_PHO)
    const { number } = await givenTip(app)
    const path = `/console/tips/${number}/extend`
    expect((await lead.get(path)).body).toContain('24:00, 12/01/2027')
    expect((await lead.post(path, { reason: 'ngắn' })).status).toBe(422)
    expect((await lead.post(path, { reason: REASON, times: '1' })).status).toBe(303)
    expect((await lead.post(path, { reason: REASON, times: '1' })).status).toBe(409)
    expect(await clocksOf(app, 'resolve')).toMatchObject([{ dueAt: at('2027-01-13T00:00:00') }])
    expect((await lead.post(path, { reason: REASON, times: '2' })).status).toBe(303)
    expect(await clocksOf(app, 'resolve')).toMatchObject([{ dueAt: at('2027-03-13T00:00:00') }])
    const third = await lead.post(path, { reason: REASON, times: '3' })
    expect(third.status).toBe(422)
    expect(third.body).toContain('đã được gia hạn hai lần, không gia hạn thêm được nữa')
    const { body } = await lead.get(`/console/tips/${number}`)
    expect(body).toContain('Gia hạn giải quyết: từ 24:00, 02/12/2026 đến 24:00, 12/01/2027')
    expect(body).toContain('Đã gia hạn 2 lần')
    expect((await auditActions(app.db)).filter((action) => action === 'tip.extended')).toHaveLength(2)
  })

  test('while somebody else holds the tip, and not once it is closed', async ({ app }) => {
    const lead = await givenOfficer(app, 'lead', DUC_PHO)
    const mai = await givenOfficer(app, 'intake', DUC_PHO)
    const { number } = await givenTip(app)
    const { deps } = app.app.platform
    await act(app, mai, (tx) => keepTip(tx, deps, mai, number, 'Thuộc thẩm quyền'))
    await extend(app, lead, number)
    await act(app, mai, (tx) => decideTip(tx, deps, mai, number, { code: 'huong_dan', reason: 'Đã hướng dẫn' }))
    await expect(extend(app, lead, number)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('and nobody else: not intake, not triage, not the lead of another unit, nor past the code', async ({ app }) => {
    const intake = await signedIn(app, 'intake', DUC_PHO)
    const triage = await givenOfficer(app, 'triage', PROVINCE)
    const stranger = await givenOfficer(app, 'lead', SA_HUYNH)
    const { number } = await givenTip(app)
    expect((await intake.get(`/console/tips/${number}/extend`)).status).toBe(403)
    expect((await intake.post(`/console/tips/${number}/extend`, { reason: REASON })).status).toBe(403)
    await expect(extend(app, triage, number)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(extend(app, stranger, number)).rejects.toMatchObject({ code: 'not_found' })
    const stretch = act(app, intake.officer, (tx) =>
      tx
        .updateTable('tipClock')
        .set({ dueAt: at('2030-01-01T00:00:00') })
        .execute(),
    )
    await expect(stretch).rejects.toThrow('only a lead extends')
  })

  test('after it ran out: the breach stays, on the page and in the lists, and the new end is watched', async ({
    app,
  }) => {
    const lead = await signedIn(app, 'lead', DUC_PHO)
    const { number } = await givenTip(app)
    const { deps } = app.app.platform
    await act(app, lead.officer, (tx) => keepTip(tx, deps, lead.officer, number, 'Thuộc thẩm quyền'))
    await sweepAt(app, '2026-12-03T00:00:00')
    const breachedAt = app.clock.now()
    await extend(app, lead.officer, number)
    await sweepAt(app, '2026-12-20T09:00:00')
    await lead.signIn()
    expect(await clocksOf(app, 'resolve')).toMatchObject([{ dueAt: at('2027-01-13T00:00:00'), breachedAt }])
    expect((await lead.get(`/console/tips/${number}`)).body).toContain('Đã từng trễ hạn')
    expect((await lead.get('/console?tab=open')).body).toContain('Có hạn đã trễ')
    await sweepAt(app, '2027-01-13T00:00:00')
    expect((await eventTypes(app)).filter((type) => type === 'breached')).toHaveLength(2)
    await act(app, lead.officer, (tx) =>
      decideTip(tx, deps, lead.officer, number, { code: 'huong_dan', reason: 'Đã hướng dẫn' }),
    )
    expect((await clocksOf(app, 'resolve'))[0]?.breachedAt).toEqual(breachedAt)
    await lead.signIn()
    expect((await lead.get('/console?tab=closed')).body).toContain('Có hạn đã trễ')
  })
})

test('no statement takes a breach back, not even the owner’s', async ({ app }) => {
  await givenOfficer(app, 'intake', DUC_PHO)
  await givenTip(app)
  await sweepAt(app, '2026-11-13T09:00:00')
  for (const to of [sql`null`, sql`now()`]) {
    const undo = sql`update tip_clock set breached_at = ${to} where kind = 'pass_on'`.execute(app.db)
    await expect(undo).rejects.toThrow('ran out and stays so')
  }
})
