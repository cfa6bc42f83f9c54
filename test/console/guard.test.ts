import { expect } from 'vitest'
import { HOST, test } from './console-case.js'

test('every answer forbids foreign and inline code, framing and caching', async ({ console }) => {
  const visitor = await console.given('admin', 'CAT-51')
  for (const { headers, body } of [
    await console.visitor().get('/console/sign-in'),
    await visitor.get('/console/officers'),
    await visitor.get('/console/nothing'),
  ]) {
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/)
  }
})

test('assets may be kept for ever, and only under their own hash', async ({ console }) => {
  const { body } = await console.visitor().get('/console/sign-in')
  const urls = [...body.matchAll(/(?:href|src)="(\/console\/assets\/[^"]+)"/g)].map(([, url]) => url ?? '')
  expect(urls.length).toBeGreaterThan(5)
  for (const url of urls) {
    const { status, headers } = await console.visitor().get(url)
    expect(status, url).toBe(200)
    expect(headers.get('cache-control')).toContain('immutable')
  }
  expect((await console.visitor().get('/console/assets/wrong/console.css')).status).toBe(404)
  expect((await console.visitor().get('/console/assets/x/..%2f..%2fpackage.json')).status).toBe(404)
})

test('a form from another site is refused', async ({ console }) => {
  const admin = await console.given('admin', 'CAT-51')
  const fields = { displayName: 'Kẻ lạ', username: 'ke.la', role: 'admin', unit: 'CAT-51' }
  for (const origin of ['https://evil.example', 'null', 'http://console.test.evil.example']) {
    expect((await admin.post('/console/officers/new', fields, { origin })).status, origin).toBe(403)
  }
  expect((await console.visitor().post('/console/sign-in', {}, { origin: 'https://evil.example' })).status).toBe(403)
})

test('a form that outlived its session is refused and files nothing under the other name', async ({ console }) => {
  const first = await console.given('admin', 'CAT-51')
  const second = await console.given('admin', 'CAT-51')
  first.cookies.set('anninh_session', second.cookies.get('anninh_session') ?? '')
  const fields = { displayName: 'Nguyễn Văn An', username: 'an', role: 'intake', unit: 'CA-21439' }
  const refused = await first.post('/console/officers/new', fields)
  expect(refused.status).toBe(409)
  expect(refused.body).toContain('phiên đăng nhập khác')
  expect(await console.db.selectFrom('officer').select('id').where('username', '=', 'an').execute()).toEqual([])
})

test('a form sent after signing out is refused with a way back, and saves nothing', async ({ console }) => {
  const admin = await console.given('admin', 'CAT-51')
  await console.db.deleteFrom('officerSession').execute()
  const refused = await admin.post('/console/officers/new', { username: 'an' })
  expect(refused.status).toBe(401)
  expect(refused.body).toContain('Phiên làm việc đã kết thúc')
  expect(refused.body).toContain('href="/console/sign-in"')
})

test('a link followed from a chat does not look like a sign-out', async ({ console }) => {
  const arriving = await console.visitor().get('/console/me', { 'sec-fetch-site': 'cross-site' })
  expect(arriving.status).toBe(200)
  expect(arriving.body).toContain('http-equiv="refresh"')
})

test('pages that are not there say so, signed in or not', async ({ console }) => {
  const admin = await console.given('admin', 'CAT-51')
  for (const path of [
    '/console/nothing',
    '/console/officers/abc',
    '/console/officers/99999999999999999',
    '/console/officers/1%00',
    '/console/units/CA-00000',
    "/console/units/x'--",
  ]) {
    const { status, body } = await admin.get(path)
    expect(status, path).toBe(404)
    expect(body).toContain('Không tìm thấy')
  }
  expect((await console.visitor().get('/console/nothing')).status).toBe(303)
})

test('a form of more than 256 kB is refused', async ({ console }) => {
  expect(
    (await console.visitor().post('/console/sign-in', { username: 'x'.repeat(300_000), password: 'x' })).status,
  ).toBe(413)
})

test('a body that is no form, such as a multipart without its boundary, is refused in words', async ({ console }) => {
  const admin = await console.given('admin', 'CAT-51')
  for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x']) {
    for (const [visitor, path] of [
      [admin, '/console/officers/new'],
      [console.visitor(), '/console/sign-in'],
    ] as const) {
      const { status, body } = await visitor.post(path, { username: 'an' }, { 'content-type': type })
      expect([type, path, status]).toEqual([type, path, 400])
      expect(body).toContain('Yêu cầu không đọc được')
    }
  }
})

test('NUL and half characters in a form do not break a page', async ({ console }) => {
  const admin = await console.given('admin', 'CAT-51')
  const { status } = await admin.post('/console/officers/new', {
    displayName: 'A\0n \ud800',
    username: 'an.nguyen',
    role: 'intake',
    unit: 'CA-21439\0',
  })
  expect(status).toBe(200)
  expect((await admin.get('/console/officers?q=%00&unit=%00&cursor=%00')).status).toBe(200)
})

test('a trailing slash and the bare address of the console both work', async ({ console }) => {
  const admin = await console.given('admin', 'CAT-51')
  expect(await admin.get('/console')).toMatchObject({ status: 303, location: '/console/start' })
  expect(await admin.get('/console/')).toMatchObject({ status: 301, location: `${HOST}/console` })
})
