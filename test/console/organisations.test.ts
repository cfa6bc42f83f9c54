import { expect } from 'vitest'
import { asOfficer } from '../../src/features/officers/as-officer.js'
import { type Console, test } from './console-case.js'
import { auditActions } from './given.js'

const SCHOOL = { name: 'Trường THPT Số 1 Đức Phổ', kind: 'school', area: '21439' }

async function idOf({ db }: Console, name = SCHOOL.name): Promise<string> {
  return (await db.selectFrom('organisation').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id
}

test('the register is kept by the unit: add, change, switch off, each with a line in the audit log', async ({
  console,
}) => {
  const comms = await console.given('comms', 'CA-21439')
  expect((await comms.get('/console/organisations')).body).toContain('Chưa có mục nào')
  expect((await comms.post('/console/organisations/new', SCHOOL)).status).toBe(303)
  const id = await idOf(console)
  const changed = { ...SCHOOL, name: 'Trường  THPT Số 1 (Đức Phổ)', kind: 'office' }
  expect((await comms.post(`/console/organisations/${id}`, changed)).status).toBe(303)
  expect((await comms.post(`/console/organisations/${id}/disable`)).status).toBe(303)
  await comms.get('/console/organisations')
  expect((await comms.get('/console/organisations')).body).toContain('Không có mục nào như vậy')
  expect((await comms.get('/console/organisations?state=inactive&q=thpt%20so%201')).body).toContain(
    'Trường THPT Số 1 (Đức Phổ)',
  )
  expect((await comms.post(`/console/organisations/${id}/enable`)).status).toBe(303)
  expect(await auditActions(console.db)).toEqual([
    'organisation.add',
    'organisation.change',
    'organisation.disable',
    'organisation.enable',
  ])
  const auditor = await console.given('auditor', 'CA-21439')
  const { body } = await auditor.get('/console/audit')
  for (const words of ['Thêm cơ quan, trường học', 'Loại: Trường học → Cơ quan', `Cơ quan, trường số ${id}`]) {
    expect(body).toContain(words)
  }
})

test('what is wrong is said beside its field, in Vietnamese', async ({ console }) => {
  const lead = await console.given('lead', 'CAT-51')
  const empty = await lead.post('/console/organisations/new', {})
  expect(empty.status).toBe(422)
  for (const said of ['Xin nhập tên đầy đủ', 'Xin chọn loại', 'Xin chọn địa bàn']) expect(empty.body).toContain(said)
  await lead.post('/console/organisations/new', SCHOOL)
  const twin = await lead.post('/console/organisations/new', { ...SCHOOL, name: 'trường thpt số 1  đức phổ' })
  expect(twin.status).toBe(422)
  expect(twin.body).toContain('đã có một mục cùng tên')
  await lead.post('/console/organisations/new', { ...SCHOOL, name: 'Hội Phụ nữ', kind: 'association' })
  const id = await idOf(console, 'Hội Phụ nữ')
  expect((await lead.post(`/console/organisations/${id}`, SCHOOL)).status).toBe(422)
  expect((await lead.post(`/console/organisations/${id}`, { ...SCHOOL, name: 'Hội Phụ nữ' })).status).toBe(303)
})

test('an area is an own one, for a new entry, for an old one, and in the database', async ({ console }) => {
  const comms = await console.given('comms', 'CA-21439')
  for (const area of ['21451', '51', '01', 'VN']) {
    expect((await comms.post('/console/organisations/new', { ...SCHOOL, area })).status, area).toBe(422)
  }
  await comms.post('/console/organisations/new', SCHOOL)
  const id = await idOf(console)
  expect((await comms.post(`/console/organisations/${id}`, { ...SCHOOL, area: '21451' })).status).toBe(422)
  const moves = console.db
    .transaction()
    .execute((tx) =>
      asOfficer(tx, comms.officer, (limited) =>
        limited.updateTable('organisation').set({ areaCode: '21451' }).where('id', '=', id).execute(),
      ),
    )
  await expect(moves).rejects.toThrow(/row-level security/)
})

test('other units’ entries are not seen and not changed; the unit above does both', async ({ console }) => {
  const comms = await console.given('comms', 'CA-21439')
  await comms.post('/console/organisations/new', SCHOOL)
  const id = await idOf(console)
  for (const unit of ['CA-21451', 'CAT-48']) {
    const stranger = await console.given('lead', unit)
    expect((await stranger.get('/console/organisations')).body).not.toContain(SCHOOL.name)
    expect((await stranger.get(`/console/organisations/${id}`)).status).toBe(404)
    expect((await stranger.post(`/console/organisations/${id}`, SCHOOL)).status).toBe(404)
    expect((await stranger.post(`/console/organisations/${id}/disable`)).status).toBe(404)
  }
  const above = await console.given('admin', 'CAT-51')
  expect((await above.get('/console/organisations')).body).toContain(SCHOOL.name)
  expect((await above.post(`/console/organisations/${id}/disable`)).status).toBe(303)
})

test('how many people named it is shown from five on', async ({ console }) => {
  const { db, clock } = console
  const comms = await console.given('comms', 'CA-21439')
  await comms.post('/console/organisations/new', SCHOOL)
  const organisationId = await idOf(console)
  await db.insertInto('account').values({ id: 'a', channel: 'memory', name: 'A' }).execute()
  const subscribes = async (number: number, leftAt: Date | null = null) => {
    const now = clock.now()
    const person = await db
      .insertInto('subscriber')
      .values({ areas: ['VN'], organisationId, createdAt: now, changedAt: now })
      .returning('id')
      .executeTakeFirstOrThrow()
    const talk = await db
      .insertInto('conversation')
      .values({ accountId: 'a', keyHash: Buffer.from([number]) })
      .returning('id')
      .executeTakeFirstOrThrow()
    const left = leftAt ? { leftAt, leftBecause: 'stop' } : {}
    const row = { conversationId: talk.id, subscriberId: person.id, accountId: 'a', since: now, ...left }
    await db.insertInto('subscription').values(row).execute()
  }
  for (const number of [1, 2, 3, 4]) await subscribes(number)
  await subscribes(5, clock.now())
  expect((await comms.get('/console/organisations')).body).toContain('dưới 5')
  await subscribes(6)
  expect((await comms.get('/console/organisations')).body).toMatch(/<td class="narrow">5<\/td>/)
})
