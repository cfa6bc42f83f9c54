import { sql } from 'kysely'
import { expect } from 'vitest'
import { givenRules, ruleWith } from '../harness/rules.js'
import { test } from '../harness/test.js'
import { DUC_PHO, givenOfficer, givenTip, PA05, PROVINCE, SA_HUYNH } from '../tips/given-tip.js'

const all = ruleWith({ id: 'all', because: 'Nơi người báo tin đang ở nhận.' })
const fraud = ruleWith({
  id: 'fraud',
  category: 'LUA_DAO',
  to: 'PA05-@province',
  because: 'Lừa đảo về phòng An ninh mạng.',
})

test('a tip is explained by the rules and the units of its day, whatever has changed since', async ({ app }) => {
  const lead = await givenOfficer(app, 'lead', PROVINCE)
  const version = await givenRules(app, [all, fraud])
  const { number } = await givenTip(app, { category: 'LUA_DAO' })
  await givenOfficer(app, 'lead', PA05)
  await givenRules(app, [ruleWith({ id: 'all', because: 'Một lý do mới hoàn toàn.' })])
  const path = `/console/tips/${number}/why`
  expect((await lead.get(`/console/tips/${number}`)).body).toContain(path)
  const { body } = await lead.get(path)
  for (const words of [
    `phiên bản ${version}`,
    'Lừa đảo về phòng An ninh mạng.',
    'Không dùng vì không nêu loại tin.',
    'chưa có cán bộ nhận tin lúc đó',
    'Đơn vị nhận: Công an tỉnh Quảng Ngãi.',
    'Công an xã nơi báo tin',
  ])
    expect(body, words).toContain(words)
  expect(body).not.toContain('Một lý do mới hoàn toàn.')
})

test('a tip from before the versions is explained with what it has', async ({ app }) => {
  const intake = await givenOfficer(app, 'intake', DUC_PHO)
  const { number } = await givenTip(app, { category: 'LUA_DAO' })
  await sql`update tip set routing = routing - 'facts' - 'versionId' - 'passedOver'`.execute(app.db)
  const { status, body } = await intake.get(`/console/tips/${number}/why`)
  expect(status).toBe(200)
  expect(body).toContain('Tin này nhận trước khi quy tắc được lưu theo phiên bản')
  expect(body).toContain('Lừa đảo qua mạng do Công an cơ sở nhận')
})

test('P10: who does not see the tip gets no explanation either', async ({ app }) => {
  await givenOfficer(app, 'intake', DUC_PHO)
  const { number } = await givenTip(app)
  const stranger = await givenOfficer(app, 'lead', SA_HUYNH)
  expect((await stranger.get(`/console/tips/${number}/why`)).status).toBe(404)
  const admin = await givenOfficer(app, 'admin', PROVINCE)
  expect((await admin.get(`/console/tips/${number}/why`)).status).toBe(404)
})
