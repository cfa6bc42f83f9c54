import { describe, expect } from 'vitest'
import { takeTip } from '../../src/features/tips/take-tip.js'
import { transferTip } from '../../src/features/tips/transfer-tip.js'
import { act, givenOfficer } from '../harness/officers.js'
import { type TestApp, test } from '../harness/test.js'
import { DUC_PHO, givenTip, PA05, PROVINCE, SA_HUYNH } from './given-tip.js'

const LY_SON = '21548'
const HOUR_MS = 3_600_000

async function clocksOf(app: TestApp): Promise<{ [kind: string]: { hours: number; isStopped: boolean } }> {
  const rows = await app.db.selectFrom('tipClock').selectAll().orderBy('id').execute()
  return Object.fromEntries(
    rows.map(({ kind, startedAt, dueAt, stoppedAt }) => [
      kind,
      { hours: (dueAt.getTime() - startedAt.getTime()) / HOUR_MS, isStopped: stoppedAt !== null },
    ]),
  )
}

/** Who has been told that something is due soon, in the order in which they were. */
async function warned({ db }: TestApp): Promise<string[]> {
  const rows = await db
    .selectFrom('unitNotice')
    .innerJoin('unit', 'unit.id', 'unitNotice.unitId')
    .select('unit.code')
    .where('unitNotice.kind', '=', 'due_soon')
    .orderBy('unitNotice.id')
    .execute()
  return rows.map(({ code }) => code)
}

async function sweepAfter(app: TestApp, time: { hours?: number; minutes?: number }): Promise<void> {
  app.clock.advance(time)
  await app.app.sweeper.runAll()
}

describe('the hours to pass a tip on', () => {
  test('are those of the place, also when the province stands in for it', async ({ app }) => {
    await givenOfficer(app, 'lead', PROVINCE)
    await givenTip(app, { areaCode: LY_SON })
    expect((await clocksOf(app))['pass_on']).toEqual({ hours: 48, isStopped: false })
  })

  test('end when the province that stands in takes the tip into its hands', async ({ app }) => {
    const lead = await givenOfficer(app, 'lead', PROVINCE)
    const { number } = await givenTip(app)
    const { deps } = app.app.platform
    await act(app, lead, (tx) => takeTip(tx, deps, lead, number))
    expect((await clocksOf(app))['pass_on']).toEqual({ hours: 24, isStopped: true })
    await sweepAfter(app, { hours: 25 })
    const breaches = await app.db.selectFrom('tipClock').select('kind').where('breachedAt', 'is not', null).execute()
    expect(breaches).toEqual([])
  })

  test('run on when the commune’s police take it, and for a tip that was given only to be passed on', async ({
    app,
  }) => {
    const lead = await givenOfficer(app, 'lead', PROVINCE)
    const mai = await givenOfficer(app, 'intake', DUC_PHO)
    const { deps } = app.app.platform
    const own = await givenTip(app)
    await act(app, mai, (tx) => takeTip(tx, deps, mai, own.number))
    expect((await clocksOf(app))['pass_on']?.isStopped).toBe(false)
    const other = await givenTip(app, { areaCode: '01' })
    await act(app, lead, (tx) => takeTip(tx, deps, lead, other.number))
    const running = await app.db.selectFrom('tipClock').select('tipId').where('stoppedAt', 'is', null).execute()
    expect(running.filter(({ tipId }) => tipId === other.tipId)).toHaveLength(2)
  })

  test('do not exist for what the rules give to a department, which has the prosecutor to tell in three working days', async ({
    app,
  }) => {
    await givenOfficer(app, 'intake', PA05)
    await givenTip(app, { category: 'MA_DOC_LINK' })
    expect(Object.keys(await clocksOf(app))).toEqual(['resolve', 'prosecutor'])
    const { dueAt } = await app.db.selectFrom('tip').select('dueAt').executeTakeFirstOrThrow()
    expect(dueAt).toEqual(new Date('2026-11-18T00:00:00+07:00'))
  })
})

describe('due soon', () => {
  test('is told for each clock, and once for each', async ({ app }) => {
    await givenOfficer(app, 'intake', DUC_PHO)
    await givenTip(app)
    await sweepAfter(app, { hours: 21 })
    await sweepAfter(app, { minutes: 10 })
    expect(await warned(app)).toEqual([DUC_PHO])
    app.clock.set(new Date('2026-12-02T21:00:00+07:00'))
    await sweepAfter(app, { minutes: 0 })
    await sweepAfter(app, { minutes: 10 })
    expect(await warned(app)).toEqual([DUC_PHO, DUC_PHO])
  })

  test('is told to the unit that the tip was transferred to as well', async ({ app }) => {
    const mai = await givenOfficer(app, 'intake', DUC_PHO)
    await givenOfficer(app, 'intake', SA_HUYNH)
    const { number } = await givenTip(app)
    app.clock.set(new Date('2026-12-02T21:00:00+07:00'))
    await sweepAfter(app, { minutes: 0 })
    const { deps } = app.app.platform
    await act(app, mai, (tx) => transferTip(tx, deps, mai, number, { unitCode: SA_HUYNH, reason: 'Đúng nơi' }))
    await sweepAfter(app, { minutes: 1 })
    await sweepAfter(app, { minutes: 1 })
    expect(await warned(app)).toEqual([DUC_PHO, SA_HUYNH])
  })
})
