import { sql } from 'kysely'
import { expect } from 'vitest'
import { insertOfficer } from '../console/given.js'
import { givenRules, ruleWith } from '../harness/rules.js'
import { type TestApp, test } from '../harness/test.js'
import { givenOfficer, PROVINCE } from '../tips/given-tip.js'
import { applies, changesRule } from './rules-case.js'

const all = ruleWith({ id: 'all' })
const toCyber = ruleWith({ id: 'cyber', category: 'LUA_DAO', to: 'PA05-@province' })

const openAlarms = async ({ db }: TestApp) => {
  const rows = await db
    .selectFrom('alarm')
    .leftJoin('unit', 'unit.id', 'alarm.unitId')
    .select(['alarm.kind', 'unit.code'])
    .where('clearedAt', 'is', null)
    .orderBy('alarm.id')
    .execute()
  return rows.map(({ kind, code }) => (code ? `${kind} ${code}` : kind))
}

async function sweeps({ app }: TestApp): Promise<void> {
  await app.sweeper.runAll()
}

test('a unit without officers that a rule points at is on the list until somebody is there', async ({ app }) => {
  await givenRules(app, [all, toCyber])
  await sweeps(app)
  expect(await openAlarms(app)).toEqual(['rule_unit_empty PA05-51'])
  await sweeps(app)
  expect(await openAlarms(app)).toHaveLength(1)
  await insertOfficer(app.db, 'lead', 'PA05-51')
  await sweeps(app)
  expect(await openAlarms(app)).toEqual([])
})

test('a closed unit and one that does not exist are named, and no longer once the rules leave them out', async ({
  app,
}) => {
  await insertOfficer(app.db, 'lead', 'PA05-51')
  await givenRules(app, [all, toCyber, ruleWith({ id: 'b', category: 'KHAC', copies: ['PA09-@province'] })])
  await sql`update unit set active_to = '2026-11-12' where code = 'PA05-51'`.execute(app.db)
  await sweeps(app)
  expect(await openAlarms(app)).toEqual(['rule_unit_closed PA05-51', 'rule_unit_unknown:PA09-@province'])
  const admin = await givenOfficer(app, 'admin', PROVINCE)
  const { body } = await admin.get('/console/alarms')
  expect(body).toContain('Quy tắc chỉ đến đơn vị đã đóng')
  expect(body).toContain('Xem quy tắc')
  await givenRules(app, [all])
  await sweeps(app)
  expect(await openAlarms(app)).toEqual([])
})

test('a unit that a rule means in one place and that is not there is named', async ({ app }) => {
  const there = (area: string, to: string) => ruleWith({ id: `r${area}`, area, to })
  await givenRules(app, [all, there('79', 'PA05-@province'), there('51', '@commune'), there('21439', '@commune')])
  await sweeps(app)
  expect(await openAlarms(app)).toEqual([
    'rule_unit_unknown:PA05-79',
    'rule_unit_empty CAT-79',
    'rule_unit_empty CAT-51',
    'rule_unit_empty CA-21439',
  ])
  await givenRules(app, [all, there('51', 'PA05-@province')])
  await insertOfficer(app.db, 'lead', 'PA05-51')
  await insertOfficer(app.db, 'lead', PROVINCE)
  await sweeps(app)
  expect(await openAlarms(app)).toEqual([])
})

test('an area without a unit is named at its province until it has one', async ({ app }) => {
  await givenRules(app, [all])
  await sql`update unit set active_to = '2026-11-12' where code in ('CA-21439', 'CA-21451')`.execute(app.db)
  await sweeps(app)
  expect(await openAlarms(app)).toEqual([`area_without_unit:51 ${PROVINCE}`])
  const [alarm] = await app.db.selectFrom('alarm').select('text').execute()
  expect(alarm?.text).toContain('2 địa bàn chưa có đơn vị')
  await sql`update unit set active_to = null where code = 'CA-21439'`.execute(app.db)
  await sweeps(app)
  const texts = await app.db.selectFrom('alarm').select('text').where('clearedAt', 'is', null).execute()
  expect(texts).toEqual([{ text: expect.stringContaining('1 địa bàn') }])
  await sql`update unit set active_to = null`.execute(app.db)
  await sweeps(app)
  expect(await openAlarms(app)).toEqual([])
})

test('a rule for some days has its alarm on these days only', async ({ app }) => {
  await givenRules(app, [all, { ...toCyber, validFrom: '2026-11-13', validTo: '2026-11-13' }])
  await sweeps(app)
  expect(await openAlarms(app)).toEqual([])
  app.clock.advance({ hours: 24 })
  await sweeps(app)
  expect(await openAlarms(app)).toEqual(['rule_unit_empty PA05-51'])
  app.clock.advance({ hours: 24 })
  await sweeps(app)
  expect(await openAlarms(app)).toEqual([])
})

test('applying rules looks at the alarms at once, both ways', async ({ app }) => {
  const admin = await givenOfficer(app, 'admin', PROVINCE)
  await givenRules(app, [all, ruleWith({ id: 'fraud', category: 'LUA_DAO' })])
  await changesRule(admin, 'fraud', {})
  expect((await applies(admin)).status).toBe(303)
  expect(await openAlarms(app)).toEqual(['rule_unit_empty PA05-51'])
  await changesRule(admin, 'fraud', { to: '@commune' })
  expect((await applies(admin)).status).toBe(303)
  expect(await openAlarms(app)).toEqual([])
})

test('no hand ends such an alarm: it would come back at once', async ({ app }) => {
  await givenRules(app, [all, toCyber])
  await sweeps(app)
  const { id } = await app.db.selectFrom('alarm').select('id').executeTakeFirstOrThrow()
  const admin = await givenOfficer(app, 'admin', PROVINCE)
  const refused = await admin.post(`/console/alarms/${id}/clear`)
  expect(refused.status).toBe(409)
  expect(refused.body).toContain('Tự hết khi đơn vị có cán bộ nhận tin, hoặc khi quy tắc')
})
