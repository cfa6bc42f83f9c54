import { describe, expect } from 'vitest'
import { extendTip } from '../../src/features/tips/extend-tip.js'
import { keepTip } from '../../src/features/tips/keep-tip.js'
import { noteMarks } from '../../src/features/tips/note-marks.js'
import { takeTip } from '../../src/features/tips/take-tip.js'
import { transferTip } from '../../src/features/tips/transfer-tip.js'
import { act, givenOfficer } from '../harness/officers.js'
import { type TestApp, test } from '../harness/test.js'
import { DUC_PHO, givenTip, PROVINCE, SA_HUYNH } from './given-tip.js'

const at = (local: string) => new Date(`${local}+07:00`)
const KINDS = ['half_time', 'most_time', 'overdue', 'overdue_below']

/** Sets the machine's clock, forward or back, and sweeps as often as it would. */
async function sweepAt(app: TestApp, local: string): Promise<void> {
  app.clock.set(at(local))
  await app.app.sweeper.runAll()
  await app.app.sweeper.runAll()
}

/** Which units were told of parts of a term, in order. */
async function told({ db }: TestApp): Promise<string[]> {
  const rows = await db
    .selectFrom('unitNotice')
    .innerJoin('unit', 'unit.id', 'unitNotice.unitId')
    .select(['unit.code', 'unitNotice.kind'])
    .where('unitNotice.kind', 'in', KINDS)
    .orderBy('unitNotice.id')
    .execute()
  return rows.map(({ code, kind }) => `${kind} ${code}`)
}

const readers = async ({ db }: TestApp) =>
  (
    await db
      .selectFrom('tipAccess')
      .innerJoin('unit', 'unit.id', 'tipAccess.unitId')
      .select(['unit.code', 'tipAccess.kind'])
      .execute()
  ).map(({ code, kind }) => `${kind} ${code}`)

describe('of a term that runs', () => {
  test('half is told to the unit, four fifths again, and at the end the unit above gets sight', async ({ app }) => {
    await givenOfficer(app, 'intake', DUC_PHO)
    await givenOfficer(app, 'intake', PROVINCE)
    await givenTip(app)
    await sweepAt(app, '2026-11-12T20:59:59')
    expect(await told(app)).toEqual([])
    await sweepAt(app, '2026-11-12T21:00:00')
    await sweepAt(app, '2026-11-13T04:12:00')
    expect(await told(app)).toEqual([`half_time ${DUC_PHO}`, `most_time ${DUC_PHO}`])
    expect(await readers(app)).toEqual([])
    await sweepAt(app, '2026-11-13T09:00:00')
    expect((await told(app)).slice(2)).toEqual([`overdue ${DUC_PHO}`, `overdue_below ${PROVINCE}`])
    expect(await readers(app)).toEqual([`escalated ${PROVINCE}`])
    const events = await app.db.selectFrom('tipEvent').select('type').orderBy('id').execute()
    expect(events.map(({ type }) => type)).toEqual(['filed', 'breached', 'escalated'])
  })

  test('half is told to the officer who holds the tip, and to nobody else', async ({ app }) => {
    const mai = await givenOfficer(app, 'intake', DUC_PHO)
    await givenOfficer(app, 'lead', DUC_PHO)
    const { number } = await givenTip(app)
    await act(app, mai, (tx) => takeTip(tx, app.app.platform.deps, mai, number))
    await sweepAt(app, '2026-11-12T21:00:00')
    const notices = await app.db
      .selectFrom('officerNotice')
      .select('officerId')
      .where('kind', '=', 'half_time')
      .execute()
    expect(notices).toEqual([{ officerId: mai.id }])
    expect(await told(app)).toEqual([])
  })

  test('nothing is told once it is stopped', async ({ app }) => {
    const mai = await givenOfficer(app, 'intake', DUC_PHO)
    const { number } = await givenTip(app)
    await act(app, mai, (tx) => keepTip(tx, app.app.platform.deps, mai, number, 'Thuộc thẩm quyền'))
    await sweepAt(app, '2026-11-13T10:00:00')
    expect(await told(app)).toEqual([])
  })

  test('all is told anew to the unit that the tip was transferred to', async ({ app }) => {
    const mai = await givenOfficer(app, 'intake', DUC_PHO)
    await givenOfficer(app, 'intake', SA_HUYNH)
    const { number } = await givenTip(app)
    await sweepAt(app, '2026-11-13T05:00:00')
    const { deps } = app.app.platform
    await act(app, mai, (tx) => transferTip(tx, deps, mai, number, { unitCode: SA_HUYNH, reason: 'Đúng nơi' }))
    await sweepAt(app, '2026-11-13T10:00:00')
    await sweepAt(app, '2026-11-13T17:00:00')
    await sweepAt(app, '2026-11-14T05:00:00')
    expect(await told(app)).toEqual([`most_time ${DUC_PHO}`, `half_time ${SA_HUYNH}`, `overdue ${SA_HUYNH}`])
  })

  test('an extended one is told of by its new parts, and not of those that lie behind', async ({ app }) => {
    const lead = await givenOfficer(app, 'lead', DUC_PHO)
    const { number } = await givenTip(app)
    const { deps } = app.app.platform
    await act(app, lead, (tx) => keepTip(tx, deps, lead, number, 'Thuộc thẩm quyền'))
    await app.db.updateTable('tip').set({ holderId: null, holderUntil: null }).execute()
    await sweepAt(app, '2026-11-30T00:00:00')
    expect(await told(app)).toEqual([`most_time ${DUC_PHO}`])
    await app.db
      .transaction()
      .execute((tx) => extendTip(tx, deps, lead, number, { reason: 'Vụ việc phức tạp', times: 1 }))
    await sweepAt(app, '2026-12-03T00:00:00')
    expect(await told(app)).toHaveLength(1)
    await sweepAt(app, '2026-12-13T12:00:00')
    await sweepAt(app, '2027-01-13T00:00:00')
    expect(await told(app)).toEqual([`most_time ${DUC_PHO}`, `half_time ${DUC_PHO}`, `overdue ${DUC_PHO}`])
  })
})

describe('when the machine’s clock', () => {
  test('jumps forward over several parts, the last is told once', async ({ app }) => {
    await givenOfficer(app, 'intake', DUC_PHO)
    await givenTip(app)
    await sweepAt(app, '2026-11-14T09:00:00')
    expect(await told(app)).toEqual([`overdue ${DUC_PHO}`])
  })

  test('jumps back, nothing is told twice, and what is left is told when its time has come', async ({ app }) => {
    await givenOfficer(app, 'intake', DUC_PHO)
    await givenTip(app)
    await sweepAt(app, '2026-11-12T21:00:00')
    await sweepAt(app, '2026-11-12T10:00:00')
    await sweepAt(app, '2026-11-12T21:30:00')
    expect(await told(app)).toEqual([`half_time ${DUC_PHO}`])
    await sweepAt(app, '2026-11-13T05:00:00')
    await sweepAt(app, '2026-11-13T09:00:00')
    await sweepAt(app, '2026-11-11T09:00:00')
    await sweepAt(app, '2026-11-13T09:30:00')
    expect(await told(app)).toEqual([`half_time ${DUC_PHO}`, `most_time ${DUC_PHO}`, `overdue ${DUC_PHO}`])
    const breached = await app.db.selectFrom('tipClock').select('breachedAt').where('kind', '=', 'pass_on').execute()
    expect(breached).toEqual([{ breachedAt: at('2026-11-13T09:00:00') }])
  })
})

test('a part is told once when two sweeps overlap', async ({ app }) => {
  await givenOfficer(app, 'intake', DUC_PHO)
  await givenTip(app)
  app.clock.set(at('2026-11-12T21:00:00'))
  const { deps } = app.app.platform
  await app.db.transaction().execute(async (first) => {
    expect(await noteMarks(first, deps)).toBe(1)
    expect(await app.db.transaction().execute((second) => noteMarks(second, deps))).toBe(0)
  })
  expect(await told(app)).toEqual([`half_time ${DUC_PHO}`])
})
