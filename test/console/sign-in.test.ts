import { expect } from 'vitest'
import { hashPassword } from '../../src/features/officers/passwords.js'
import { dropOldSessions } from '../../src/features/officers/sessions.js'
import { dropOldSignInCounts } from '../../src/features/officers/sign-in-limits.js'
import { type Console, HOST, test } from './console-case.js'
import { auditActions, insertOfficer } from './given.js'

const PASSWORD = 'mèo ngủ trên mái nhà'

async function givenPassword({ db }: Console, username: string) {
  return insertOfficer(db, 'intake', 'CA-21439', { username, passwordHash: await hashPassword(PASSWORD) })
}

test('an officer signs in, lands in the queue, and signs out of it', async ({ console }) => {
  const officer = await givenPassword(console, 'lan')
  const visitor = console.visitor()
  const signedIn = await visitor.post('/console/sign-in', { username: 'LAN', password: PASSWORD })
  expect(signedIn).toMatchObject({ status: 303, location: '/console' })
  const me = await visitor.get('/console/me')
  expect(me.status).toBe(200)
  expect(me.body).toContain(officer.displayName)
  const old = visitor.cookies.get('anninh_session')
  await visitor.post('/console/sign-out')
  visitor.cookies.set('anninh_session', old ?? '')
  expect(await visitor.get('/console/me')).toMatchObject({
    status: 303,
    location: '/console/sign-in?next=%2Fconsole%2Fme&ended=1',
  })
  expect(await auditActions(console.db)).toEqual(['sign_in', 'sign_out'])
})

test('the session cookie is for this console only, out of reach for scripts and other sites', async ({ console }) => {
  await givenPassword(console, 'lan')
  const { headers } = await console.visitor().post('/console/sign-in', { username: 'lan', password: PASSWORD })
  expect(headers.get('set-cookie')).toMatch(
    /^anninh_session=[\w-]{43}; Max-Age=43200; Path=\/console; HttpOnly; SameSite=Strict$/,
  )
})

test('a session token of before the sign-in is worth nothing after it', async ({ console }) => {
  await givenPassword(console, 'lan')
  const visitor = console.visitor()
  visitor.cookies.set('anninh_session', 'planted')
  await visitor.post('/console/sign-in', { username: 'lan', password: PASSWORD })
  expect(visitor.cookies.get('anninh_session')).not.toBe('planted')
  const stored = await console.db.selectFrom('officerSession').selectAll().execute()
  expect(stored).toHaveLength(1)
  expect(JSON.stringify(stored)).not.toContain(visitor.cookies.get('anninh_session'))
})

test('a wrong password, an unknown name and a switched-off officer get the same answer', async ({ console }) => {
  await givenPassword(console, 'lan')
  const off = await givenPassword(console, 'hung')
  await console.db.updateTable('officer').set({ isActive: false }).where('id', '=', off.id).execute()
  await insertOfficer(console.db, 'intake', 'CA-21439', { username: 'new' })
  await console.db.updateTable('officer').set({ passwordHash: null }).where('username', '=', 'new').execute()
  const answers = []
  for (const [username, password] of [
    ['lan', 'wrong wrong'],
    ['nobody', PASSWORD],
    ['hung', PASSWORD],
    ['new', PASSWORD],
  ] as const) {
    const { status, body } = await console.visitor().post('/console/sign-in', { username, password })
    answers.push(`${status} ${body.replace(`value="${username}"`, '')}`)
  }
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toMatch(/^401 /)
})

test('an unknown name takes as long as a wrong password', async ({ console }) => {
  await givenPassword(console, 'lan')
  // The processor's time, not the clock's: a busy machine does not change it.
  const time = async (username: string) => {
    const start = process.cpuUsage()
    await console.visitor().post('/console/sign-in', { username, password: 'wrong wrong' })
    const { user, system } = process.cpuUsage(start)
    return user + system
  }
  await time('warm')
  const known: number[] = []
  const unknown: number[] = []
  for (let turn = 0; turn < 6; turn++) {
    known.push(await time('lan'))
    unknown.push(await time('nobody'))
  }
  // Without the decoy the ratio is about 0.1.
  expect(Math.min(...unknown) / Math.min(...known)).toBeGreaterThan(0.5)
})

test('after ten wrong passwords even the right one waits, but another officer does not', async ({ console }) => {
  await givenPassword(console, 'lan')
  await givenPassword(console, 'minh')
  const visitor = console.visitor()
  for (let turn = 0; turn < 10; turn++)
    await visitor.post('/console/sign-in', { username: 'lan', password: 'wrong wrong' })
  expect(await visitor.post('/console/sign-in', { username: 'lan', password: PASSWORD })).toMatchObject({ status: 429 })
  expect(await visitor.post('/console/sign-in', { username: 'minh', password: PASSWORD })).toMatchObject({
    status: 303,
  })
  const counts = JSON.stringify(await console.db.selectFrom('signInThrottle').selectAll().execute())
  expect(counts).not.toContain('lan')
})

test('another address of the same IPv6 network gets no further attempts, another network does', async ({ console }) => {
  await givenPassword(console, 'lan')
  const signInFrom = async (remoteAddress: string, password: string) => {
    const init = { method: 'POST', body: new URLSearchParams({ username: 'lan', password }), headers: { origin: HOST } }
    const caller = { incoming: { socket: { remoteAddress } } }
    return (await console.http.request(`${HOST}/console/sign-in`, init, caller)).status
  }
  for (let turn = 0; turn < 10; turn++) expect(await signInFrom(`2001:db8::${turn + 1}`, 'wrong wrong')).toBe(401)
  expect(await signInFrom('2001:db8::ffff:1', PASSWORD)).toBe(429)
  expect(await signInFrom('2001:db8:0:1::1', PASSWORD)).toBe(303)
})

test('what was typed as a name is written nowhere when nobody has that name', async ({ console }) => {
  await console.visitor().post('/console/sign-in', { username: 'my-secret-password', password: 'wrong wrong' })
  const lines = JSON.stringify(await console.db.selectFrom('auditLog').select(['action', 'object', 'data']).execute())
  expect(lines).toContain('sign_in_failed')
  expect(lines + console.logged.join()).not.toContain('my-secret')
})

test('a session ends after an hour without work, and after twelve hours of it', async ({ console }) => {
  const idle = await console.given('lead', 'CAT-51')
  console.clock.advance({ minutes: 61 })
  expect(await idle.get('/console/me')).toMatchObject({ status: 303 })
  const busy = await console.given('lead', 'CAT-51')
  for (let half = 0; half < 23; half++) {
    console.clock.advance({ minutes: 30 })
    expect((await busy.get('/console/me')).status).toBe(200)
  }
  console.clock.advance({ minutes: 31 })
  expect(await busy.get('/console/me')).toMatchObject({ status: 303 })
})

test('what a page asks for by itself does not keep a session alive', async ({ console }) => {
  const idle = await console.given('lead', 'CAT-51')
  console.clock.advance({ minutes: 40 })
  expect((await idle.get('/console/me', { accept: 'text/event-stream' })).status).toBe(200)
  console.clock.advance({ minutes: 30 })
  expect((await idle.get('/console/me', { accept: 'text/event-stream' })).status).toBe(401)
})

test('whose session has ended reads why at the sign-in; who never had one does not', async ({ console }) => {
  const signInOf = async (who: ReturnType<Console['visitor']>) =>
    (await who.get((await who.get('/console/me')).location)).body
  const changed = await console.given('lead', 'CAT-51')
  await console.db.deleteFrom('officerSession').execute()
  expect(await signInOf(changed)).toContain('Phiên đã kết thúc')
  expect(await signInOf(console.visitor())).not.toContain('Phiên đã kết thúc')
  const background = await changed.get('/console/me', { 'x-background': '1' })
  expect(background.headers.get('x-sign-in')).toBe('/console/sign-in?next=%2Fconsole%2Fme&ended=1')
})

test('after the sign-in only pages of the console are opened', async ({ console }) => {
  await givenPassword(console, 'lan')
  for (const next of [
    '//evil.example',
    'https://evil.example',
    '/console//evil.example\\',
    '/console/sign-out',
    'javascript:alert(1)',
    '/chat',
    '/console\n',
  ]) {
    const { location } = await console.visitor().post('/console/sign-in', { username: 'lan', password: PASSWORD, next })
    expect(location, next).toBe('/console')
  }
  const fine = await console
    .visitor()
    .post('/console/sign-in', { username: 'lan', password: PASSWORD, next: '/console/alarms?state=cleared' })
  expect(fine.location).toBe('/console/alarms?state=cleared')
})

test('a new password ends every session and begins one', async ({ console }) => {
  const officer = await givenPassword(console, 'lan')
  const here = console.visitor()
  await here.signInAs(console.edge, officer)
  const elsewhere = console.visitor()
  await elsewhere.signInAs(console.edge, officer)
  const fresh = 'trăng sáng ngoài hiên'
  expect(
    await here.post('/console/me/password', { current: 'không phải', password: fresh, repeated: fresh }),
  ).toMatchObject({ status: 422 })
  expect(
    await here.post('/console/me/password', { current: PASSWORD, password: fresh, repeated: fresh }),
  ).toMatchObject({ status: 303 })
  expect((await here.get('/console/me')).status).toBe(200)
  expect((await elsewhere.get('/console/me')).status).toBe(303)
  expect(
    await console.visitor().post('/console/sign-in', { username: 'lan', password: fresh.normalize('NFD') }),
  ).toMatchObject({ status: 303 })
})

test('sessions and counts that are over are swept away, the others stay', async ({ console }) => {
  const { db, clock } = console
  await console.given('lead', 'CAT-51')
  clock.advance({ minutes: 61 })
  const awake = await console.given('lead', 'CAT-51')
  await awake.post('/console/sign-in', { username: 'nobody', password: 'wrong wrong' })
  await dropOldSessions(db, clock.now())
  await dropOldSignInCounts(db, new Date())
  expect((await db.selectFrom('officerSession').select('officerId').execute()).length).toBe(1)
  expect((await db.selectFrom('signInThrottle').select('key').execute()).length).toBe(2)
  await dropOldSignInCounts(db, new Date(Date.now() + 16 * 60_000))
  expect(await db.selectFrom('signInThrottle').select('key').execute()).toEqual([])
})
