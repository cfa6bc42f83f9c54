import { expect } from 'vitest'
import { writeAudit } from '../../src/features/audit/write-audit.js'
import { test } from './console-case.js'
import { insertOfficer, unitIdOf } from './given.js'

const PAYLOADS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'><svg/onload=alert(1)>",
  '</textarea></title><script>alert(1)</script>',
  'javascript:alert(1)',
  `{{7*7}}\${7*7}<%= 7*7 %>`,
  '<a href="javascript:alert(1)">x</a>',
  '\u202e<b>gnp.exe</b>',
  '&lt;script&gt;',
]

test('whatever is typed is shown as text on every page', async ({ console }) => {
  const { db, clock } = console
  const admin = await console.given('admin', 'CAT-51')
  const lead = await console.given('lead', 'CAT-51')
  for (const [index, payload] of PAYLOADS.entries()) {
    const officer = await insertOfficer(db, 'intake', 'CA-21439', { username: `x${index}`, displayName: payload })
    await db
      .insertInto('unit')
      .values({ code: `PX${index}-51`, name: payload, kind: 'department', parentId: admin.officer.unitId })
      .execute()
    await db
      .insertInto('account')
      .values({ id: `x-${index}`, channel: payload, name: payload, unitId: admin.officer.unitId })
      .execute()
    const unitId = await unitIdOf(db, `PX${index}-51`)
    const { id: organisationId } = await db
      .insertInto('organisation')
      .values({ name: payload, kind: 'school', areaCode: '21439', unitId, createdAt: clock.now() })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db.insertInto('alarm').values({ kind: payload, text: payload, unitId, raisedAt: clock.now() }).execute()
    await db
      .transaction()
      .execute((tx) =>
        writeAudit(tx, { at: clock.now(), officerId: officer.id, action: payload, object: payload, data: { payload } }),
      )
    const query = encodeURIComponent(payload)
    for (const { body } of [
      await admin.get(`/console/officers?q=${query}`),
      await admin.get(`/console/officers/${officer.id}`),
      await admin.get(`/console/units?q=${query}`),
      await admin.get(`/console/units/PX${index}-51`),
      await admin.get('/console/accounts'),
      await admin.get(`/console/organisations?q=${query}`),
      await admin.get('/console/organisations'),
      await admin.get(`/console/organisations/${organisationId}`),
      await admin.post('/console/organisations/new', { name: payload, kind: payload, area: payload }),
      await admin.get('/console/alarms'),
      await lead.get(`/console/audit?object=${query}`),
      await admin.post('/console/officers/new', {
        displayName: payload,
        username: payload,
        role: payload,
        unit: payload,
      }),
      await admin.post('/console/units/new', { parent: 'CAT-51', kind: payload, name: payload, code: payload }),
      await admin.post('/console/accounts/new', {
        channel: 'telegram',
        name: payload,
        unit: payload,
        'setting-token': payload,
      }),
      await console.visitor().get(`/console/sign-in?next=${query}`),
      await console.visitor().post('/console/sign-in', { username: payload, password: payload, next: payload }),
      await console.visitor().get(`/console/${query}`),
    ]) {
      expect(liveParts(body)).toEqual([])
    }
  }
  const { body } = await admin.get('/console/officers?state=all')
  expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
})

test('a forged message of the last act is text too', async ({ console }) => {
  const admin = await console.given('admin', 'CAT-51')
  const forged = Buffer.from(JSON.stringify({ kind: 'success', text: '<script>alert(1)</script>' })).toString(
    'base64url',
  )
  admin.cookies.set('anninh_flash', forged)
  expect((await admin.get('/console/me')).body).toContain('&lt;script&gt;')
  for (const broken of [
    'x',
    '%%%',
    Buffer.from('{"kind":').toString('base64url'),
    Buffer.from('{}').toString('base64url'),
  ]) {
    admin.cookies.set('anninh_flash', broken)
    expect((await admin.get('/console/me')).status).toBe(200)
  }
})

/** Tags and attributes that only a payload could have brought; what stands in quotes is an attribute's text. */
function liveParts(body: string): string[] {
  const bare = body.replaceAll(/<script src="\/console\/assets\/[\w/-]+\.js"/g, '').replaceAll('<svg class="icon"', '')
  const tags = bare.match(/<script|<img|<svg|<b>|href="javascript[^"]*/g) ?? []
  return [...tags, ...(bare.replaceAll(/"[^"]*"/g, '""').match(/<[^>]*\son\w+=/g) ?? [])]
}
