import { expect } from 'vitest'
import { test } from '../harness/test.js'
import { DUC_PHO, givenOfficer, givenTip, picture, SA_HUYNH } from './given-tip.js'

test('pictures: cleaned copy inline under a closed policy, the original only by POST with an audit line', async ({
  app,
}) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const hung = await givenOfficer(app, 'lead', SA_HUYNH)
  const bytes = await picture()
  const { number, tipId } = await givenTip(app, { category: 'LUA_DAO', pictures: [bytes] })
  const { id } = await app.db.selectFrom('attachment').select('id').where('tipId', '=', tipId).executeTakeFirstOrThrow()
  const at = `/console/tips/${number}`
  expect((await mai.get(at)).body).toContain('Đang xử lý')
  await app.drain()
  expect((await mai.get(at)).body).toContain(`src="${at}/files/${id}"`)
  const shown = await mai.get(`${at}/files/${id}`)
  expect(shown.status).toBe(200)
  expect(shown.headers.get('content-disposition')).toMatch(/^inline/)
  expect(shown.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
  expect(shown.body).not.toContain('SecretPhone')
  expect((await mai.get(`${at}/files/${id}/original`)).status).toBe(404)
  expect((await hung.get(`${at}/files/${id}`)).status).toBe(404)
  expect((await hung.post(`${at}/files/${id}/original`)).status).toBe(404)
  const original = await mai.post(`${at}/files/${id}/original`)
  expect(original.headers.get('content-disposition')).toMatch(/^attachment/)
  expect(original.body).toContain('SecretPhone')
  const lines = await app.db
    .selectFrom('auditLog')
    .select(['action', 'object', 'officerId'])
    .where('action', '=', 'attachment_opened')
    .execute()
  expect(lines).toEqual([{ action: 'attachment_opened', object: `tip:${number}`, officerId: mai.officer.id }])
})

test('the reporter’s phone opens for the lead only, with a reason, once on the page and in the audit log without the number', async ({
  app,
}) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const lead = await givenOfficer(app, 'lead', DUC_PHO)
  const copy = await givenOfficer(app, 'lead', SA_HUYNH)
  const { number, tipId } = await givenTip(app, { contact: { kind: 'phone', phone: '+84900000002' } })
  const at = `/console/tips/${number}/contact`
  expect((await mai.post(at, { reason: 'Muốn gọi cho nhanh' })).status).toBe(403)
  expect((await copy.post(at, { reason: 'Muốn gọi cho nhanh' })).status).toBe(404)
  await app.db
    .insertInto('tipAccess')
    .values({ tipId, unitId: copy.officer.unitId, kind: 'copy', since: new Date() })
    .execute()
  expect((await copy.post(at, { reason: 'Muốn gọi cho nhanh' })).status).toBe(403)
  expect((await lead.post(at, { reason: ' ' })).status).toBe(422)
  expect(await app.db.selectFrom('auditLog').select('id').where('action', '=', 'reporter_revealed').execute()).toEqual(
    [],
  )
  await mai.post(`/console/tips/${number}/claim`)
  const form = await lead.get(at)
  expect(form.body).not.toContain('hệ thống sẽ không ghi')
  const opened = await lead.post(at, { reason: 'Nạn nhân đang bị giữ, cần gọi ngay' })
  expect(opened.status).toBe(200)
  expect(opened.body).not.toContain('hệ thống sẽ không ghi')
  expect(opened.body).toContain('+84900000002')
  expect(opened.headers.get('cache-control')).toBe('no-store')
  const [line] = await app.db
    .selectFrom('auditLog')
    .select(['object', 'data'])
    .where('action', '=', 'reporter_revealed')
    .execute()
  expect(line).toEqual({ object: `tip:${number}`, data: { reason: 'Nạn nhân đang bị giữ, cần gọi ngay' } })
  for (const path of ['', '/phieu'])
    expect((await lead.get(`/console/tips/${number}${path}`)).body).not.toContain('900000002')
  expect(app.logged.join('\n')).not.toContain('900000002')
})
