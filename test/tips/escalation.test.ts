import { describe, expect } from 'vitest'
import { askReporter } from '../../src/features/tips/ask-reporter.js'
import { releaseTip, takeTip } from '../../src/features/tips/take-tip.js'
import { act, givenOfficer as insertOfficer } from '../harness/officers.js'
import { type TestApp, test } from '../harness/test.js'
import { DUC_PHO, givenOfficer, givenTip, PROVINCE } from './given-tip.js'

const PC02 = 'PC02-51'
/** Its rule escalates to PC02. */
const URGENT = { category: 'DE_DOA' }

async function sweepAfter(app: TestApp, minutes: number): Promise<void> {
  app.clock.advance({ minutes })
  await app.app.sweeper.runAll()
}

async function told({ db }: TestApp) {
  const rows = await db
    .selectFrom('tipAccess')
    .innerJoin('unit', 'unit.id', 'tipAccess.unitId')
    .select(['unit.code', 'tipAccess.since'])
    .where('tipAccess.kind', '=', 'escalated')
    .execute()
  return rows.map(({ code, since }) => [code, since])
}

const alarms = ({ db }: TestApp) =>
  db.selectFrom('alarm').select('text').where('kind', '=', 'escalation_stuck').where('clearedAt', 'is', null).execute()

const tipOf = ({ db }: TestApp) => db.selectFrom('tip').select(['escalatedAt', 'number']).executeTakeFirstOrThrow()

describe('an urgent tip that nobody claims in 15 minutes', () => {
  test('goes past a unit with nobody in it to the level above', async ({ app }) => {
    await insertOfficer(app, 'intake', DUC_PHO)
    await insertOfficer(app, 'intake', PROVINCE)
    await givenTip(app, URGENT)
    await sweepAfter(app, 16)
    expect(await told(app)).toEqual([[PROVINCE, app.clock.now()]])
    expect((await tipOf(app)).escalatedAt).toEqual(app.clock.now())
  })

  test('is shown from the moment of the escalation where the unit had a copy before', async ({ app }) => {
    await insertOfficer(app, 'intake', DUC_PHO)
    await insertOfficer(app, 'intake', PC02)
    await givenTip(app, URGENT)
    await sweepAfter(app, 16)
    expect(await told(app)).toEqual([[PC02, app.clock.now()]])
  })

  test('raises an alarm where nobody is above, is not shown as escalated, and goes up once somebody comes', async ({
    app,
  }) => {
    const mai = await givenOfficer(app, 'intake', DUC_PHO)
    const { number } = await givenTip(app, URGENT)
    await sweepAfter(app, 16)
    expect((await tipOf(app)).escalatedAt).toBeNull()
    expect((await mai.get('/console')).body).not.toContain('Đã báo cấp trên')
    expect((await alarms(app))[0]?.text).toContain(`Tin khẩn ${number} ở Công an phường Đức Phổ chưa ai nhận`)
    await insertOfficer(app, 'lead', PROVINCE)
    await sweepAfter(app, 1)
    await sweepAfter(app, 1)
    expect((await told(app)).map(([code]) => code)).toEqual([PROVINCE])
    expect(await alarms(app)).toEqual([])
  })

  test('owned by the top unit is never shown as escalated; the alarm ends when somebody claims it', async ({ app }) => {
    const lead = await insertOfficer(app, 'lead', PROVINCE)
    const { number } = await givenTip(app, { ...URGENT, areaCode: '51' })
    await sweepAfter(app, 16)
    expect((await tipOf(app)).escalatedAt).toBeNull()
    expect(await alarms(app)).toHaveLength(1)
    const { deps } = app.app.platform
    await act(app, lead, (tx) => takeTip(tx, deps, lead, number))
    await sweepAfter(app, 1)
    expect(await alarms(app)).toEqual([])
  })
})

describe('an urgent tip that was claimed', () => {
  test('and asked about is not escalated as unclaimed when the claim runs out', async ({ app }) => {
    const intake = await insertOfficer(app, 'intake', DUC_PHO)
    await insertOfficer(app, 'lead', PROVINCE)
    const { number } = await givenTip(app, URGENT)
    const { deps } = app.app.platform
    await act(app, intake, (tx) => askReporter(tx, deps, intake, number, 'Bạn đang ở đâu?'))
    await app.db
      .updateTable('tip')
      .set({ holderUntil: new Date(0) })
      .execute()
    await sweepAfter(app, 90)
    expect(await told(app)).toEqual([])
  })

  test('and let go of is escalated a quarter of an hour later, in other words', async ({ app }) => {
    const mai = await givenOfficer(app, 'intake', DUC_PHO)
    await insertOfficer(app, 'lead', PROVINCE)
    const { number } = await givenTip(app, URGENT)
    const { deps } = app.app.platform
    app.clock.advance({ minutes: 10 })
    await act(app, mai.officer, (tx) => takeTip(tx, deps, mai.officer, number))
    await act(app, mai.officer, (tx) => releaseTip(tx, deps, mai.officer, number))
    await sweepAfter(app, 10)
    expect(await told(app)).toEqual([])
    await sweepAfter(app, 5)
    expect((await told(app)).map(([code]) => code)).toEqual([PROVINCE])
    const { body } = await mai.get(`/console/tips/${number}`)
    expect(body).toContain('Tin khẩn không còn ai giữ, báo thêm Công an tỉnh Quảng Ngãi')
  })

  test('by somebody who was switched off since is free for colleagues, and goes up as unclaimed', async ({ app }) => {
    const gone = await insertOfficer(app, 'intake', DUC_PHO)
    const mai = await givenOfficer(app, 'intake', DUC_PHO)
    await insertOfficer(app, 'lead', PROVINCE)
    const { number } = await givenTip(app, URGENT)
    const { deps } = app.app.platform
    await act(app, gone, (tx) => takeTip(tx, deps, gone, number))
    await app.db.updateTable('officer').set({ isActive: false }).where('id', '=', gone.id).execute()
    expect((await mai.get(`/console/tips/${number}`)).body).not.toContain(`${gone.displayName} đang giữ`)
    await sweepAfter(app, 16)
    expect((await told(app)).map(([code]) => code)).toEqual([PROVINCE])
    expect((await act(app, mai.officer, (tx) => takeTip(tx, deps, mai.officer, number))).number).toBe(number)
  })
})
