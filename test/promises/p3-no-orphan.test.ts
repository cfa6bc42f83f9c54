import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { transferTip } from '../../src/features/tips/transfer-tip.js'
import { act, givenOfficer } from '../harness/officers.js'
import { filesReport } from '../harness/report.js'
import { givenRules } from '../harness/rules.js'
import { type TestApp, test } from '../harness/test.js'

async function whereIsTheTip({ db }: TestApp) {
  return db
    .selectFrom('tip')
    .innerJoin('unit', 'unit.id', 'tip.unitId')
    .select(['tip.id', 'tip.number', 'unit.code', 'tip.dueAt', 'tip.routing'])
    .executeTakeFirstOrThrow()
}

/** Without those of departments that the rules mean and that have nobody: test/rules/alarms.test.ts. */
const alarms = ({ db }: TestApp) =>
  db
    .selectFrom('alarm')
    .leftJoin('unit', 'unit.id', 'alarm.unitId')
    .select(['alarm.kind', 'alarm.text', 'unit.code'])
    .where('clearedAt', 'is', null)
    .where('alarm.kind', '<>', 'rule_unit_empty')
    .orderBy('alarm.id')
    .execute()

describe('P3: no orphan', () => {
  test('the commune of the citizen gets the tip, with a due time, and the page can say why', async ({ app }) => {
    await givenOfficer(app, 'intake', 'CA-21439')
    await filesReport(app.citizen())
    const tip = await whereIsTheTip(app)
    expect(tip.code).toBe('CA-21439')
    expect(tip.dueAt).toEqual(new Date('2026-11-13T09:00:00+07:00'))
    expect(tip.routing).toMatchObject({ kind: 'matched', ruleId: 'fraud' })
    expect(await alarms(app)).toEqual([])
  })

  test('with every rule gone the tip still has a unit, and the alarm list says so', async ({ app }) => {
    await givenOfficer(app, 'intake', 'CA-21439')
    await givenRules(app, [])
    await filesReport(app.citizen())
    expect((await whereIsTheTip(app)).code).toBe('CA-21439')
    expect((await alarms(app)).map(({ kind }) => kind)).toEqual(['no_rule'])
  })

  test('a commune with nobody in it passes the tip to its province, and the alarm list says so', async ({ app }) => {
    await givenOfficer(app, 'lead', 'CAT-51')
    await filesReport(app.citizen())
    expect((await whereIsTheTip(app)).code).toBe('CAT-51')
    await app.app.sweeper.runAll()
    const open = await alarms(app)
    expect(open.map(({ kind, code }) => [kind, code])).toEqual([['unit_without_officers', 'CA-21439']])
    expect(open[0]?.text).toContain('Đơn vị nhận: Công an tỉnh Quảng Ngãi.')
    await filesReport(app.citizen('mai'))
    expect(await alarms(app)).toHaveLength(1)
    await givenOfficer(app, 'intake', 'CA-21439')
    await app.app.sweeper.runAll()
    expect(await alarms(app)).toEqual([])
  })

  test('a tip about another province goes to the home province, which is told to pass it on', async ({ app }) => {
    const lead = await givenOfficer(app, 'lead', 'CAT-51')
    const lan = app.citizen()
    await filesReport(lan, { area: 'Hà Nội' })
    const { code, number, routing } = await whereIsTheTip(app)
    expect(code).toBe('CAT-51')
    expect(lan.last().text).toContain('chuyển Công an tỉnh Quảng Ngãi')
    expect(JSON.stringify(routing)).toContain('giao Công an tỉnh Quảng Ngãi tiếp nhận để chuyển tiếp')
    const seen = await act(app, lead, (tx) => tx.selectFrom('tip').select('number').execute())
    expect(seen).toEqual([{ number }])
    const told = await act(app, lead, (tx) => tx.selectFrom('alarm').select('kind').execute())
    expect(told).toEqual([{ kind: 'handed_over' }])
  })

  test('a tip whose whole province has lost its people goes to the home province, and its page says so', async ({
    app,
  }) => {
    const last = await givenOfficer(app, 'lead', 'CAT-01')
    await filesReport(app.citizen(), { area: 'Hà Nội' })
    expect((await whereIsTheTip(app)).code).toBe('CAT-01')
    await givenOfficer(app, 'lead', 'CAT-51')
    await app.db.updateTable('officer').set({ isActive: false }).where('id', '=', last.id).execute()
    await app.app.sweeper.runAll()
    const { code, routing } = await whereIsTheTip(app)
    expect(code).toBe('CAT-51')
    expect(JSON.stringify(routing)).toContain('tin đã giao Công an tỉnh Quảng Ngãi để chuyển tiếp.')
  })

  test('with nobody anywhere the tip waits in the home province, and the first who comes there sees it', async ({
    app,
  }) => {
    await filesReport(app.citizen(), { area: 'Hà Nội' })
    expect((await whereIsTheTip(app)).code).toBe('CAT-51')
    await app.app.sweeper.runAll()
    const admin = await givenOfficer(app, 'admin', 'CAT-51')
    const told = await act(app, admin, (tx) => tx.selectFrom('alarm').select('kind').execute())
    expect(told.map(({ kind }) => kind)).toContain('unit_unattended')
  })

  test('when the last officer of a unit goes, its open tips go up and keep their clocks', async ({ app }) => {
    const last = await givenOfficer(app, 'intake', 'CA-21439')
    await givenOfficer(app, 'lead', 'CAT-51')
    await filesReport(app.citizen())
    const before = await whereIsTheTip(app)
    await app.db.updateTable('officer').set({ isActive: false }).where('id', '=', last.id).execute()
    await app.app.sweeper.runAll()
    const after = await whereIsTheTip(app)
    expect(after.code).toBe('CAT-51')
    expect(after.dueAt).toEqual(before.dueAt)
    const { number } = await app.db.selectFrom('tip').select('number').executeTakeFirstOrThrow()
    const text = `Tin ${number}: Công an phường Đức Phổ không còn cán bộ tiếp nhận; tin đã chuyển lên Công an tỉnh Quảng Ngãi.`
    expect(await alarms(app)).toContainEqual(expect.objectContaining({ kind: 'unit_unattended', text }))
  })

  test('a closed unit passes its open tips to the unit above', async ({ app }) => {
    await givenOfficer(app, 'intake', 'CA-21439')
    await givenOfficer(app, 'lead', 'CAT-51')
    await filesReport(app.citizen())
    await sql`update unit set active_to = '2026-11-12' where code = 'CA-21439'`.execute(app.db)
    await app.app.sweeper.runAll()
    expect((await whereIsTheTip(app)).code).toBe('CAT-51')
  })

  test('a tip cannot be transferred into a unit where nobody is', async ({ app }) => {
    const officer = await givenOfficer(app, 'intake', 'CA-21439')
    await filesReport(app.citizen())
    const { number } = await whereIsTheTip(app)
    const transfer = act(app, officer, (tx) =>
      transferTip(tx, app.app.platform.deps, officer, number, { unitCode: 'PA05-51', reason: 'đúng thẩm quyền' }),
    )
    await expect(transfer).rejects.toMatchObject({ code: 'invalid' })
    expect((await whereIsTheTip(app)).code).toBe('CA-21439')
  })

  test('a citizen who does not know where they are still reaches a unit', async ({ app }) => {
    const lan = app.citizen()
    await filesReport(lan, { area: 'Tôi không rõ' })
    expect((await whereIsTheTip(app)).code).toBe('CAT-51')
  })
})
