import { expect } from 'vitest'
import { ensureFirstAdminLink } from '../../src/features/officers/first-admin.js'
import { type Console, HOST, test } from './console-case.js'
import { auditActions } from './given.js'

const PASSWORD = 'mèo ngủ trên mái nhà'
const FORM = { displayName: 'Trần Bình', username: 'tran.binh', password: PASSWORD, repeated: PASSWORD, unit: 'CAT-51' }

async function givenLink({ db, deps }: Console): Promise<string> {
  const link = await ensureFirstAdminLink(db, deps, HOST)
  return link?.split('token=')[1] ?? ''
}

test('the link of the first start makes the first admin, signed in, and leads on', async ({ console }) => {
  const token = await givenLink(console)
  const visitor = console.visitor()
  const shown = await visitor.get(`/console/setup?token=${token}`)
  expect(shown.status).toBe(200)
  expect(shown.body).toMatch(/<option value="CAT-51" selected=""/)
  expect(await visitor.post('/console/setup', { ...FORM, token })).toMatchObject({
    status: 303,
    location: '/console/start',
  })
  const start = await visitor.get('/console/start')
  expect(start.body).toContain('Thêm cán bộ nhận tin')
  expect(await auditActions(console.db)).toEqual(['officer.first_admin'])
})

test('a mail scanner that opens the link ten times uses nothing up', async ({ console }) => {
  const token = await givenLink(console)
  for (let turn = 0; turn < 10; turn++) await console.visitor().get(`/console/setup?token=${token}`)
  expect((await console.visitor().post('/console/setup', { ...FORM, token })).status).toBe(303)
})

test('the link works once, also for two who send at the same moment', async ({ console }) => {
  const token = await givenLink(console)
  const answers = await Promise.all(
    ['mot', 'hai'].map((username) => console.visitor().post('/console/setup', { ...FORM, username, token })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 410])
  expect((await console.visitor().get(`/console/setup?token=${token}`)).status).toBe(410)
})

test('each start replaces the link, and none is made once there is an admin', async ({ console }) => {
  const first = await givenLink(console)
  const second = await givenLink(console)
  expect((await console.visitor().get(`/console/setup?token=${first}`)).status).toBe(410)
  expect((await console.visitor().post('/console/setup', { ...FORM, token: second })).status).toBe(303)
  expect(await ensureFirstAdminLink(console.db, console.deps, HOST)).toBeNull()
})

test('the link ends after a day, and is stored only as a hash', async ({ console }) => {
  const token = await givenLink(console)
  expect(JSON.stringify(await console.db.selectFrom('oneTimeLink').selectAll().execute())).not.toContain(token)
  console.clock.advance({ hours: 25 })
  expect((await console.visitor().post('/console/setup', { ...FORM, token })).status).toBe(410)
})

test('what is wrong is said beside its field, and the link still works afterwards', async ({ console }) => {
  const token = await givenLink(console)
  const visitor = console.visitor()
  const wrong = await visitor.post('/console/setup', {
    ...FORM,
    token,
    username: 'Trần Bình',
    repeated: 'khác',
    unit: '',
  })
  expect(wrong.status).toBe(422)
  expect(wrong.body).toContain('id="e-username"')
  expect(wrong.body).toContain('id="e-unit"')
  expect(wrong.body).not.toContain(PASSWORD)
  const unequal = await visitor.post('/console/setup', { ...FORM, token, repeated: 'khác' })
  expect(unequal.body).toContain('Hai lần nhập mật khẩu không giống nhau.')
  expect((await visitor.post('/console/setup', { ...FORM, token, password: 'ngắn', repeated: 'ngắn' })).status).toBe(
    422,
  )
  expect((await visitor.post('/console/setup', { ...FORM, token, unit: 'CAT-XX' })).status).toBe(422)
  expect((await visitor.post('/console/setup', { ...FORM, token })).status).toBe(303)
})

test('units are offered in the order of the Vietnamese alphabet', async ({ console }) => {
  const token = await givenLink(console)
  const { body } = await console.visitor().get(`/console/setup?token=${token}`)
  const names = [...body.matchAll(/<option value="[^"]+"[^>]*>([^<]+)</g)].map(([, name]) => name ?? '')
  expect(names.length).toBeGreaterThan(30)
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'vi')))
})
