import { expect } from 'vitest'
import { addOfficer } from '../../src/features/officers/add-officer.js'
import { type Console, test } from './console-case.js'
import { auditActions, insertOfficer } from './given.js'

const PASSWORD = 'mèo ngủ trên mái nhà'
const AN = { displayName: 'Nguyễn Văn An', username: 'nguyen.van.an', role: 'intake', unit: 'CA-21439' }

test('an admin adds an officer, who sets a password through the link and signs in', async ({ console }) => {
  const admin = await console.given('admin', 'CAT-51')
  const added = await admin.post('/console/officers/new', AN)
  const token = /password\?token=([\w-]{43})/.exec(added.body)?.[1] ?? ''
  const an = console.visitor()
  await an.get(`/console/password?token=${token}`)
  expect((await an.post('/console/password', { token, password: PASSWORD, repeated: PASSWORD })).location).toBe(
    '/console/sign-in',
  )
  expect((await an.get('/console/sign-in')).body).toContain('Đã đặt mật khẩu cho tài khoản nguyen.van.an')
  expect((await an.post('/console/sign-in', { username: AN.username, password: PASSWORD })).location).toBe('/console')
  expect((await an.post('/console/password', { token, password: PASSWORD, repeated: PASSWORD })).status).toBe(410)
  expect(await auditActions(console.db)).toEqual(['officer.add', 'officer.password_set', 'sign_in'])
})

test('opening the password link any number of times, as a preview does, uses nothing up', async ({ console }) => {
  const admin = await console.given('admin', 'CAT-51')
  const added = await admin.post('/console/officers/new', AN)
  const token = /password\?token=([\w-]{43})/.exec(added.body)?.[1] ?? ''
  for (let turn = 0; turn < 5; turn++)
    expect((await console.visitor().get(`/console/password?token=${token}`)).status).toBe(200)
  const set = await console.visitor().post('/console/password', { token, password: PASSWORD, repeated: PASSWORD })
  expect(set.status).toBe(303)
  expect((await console.visitor().get(`/console/password?token=${token}`)).status).toBe(410)
})

test('a username is given once', async ({ console }) => {
  const admin = await console.given('admin', 'CAT-51')
  await admin.post('/console/officers/new', AN)
  const again = await admin.post('/console/officers/new', { ...AN, username: 'NGUYEN.VAN.AN' })
  expect(again.status).toBe(422)
  expect(again.body).toContain('đã có người dùng')
})

test('nobody is added to or moved into a unit that the admin does not manage', async ({ console }) => {
  const admin = await console.given('admin', 'CA-21439')
  const colleague = await insertOfficer(console.db, 'intake', 'CA-21439')
  await insertOfficer(console.db, 'intake', 'CA-21439')
  expect((await admin.post('/console/officers/new', { ...AN, unit: 'CAT-51' })).status).toBe(422)
  const seen = `intake|CA-21439|true|${colleague.displayName}`
  const change = { displayName: 'X Y', role: 'intake', unit: 'CAT-51', state: 'active', seen }
  expect((await admin.post(`/console/officers/${colleague.id}`, change)).status).toBe(422)
})

test('people of other units are on no list and answer 404', async ({ console }) => {
  const admin = await console.given('admin', 'CA-21439')
  const stranger = await insertOfficer(console.db, 'intake', 'CAT-01', { displayName: 'Người Hà Nội' })
  expect((await admin.get('/console/officers?state=all')).body).not.toContain('Người Hà Nội')
  expect((await admin.get('/console/officers?q=ha%20noi')).body).not.toContain('Người Hà Nội')
  for (const answer of [
    await admin.get(`/console/officers/${stranger.id}`),
    await admin.post(`/console/officers/${stranger.id}`, {
      displayName: 'Y Y',
      role: 'admin',
      unit: 'CA-21439',
      state: 'active',
      seen: '',
    }),
    await admin.post(`/console/officers/${stranger.id}/password-link`),
  ]) {
    expect(answer.status).toBe(404)
  }
})

const changeOf = (
  officer: { displayName: string; role: string; unitCode: string },
  to: Record<string, string> = {},
) => {
  const { displayName, role, unitCode } = officer
  return { displayName, role, unit: unitCode, state: 'active', seen: `${role}|${unitCode}|true|${displayName}`, ...to }
}

test('a change of role, unit or state ends all sessions of the officer', async ({ console }) => {
  const admin = await console.given('admin', 'CAT-51')
  await insertOfficer(console.db, 'lead', 'CAT-51')
  for (const to of [{ role: 'triage' }, { unit: 'PA05-51' }, { state: 'inactive' }] as Record<string, string>[]) {
    const changed = await console.given('lead', 'CAT-51')
    expect((await admin.post(`/console/officers/${changed.officer.id}`, changeOf(changed.officer, to))).status).toBe(
      303,
    )
    expect((await changed.get('/console/me')).status).toBe(303)
  }
  const renamed = await console.given('lead', 'CAT-51')
  await admin.post(`/console/officers/${renamed.officer.id}`, changeOf(renamed.officer, { displayName: 'Tên mới' }))
  expect((await renamed.get('/console/me')).body).toContain('Tên mới')
})

test('taking away a unit’s last officer needs a second yes, and raises an alarm', async ({ console }) => {
  const admin = await console.given('admin', 'CAT-51')
  const last = await insertOfficer(console.db, 'intake', 'CA-21439')
  const off = changeOf(last, { state: 'inactive' })
  const asked = await admin.post(`/console/officers/${last.id}`, off)
  expect(asked.status).toBe(409)
  expect(asked.body).toContain('sẽ không còn ai nhận tin báo')
  expect(asked.body).toMatch(/name="confirmed" value="yes"/)
  expect(await openAlarms(console)).toEqual([])
  expect((await admin.post(`/console/officers/${last.id}`, { ...off, confirmed: 'yes' })).status).toBe(303)
  expect(await openAlarms(console)).toEqual(['unit_without_officers'])
})

test('the last admin stays, and nobody changes their own rights', async ({ console }) => {
  const one = await console.given('admin', 'CAT-51')
  const own = await one.post(`/console/officers/${one.officer.id}`, changeOf(one.officer, { state: 'inactive' }))
  expect(own.status).toBe(409)
  const two = await console.given('admin', 'CAT-51')
  expect(
    (await one.post(`/console/officers/${two.officer.id}`, changeOf(two.officer, { role: 'auditor' }))).status,
  ).toBe(303)
  const third = await insertOfficer(console.db, 'admin', 'CAT-51')
  await console.db.updateTable('officer').set({ passwordHash: null }).where('id', '=', third.id).execute()
  expect((await one.post(`/console/officers/${one.officer.id}`, changeOf(one.officer, { role: 'lead' }))).status).toBe(
    409,
  )
})

test('who edits what another admin has just changed is told so', async ({ console }) => {
  const one = await console.given('admin', 'CAT-51')
  const two = await console.given('admin', 'CAT-51')
  const changed = await insertOfficer(console.db, 'lead', 'CAT-51')
  await insertOfficer(console.db, 'lead', 'CAT-51')
  expect((await one.post(`/console/officers/${changed.id}`, changeOf(changed, { role: 'triage' }))).status).toBe(303)
  const late = await two.post(`/console/officers/${changed.id}`, changeOf(changed, { displayName: 'Khác' }))
  expect(late.status).toBe(409)
  expect(late.body).toContain('vừa đổi thông tin')
})

test('a new password link replaces the earlier one', async ({ console }) => {
  const admin = await console.given('admin', 'CAT-51')
  const officer = await insertOfficer(console.db, 'lead', 'CAT-51')
  const link = async () =>
    /token=([\w-]{43})/.exec((await admin.post(`/console/officers/${officer.id}/password-link`)).body)?.[1]
  const first = await link()
  const second = await link()
  expect((await console.visitor().get(`/console/password?token=${first}`)).status).toBe(410)
  expect((await console.visitor().get(`/console/password?token=${second}`)).status).toBe(200)
})

test('the list goes on from where a page ended, and is searched without marks', async ({ console }) => {
  const admin = await console.given('admin', 'CAT-51')
  const unitId = admin.officer.unitId
  const many = Array.from({ length: 120 }, (_, index) => ({
    username: `o-${String(index).padStart(3, '0')}`,
    displayName: `Đỗ Thị ${index}`,
    role: 'intake',
    unitId,
  }))
  await console.db.insertInto('officer').values(many).execute()
  const seen = new Set<string>()
  let next: string | undefined = '/console/officers'
  for (let pages = 0; next && pages < 10; pages++) {
    const { body } = await admin.get(next)
    for (const [, username] of body.matchAll(/<span class="sub">(o-\d+)</g)) seen.add(username ?? '')
    next = /href="([^"]+)" rel="next"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(seen.size).toBe(120)
  expect((await admin.get('/console/officers?q=do%20thi%2077')).body).toContain('o-077')
  expect((await admin.get('/console/officers?q=khong-co-ai')).body).toContain('Không có cán bộ nào như vậy')
})

test('an officer of the command line signs in with the password given there', async ({ console }) => {
  const added = { username: 'cli', role: 'lead', unitCode: 'CAT-51', password: PASSWORD } as const
  await console.db.transaction().execute((tx) => addOfficer(tx, console.deps, added))
  expect((await console.visitor().post('/console/sign-in', { username: 'cli', password: PASSWORD })).status).toBe(303)
  await expect(console.db.transaction().execute((tx) => addOfficer(tx, console.deps, added))).rejects.toThrow(
    'already an officer',
  )
})

async function openAlarms({ db }: Console): Promise<string[]> {
  const alarms = await db.selectFrom('alarm').select('kind').where('clearedAt', 'is', null).execute()
  return alarms.map(({ kind }) => kind)
}

test('the command line refuses a name or a password that nobody could sign in with', async ({ console }) => {
  const add = (username: string, password: string) =>
    console.db
      .transaction()
      .execute((tx) => addOfficer(tx, console.deps, { username, role: 'lead', unitCode: 'CAT-51', password }))
  await expect(add('Trần Bình', PASSWORD)).rejects.toThrow('the username must be')
  await expect(add('binh', '1234567')).rejects.toThrow('at least 8')
  await add('BINH', PASSWORD)
  expect((await console.visitor().post('/console/sign-in', { username: 'binh', password: PASSWORD })).status).toBe(303)
})
