import { expect } from 'vitest'
import { checkUnitsWithoutOfficers } from '../../src/features/units/check-officers.js'
import { test } from './console-case.js'
import { auditActions, insertOfficer, unitIdOf } from './given.js'

test('an admin adds a department, which nobody can add twice', async ({ console }) => {
  const admin = await console.given('admin', 'CAT-51')
  const unit = { parent: 'CAT-51', kind: 'department', name: 'Phòng Cảnh sát giao thông', code: 'PC08-51' }
  expect((await admin.post('/console/units/new', unit)).status).toBe(303)
  expect((await admin.get('/console/units?q=giao%20thong')).body).toContain('PC08-51')
  const again = await admin.post('/console/units/new', unit)
  expect(again.status).toBe(422)
  expect(again.body).toContain('Mã đơn vị này đã có')
  expect((await admin.post('/console/units/new', { ...unit, code: 'không phải mã' })).status).toBe(422)
})

test('a unit is added only under units that the admin manages', async ({ console }) => {
  const admin = await console.given('admin', 'CA-21439')
  const unit = { parent: 'CAT-51', kind: 'department', name: 'Phòng của người khác', code: 'PX01-51' }
  expect((await admin.post('/console/units/new', unit)).status).toBe(404)
  expect((await admin.get('/console/units/new?parent=CAT-01')).status).toBe(404)
  expect((await admin.get('/console/units/CAT-51')).status).toBe(404)
})

test('closing a unit hands its children and channels to the parent and tells the tips’ part', async ({ console }) => {
  const { db } = console
  const admin = await console.given('admin', 'CAT-51')
  const [closing, child, parent] = [
    await unitIdOf(db, 'PA05-51'),
    await unitIdOf(db, 'CA-21439'),
    await unitIdOf(db, 'CAT-51'),
  ]
  await db.updateTable('unit').set({ parentId: closing }).where('id', '=', child).execute()
  await db.insertInto('account').values({ id: 'bot-1', channel: 'telegram', name: 'Bot', unitId: closing }).execute()
  expect((await admin.get('/console/units/PA05-51/close')).body).toContain('1 đơn vị cấp dưới')
  expect((await admin.post('/console/units/PA05-51/close')).status).toBe(303)
  expect(await db.selectFrom('unit').select('parentId').where('id', '=', child).execute()).toEqual([
    { parentId: parent },
  ])
  expect(await db.selectFrom('account').select('unitId').where('id', '=', 'bot-1').execute()).toEqual([
    { unitId: parent },
  ])
  expect(await db.selectFrom('unit').select('activeTo').where('id', '=', closing).execute()).toEqual([
    { activeTo: '2026-11-12' },
  ])
  expect(console.closedUnits).toEqual([closing])
  expect(await auditActions(db)).toEqual(['unit.close'])
  expect((await admin.post('/console/units/PA05-51/close')).status).toBe(409)
})

test('a unit with people, the admin’s own and one without a parent stay open', async ({ console }) => {
  const admin = await console.given('admin', 'CAT-51')
  await insertOfficer(console.db, 'intake', 'PA05-51')
  const refused = await admin.post('/console/units/PA05-51/close')
  expect(refused.status).toBe(409)
  expect(refused.body).toContain('còn 1 cán bộ')
  expect((await admin.post('/console/units/CAT-51/close')).status).toBe(409)
  expect((await admin.post('/console/units/CAT-01/close')).status).toBe(404)
  expect(console.closedUnits).toEqual([])
})

test('a commune with a channel and nobody in it raises an alarm once, which ends when somebody comes', async ({
  console,
}) => {
  const { db, clock } = console
  const unitId = await unitIdOf(db, 'CA-21439')
  await db.insertInto('account').values({ id: 'bot-2', channel: 'telegram', name: 'Bot', unitId }).execute()
  const check = () => db.transaction().execute((tx) => checkUnitsWithoutOfficers(tx, clock.now()))
  expect(await check()).toEqual({ raised: 1, cleared: 0 })
  expect(await check()).toEqual({ raised: 0, cleared: 0 })
  const lead = await console.given('lead', 'CAT-51')
  expect((await lead.get('/console/alarms')).body).toContain('không còn cán bộ nào nhận tin báo')
  await insertOfficer(db, 'intake', 'CA-21439')
  expect(await check()).toEqual({ raised: 0, cleared: 1 })
  expect((await lead.get('/console/alarms')).body).toContain('Không có cảnh báo nào')
  expect((await lead.get('/console/alarms?state=cleared')).body).toContain('Đơn vị không có người')
})

test('alarms of other units are not seen and not cleared', async ({ console }) => {
  const { db } = console
  const alarm = {
    kind: 'unit_unattended',
    text: 'Ở Hà Nội',
    raisedAt: console.clock.now(),
    unitId: await unitIdOf(db, 'CAT-01'),
  }
  const { id } = await db.insertInto('alarm').values(alarm).returning('id').executeTakeFirstOrThrow()
  const lead = await console.given('lead', 'CAT-51')
  expect((await lead.get('/console/alarms')).body).not.toContain('Ở Hà Nội')
  expect((await lead.post(`/console/alarms/${id}/clear`)).status).toBe(404)
  const own = await console.given('lead', 'CAT-01')
  expect((await own.post(`/console/alarms/${id}/clear`)).status).toBe(303)
})

test('alarms of the system itself are for admins, who mark them as seen to', async ({ console }) => {
  const alarm = { kind: 'turn_failed', text: 'Một cuộc trò chuyện bị lỗi.', raisedAt: console.clock.now() }
  const { id } = await console.db.insertInto('alarm').values(alarm).returning('id').executeTakeFirstOrThrow()
  const lead = await console.given('lead', 'CAT-51')
  expect((await lead.get('/console/alarms')).body).not.toContain('bị lỗi')
  const admin = await console.given('admin', 'CAT-51')
  expect((await admin.get('/console/alarms')).body).toContain('bị lỗi')
  expect((await admin.post(`/console/alarms/${id}/clear`)).status).toBe(303)
  expect((await admin.post(`/console/alarms/${id}/clear`)).status).toBe(404)
})

test('the rules are shown in words', async ({ console }) => {
  const lead = await console.given('lead', 'CAT-51')
  const { body } = await lead.get('/console/rules')
  expect(body).toContain('Công an xã nơi báo tin')
  expect(body).toContain('Lừa đảo')
})
