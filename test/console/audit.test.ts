import { expect } from 'vitest'
import { addOfficer } from '../../src/features/officers/add-officer.js'
import { findBrokenAuditLine, writeAudit } from '../../src/features/audit/write-audit.js'
import { type Console, test } from './console-case.js'
import { insertOfficer } from './given.js'

async function givenLine({ db, clock }: Console, officerId: string | null, object: string) {
  await db.transaction().execute((tx) => writeAudit(tx, { at: clock.now(), officerId, action: 'sign_in', object }))
}

test('an auditor reads what the people of the own units did, and nothing of others', async ({ console }) => {
  const own = await insertOfficer(console.db, 'intake', 'CA-21439')
  const stranger = await insertOfficer(console.db, 'intake', 'CAT-01')
  await givenLine(console, own.id, 'officer:own-line')
  await givenLine(console, stranger.id, 'officer:strange-line')
  await givenLine(console, null, 'officer:system-line')
  const province = await console.given('auditor', 'CAT-51')
  const { body } = await province.get('/console/audit')
  expect(body).toContain('own-line')
  expect(body).toContain('system-line')
  expect(body).not.toContain('strange-line')
  const commune = await console.given('auditor', 'CA-21439')
  expect((await commune.get('/console/audit')).body).not.toContain('system-line')
  expect((await province.get('/console/audit?object=strange')).body).not.toContain('strange-line')
})

test('what nobody did is read where its object is: not in another province, nor what is of no unit (P10)', async ({
  console,
}) => {
  const { db, deps } = console
  await db
    .transaction()
    .execute((tx) =>
      addOfficer(tx, deps, { username: 'dem.hom', role: 'intake', unitCode: 'CA-21439', password: 'mèo ngủ trên mái' }),
    )
  await givenLine(console, null, 'unit:CA-21439')
  await givenLine(console, null, 'area:21439')
  await givenLine(console, null, 'officer:?')
  const read = async (role: 'lead' | 'auditor', unit: string) =>
    (await (await console.given(role, unit)).get('/console/audit')).body
  const ALL = ['Cán bộ dem.hom', 'Đơn vị CA-21439', 'area:21439', 'Tên đăng nhập không có trong danh sách']
  for (const role of ['lead', 'auditor'] as const) {
    const elsewhere = await read(role, 'CAT-01')
    for (const line of ALL) expect(elsewhere).not.toContain(line)
    const home = await read(role, 'CAT-51')
    for (const line of ALL) expect(home).toContain(line)
    const ward = await read(role, 'CA-21439')
    for (const line of ALL.slice(0, 2)) expect(ward).toContain(line)
    for (const line of ALL.slice(2)) expect(ward).not.toContain(line)
  }
})

test('the log goes on from where a page ended and is narrowed by who, what and about', async ({ console }) => {
  const lead = await console.given('lead', 'CAT-51')
  for (let line = 0; line < 103; line++)
    await givenLine(console, lead.officer.id, `officer:x${line}_${line % 2 ? 'odd' : 'even'}`)
  const first = await lead.get('/console/audit')
  expect(first.body).toContain('Cán bộ x102_even')
  const next = /href="([^"]+)" rel="next"/.exec(first.body)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const second = await lead.get(next)
  expect(second.body).toContain('Cán bộ x2_even')
  expect(second.body).not.toContain('Cán bộ x3_odd')
  expect((await lead.get('/console/audit?object=x7_')).body).toContain('x7_odd')
  expect((await lead.get('/console/audit?object=x7_')).body).not.toContain('x70')
  expect((await lead.get('/console/audit?who=somebody')).body).toContain('Không có dòng nào')
})

test('a line that was altered in the database is found', async ({ console }) => {
  for (const object of ['a', 'b', 'c']) await givenLine(console, null, object)
  expect(await findBrokenAuditLine(console.db)).toBeNull()
  await console.db.updateTable('auditLog').set({ object: 'changed' }).where('object', '=', 'b').execute()
  expect(await findBrokenAuditLine(console.db)).not.toBeNull()
})

test('the log speaks Vietnamese, also of what a command did; words of another version stay as they are', async ({
  console,
}) => {
  const { db, clock, deps } = console
  await db.transaction().execute(async (tx) => {
    await addOfficer(tx, deps, {
      username: 'an.nguyen',
      role: 'intake',
      unitCode: 'CA-21439',
      password: 'mèo ngủ trên mái',
    })
    const data = { role: 'intake → lead', isActive: 'true → false', newKey: 'new value' }
    await writeAudit(tx, { at: clock.now(), officerId: null, action: 'officer.change', object: 'officer:binh', data })
  })
  const { body } = await (await console.given('auditor', 'CAT-51')).get('/console/audit')
  expect(body).toContain('Cán bộ an.nguyen')
  expect(body).toContain('Vai trò: Trực ban')
  expect(body).toContain('Đơn vị: CA-21439')
  expect(body).toContain('Cách làm: dòng lệnh trên máy chủ')
  expect(body).toContain('Vai trò: Trực ban → Chỉ huy')
  expect(body).toContain('Tình trạng: đang hoạt động → đã ngừng')
  expect(body).toContain('newKey: new value')
  expect(body).not.toMatch(/[{]&quot;|command line|officer:/)
})
