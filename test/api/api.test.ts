import { expect } from 'vitest'
import { apiRoutes } from '../../src/features/tips/api/api-routes.js'
import { findIdentifiers } from '../../src/features/tips/identifiers.js'
import { keepReadCodes } from '../../src/features/tips/keep-identifiers.js'
import { Problem, TipJson, TipList } from '../../src/features/tips/api/schemas.js'
import { toZoned } from '../../src/features/tips/api/to-json.js'
import { extendTip } from '../../src/features/tips/extend-tip.js'
import { keepTip } from '../../src/features/tips/keep-tip.js'
import { insertOfficer } from '../console/given.js'
import { act } from '../harness/officers.js'
import { pictureWithPlace } from '../harness/pictures.js'
import { test } from '../harness/test.js'
import { DUC_PHO, givenOfficer, givenTip, PROVINCE, reporterAdds, SA_HUYNH } from '../tips/given-tip.js'
import { IDENTIFIER_KINDS } from '../../src/features/tips/identifier-kinds.js'
import { type Answer, ask, givenClient } from './api-case.js'

test('a tip has exactly the agreed fields, with times in the zone, equal in list and detail', async ({ app }) => {
  const client = await givenClient(app, 'intake', DUC_PHO)
  const identifiers = [{ kind: 'phone', value: '+84900000000', raw: '0900 000 000' }]
  const { number } = await givenTip(app, {
    category: 'LUA_DAO',
    identifiers,
    contact: { kind: 'phone', phone: '+84900000002' },
  })
  const { status, body, text } = await client.get(`/tips/${number}`)
  expect(status).toBe(200)
  expect(Object.keys(body).sort()).toEqual(
    [
      'area',
      'attachments',
      'category',
      'clocks',
      'description',
      'dueAt',
      'history',
      'holder',
      'identifiers',
      'messages',
    ].concat(['number', 'outcome', 'receivedAt', 'status', 'unit', 'urgency']),
  )
  expect(body).toMatchObject({
    number,
    status: 'new',
    category: 'LUA_DAO',
    urgency: 'P1',
    area: { code: '21439', name: 'Phường Đức Phổ', province: { code: '51', name: 'Tỉnh Quảng Ngãi' } },
    unit: { code: DUC_PHO, name: 'Công an phường Đức Phổ' },
    receivedAt: '2026-11-12T09:00:00+07:00',
    dueAt: '2026-11-13T09:00:00+07:00',
    identifiers,
    holder: null,
    outcome: null,
  })
  expect(body['clocks']).toMatchObject([
    { kind: 'pass_on', dueAt: '2026-11-13T09:00:00+07:00', breachedAt: null, unit: { code: DUC_PHO } },
    { kind: 'resolve', dueAt: '2026-12-03T00:00:00+07:00', unit: null },
  ])
  const list = await client.get('/tips')
  expect(list.body).toEqual({ items: [body], nextCursor: null })
  expect(text).not.toContain('900000002')
})

test('a clock that runs is told from one that has stopped, and an extended one from others', async ({ app }) => {
  const client = await givenClient(app, 'lead', DUC_PHO)
  const { number } = await givenTip(app)
  const at = app.clock.now()
  const { deps } = app.app.platform
  const lead = client.officer
  await act(app, lead, (tx) => keepTip(tx, deps, lead, number, 'Thuộc thẩm quyền'))
  await app.db
    .transaction()
    .execute((tx) => extendTip(tx, deps, lead, number, { reason: 'Vụ việc phức tạp', times: 1 }))
  const { body } = await client.get(`/tips/${number}`)
  expect(body['clocks']).toEqual([
    {
      ...{ kind: 'resolve', startedAt: '2026-11-12T09:00:00+07:00', dueAt: '2027-01-13T00:00:00+07:00' },
      ...{ dueAtWorking: '2027-01-13T00:00:00+07:00', stoppedAt: null, breachedAt: null, extensions: 1, unit: null },
    },
    {
      ...{ kind: 'pass_on', startedAt: '2026-11-12T09:00:00+07:00', dueAt: '2026-11-13T09:00:00+07:00' },
      ...{ dueAtWorking: '2026-11-13T09:00:00+07:00', stoppedAt: toZoned(at, 'Asia/Ho_Chi_Minh'), breachedAt: null },
      ...{ extensions: 0, unit: { code: DUC_PHO, name: 'Công an phường Đức Phổ' } },
    },
  ])
})

test('an identifier tells its bank, why it is not sure and where it stood', async ({ app }) => {
  const client = await givenClient(app, 'intake', DUC_PHO)
  const reported = findIdentifiers('stk vcb 00110012 34567')
  const { number, tipId } = await givenTip(app, { identifiers: reported, pictures: [await pictureWithPlace()] })
  await reporterAdds(app, tipId, 'nó gọi từ 0900000007')
  const { id: picture } = await app.db.selectFrom('attachment').select('id').executeTakeFirstOrThrow()
  await app.db.transaction().execute((tx) => keepReadCodes(tx, picture, ['https://a-b.example.com/x']))
  const { body } = await client.get(`/tips/${number}`)
  expect(body['identifiers']).toEqual([
    {
      ...{ kind: 'bank_account', value: '0011001234567', raw: '00110012 34567', label: 'Tài khoản Vietcombank' },
      ...{ doubt: 'joined', source: 'report', attachmentId: null },
    },
    {
      ...{ kind: 'phone', value: '+84900000007', raw: '0900000007', label: 'Số điện thoại' },
      ...{ doubt: null, source: 'message', attachmentId: null },
    },
    {
      ...{ kind: 'url', value: 'a-b.example.com/x', raw: 'https://a-b.example.com/x', label: 'Trang web' },
      ...{ doubt: null, source: 'picture', attachmentId: picture },
    },
  ])
})

test('acts take the claim, and the tip comes back as it is after them', async ({ app }) => {
  const client = await givenClient(app, 'intake', DUC_PHO)
  await givenOfficer(app, 'intake', SA_HUYNH)
  const { number } = await givenTip(app)
  const asked = await client.post(`/tips/${number}/questions`, { text: 'Việc này xảy ra lúc nào?' })
  expect(asked.body).toMatchObject({ status: 'waiting_reporter', holder: client.officer.displayName })
  expect(asked.body['messages']).toMatchObject([{ from: 'officer', text: 'Việc này xảy ra lúc nào?' }])
  const moved = await client.post(`/tips/${number}/transfer`, { unit: SA_HUYNH, reason: 'Đúng nơi' })
  expect(moved.body).toMatchObject({
    status: 'new',
    holder: null,
    unit: { code: SA_HUYNH },
    dueAt: '2026-11-13T09:00:00+07:00',
  })
  expect((await client.get(`/tips/${number}`)).status).toBe(404)
  const other = await givenClient(app, 'intake', SA_HUYNH)
  const closed = await other.post(`/tips/${number}/outcome`, { code: 'huong_dan', reason: 'Đã hướng dẫn' })
  expect(closed.body).toMatchObject({
    status: 'closed',
    dueAt: null,
    outcome: { code: 'huong_dan', at: '2026-11-12T09:00:00+07:00' },
  })
  expect(closed.body['history']).toMatchObject([
    { type: 'filed' },
    { type: 'claimed' },
    { type: 'asked' },
    { type: 'transferred', from: DUC_PHO, to: SA_HUYNH, reason: 'Đúng nơi' },
    { type: 'claimed' },
    { type: 'decided', outcome: 'huong_dan' },
  ])
  expect((await other.get('/tips?status=closed')).body['items']).toHaveLength(1)
  expect((await other.get('/tips?status=new')).body['items']).toEqual([])
})

test('409 names the holder, and for a closed tip who closed it', async ({ app }) => {
  const mai = await givenOfficer(app, 'lead', DUC_PHO, 'Trần Thị Mai')
  const client = await givenClient(app, 'intake', DUC_PHO)
  const { number } = await givenTip(app)
  await mai.post(`/console/tips/${number}/claim`)
  const held = await client.post(`/tips/${number}/outcome`, { code: 'huong_dan', reason: 'Xong' })
  expect(held.status).toBe(409)
  expect(held.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(held.body).toMatchObject({
    status: 409,
    holder: 'Trần Thị Mai',
    by: 'Trần Thị Mai',
    until: expect.stringMatching(/\+07:00$/),
  })
  await mai.post(`/console/tips/${number}/outcome`, { code: 'huong_dan', reason: 'Xong' })
  const closed = await client.post(`/tips/${number}/questions`, { text: 'Còn gì nữa không?' })
  expect(closed).toMatchObject({ status: 409, body: { holder: null, by: 'Trần Thị Mai', outcome: 'huong_dan' } })
})

test('without a token 401, without the scope 403, both as problems', async ({ app }) => {
  const reader = await givenClient(app, 'intake', DUC_PHO, ['tips:read'])
  const { number } = await givenTip(app)
  for (const authorization of [undefined, 'Bearer anninh_wrong', 'Basic abc', 'Bearer']) {
    const answer = await ask(app, '/tips', { headers: authorization ? { authorization } : {} })
    expect(answer).toMatchObject({ status: 401, body: { status: 401 } })
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm=/)
  }
  const refused = await reader.post(`/tips/${number}/outcome`, { code: 'huong_dan', reason: 'Xong' })
  expect(refused.status).toBe(403)
  expect(refused.headers.get('www-authenticate')).toContain('scope="tips:write"')
  await app.db.updateTable('officer').set({ isActive: false }).where('id', '=', reader.officer.id).execute()
  expect((await reader.get('/tips')).status).toBe(401)
})

const WRONG = [
  ['GET', '/tips?limit=0', 'limit'],
  ['GET', '/tips?limit=101', 'limit'],
  ['GET', '/tips?limit=many', 'limit'],
  ['GET', '/tips?cursor=made-up', 'cursor'],
  ['GET', '/tips?cursor=WyIxIiwiLTEiXQ', 'cursor'],
  ['GET', '/tips?status=open', 'status'],
  ['/questions', { text: ' ' }, 'text'],
  ['/questions', { text: 'Xin mã OTP' }, 'text'],
  ['/questions', { text: 'Việc gì?', extra: 1 }, 'body'],
  ['/transfer', { unit: 'CA-00000', reason: 'x' }, 'unit'],
  ['/transfer', { unit: DUC_PHO, reason: '' }, 'reason'],
  ['/outcome', { code: 'tu_choi', reason: 'x' }, 'code'],
  ['/outcome', { code: 'huong_dan' }, 'reason'],
] as const

test('what is wrong in a request is named', async ({ app }) => {
  const client = await givenClient(app, 'intake', DUC_PHO)
  const { number } = await givenTip(app)
  for (const [path, sent, field] of WRONG) {
    const answer = path === 'GET' ? await client.get(sent) : await client.post(`/tips/${number}${path}`, sent)
    expect([path, sent, answer.status]).toEqual([path, sent, 422])
    expect(Object.keys(answer.body['fields'] ?? {})).toContain(field)
  }
})

test('another method than the address takes is told which one it is', async ({ app }) => {
  const client = await givenClient(app, 'intake', DUC_PHO)
  const refused = [await client.post('/tips', {}), await client.post('/tips/2026-000001', {})]
  refused.push(await client.get('/tips/2026-000001/outcome'))
  expect(refused.map(({ status, headers }) => [status, headers.get('allow')])).toEqual([
    [405, 'GET'],
    [405, 'GET'],
    [405, 'POST'],
  ])
  for (const limit of ['0', '101', '1.5', 'many']) {
    const { body } = await client.get(`/tips?limit=${limit}`)
    expect(body['fields']).toEqual({ limit: 'must be a whole number from 1 to 100' })
  }
})

test('what is answered is what the description of the API says', async ({ app }) => {
  const mai = await givenOfficer(app, 'lead', DUC_PHO, 'Trần Thị Mai')
  const client = await givenClient(app, 'intake', DUC_PHO)
  const { number } = await givenTip(app)
  const held = (await givenTip(app)).number
  await mai.post(`/console/tips/${held}/claim`)
  const { paths } = (await ask(app, '/openapi.json')).body as { paths: Record<string, Record<string, Described>> }
  const question = (text: string) => client.post(`/tips/${number}/questions`, { text })
  const outcome = (tip: string) => client.post(`/tips/${tip}/outcome`, { code: 'huong_dan', reason: 'Xong' })
  const answers: [path: string, method: string, status: number, answer: Answer][] = [
    ['/tips', 'get', 200, await client.get('/tips')],
    ['/tips', 'get', 422, await client.get('/tips?limit=0')],
    ['/tips', 'get', 401, await ask(app, '/tips')],
    ['/tips/{number}', 'get', 200, await client.get(`/tips/${number}`)],
    ['/tips/{number}', 'get', 404, await client.get('/tips/2020-000001')],
    ['/tips/{number}/questions', 'post', 400, await client.post(`/tips/${number}/questions`, '{"text":')],
    ['/tips/{number}/questions', 'post', 422, await question('x'.repeat(1001))],
    ['/tips/{number}/questions', 'post', 200, await question('x'.repeat(1000))],
    ['/tips/{number}/outcome', 'post', 409, await outcome(held)],
    ['/tips/{number}/outcome', 'post', 200, await outcome(number)],
    ['/tips/{number}/outcome', 'post', 409, await outcome(number)],
  ]
  for (const [path, method, status, answer] of answers) {
    expect([path, answer.status]).toEqual([path, status])
    expect(Object.keys(paths[path]?.[method]?.responses ?? {})).toContain(String(status))
    const schema = status !== 200 ? Problem : path === '/tips' ? TipList : TipJson
    expect(schema.strict().safeParse(answer.body).error, `${path} ${status}`).toBeUndefined()
  }
})

type Described = { responses: Record<string, unknown> }

test('NUL and half characters are no crash', async ({ app }) => {
  const client = await givenClient(app, 'intake', DUC_PHO)
  const { number } = await givenTip(app)
  const asked = await client.post(`/tips/${number}/questions`, '{"text":"Lúc\\u0000 nào \\ud800?"}')
  expect(asked.body['messages']).toMatchObject([{ text: 'Lúc nào \uFFFD?' }])
  for (const path of ['/tips/%00', '/tips/2026-1', '/tips/x']) expect((await client.get(path)).status).toBe(404)
})

test('not JSON, too large, unknown address: problems all', async ({ app }) => {
  const client = await givenClient(app, 'intake', DUC_PHO)
  const { number } = await givenTip(app)
  const path = `/tips/${number}/questions`
  expect((await client.post(path, '{"text":')).body).toMatchObject({ status: 400 })
  expect(
    (await client.post(path, 'text=1', { 'content-type': 'application/x-www-form-urlencoded' })).body,
  ).toMatchObject({ status: 415 })
  expect((await client.post(path, { text: 'x'.repeat(70_000) })).body).toMatchObject({ status: 413 })
  expect((await client.get('/nothing')).body).toMatchObject({ status: 404 })
})

test('pages of 7 go through 60 tips without a gap or a repeat while tips are closed and filed', async ({ app }) => {
  const client = await givenClient(app, 'lead', PROVINCE)
  const all: string[] = []
  for (let count = 0; count < 60; count++) {
    if (count % 4 === 0) app.clock.advance({ minutes: 1 })
    all.push((await givenTip(app)).number)
  }
  const seen: string[] = []
  let cursor = ''
  do {
    const { body } = await client.get(`/tips?limit=7${cursor && `&cursor=${cursor}`}`)
    seen.push(...(body['items'] as { number: string }[]).map((tip) => tip.number))
    cursor = (body['nextCursor'] as string | null) ?? ''
    if (seen.length === 14) {
      await client.post(`/tips/${all[30]}/outcome`, { code: 'huong_dan', reason: 'Xong' })
      await givenTip(app)
    }
  } while (cursor)
  expect(seen).toEqual(all.toReversed())
})

test('the description of the API is OpenAPI 3.1 and needs no token', async ({ app }) => {
  const { body } = await ask(app, '/openapi.json')
  expect(body).toMatchObject({ openapi: '3.1.0', servers: [{ url: '/api/v1' }] })
  const acts = ['questions', 'transfer', 'outcome'].map((act) => `/tips/{number}/${act}`)
  expect(Object.keys(body['paths'] ?? {}).sort()).toEqual(['/tips', '/tips/{number}', ...acts].sort())
})

test('the description says what each kind of identifier is', async ({ app }) => {
  const { components } = (await ask(app, '/openapi.json')).body as { components: { schemas: { Tip: unknown } } }
  const text = JSON.stringify(components.schemas.Tip)
  for (const kind of IDENTIFIER_KINDS) expect(text).toContain(`\`${kind}\` (`)
})

test('a caller who asks too often is told when to come again, others are not held up', async ({ app }) => {
  const lan = await insertOfficer(app.db, 'intake', DUC_PHO)
  const binh = await insertOfficer(app.db, 'intake', DUC_PHO)
  const edge = { db: app.db, deps: app.app.platform.deps, publicUrl: '' }
  const api = apiRoutes(edge, {
    findTokenOfficer: async (token) => ({ officer: token === 'lan' ? lan : binh, scopes: ['tips:read'] }),
    timeZone: 'Asia/Ho_Chi_Minh',
    requestsPerMinute: 2,
  })
  const get = async (token: string) => api.request('/tips', { headers: { authorization: `Bearer ${token}` } })
  const statuses = [await get('lan'), await get('lan'), await get('lan'), await get('binh')].map(({ status }) => status)
  expect(statuses).toEqual([200, 200, 429, 200])
  expect((await get('lan')).headers.get('retry-after')).toMatch(/^\d+$/)
})
