import { sql } from 'kysely'
import { expect } from 'vitest'
import { auditActions } from '../console/given.js'
import { act } from '../harness/officers.js'
import { SHIPPED_RULES } from '../harness/rules.js'
import { type TestApp, test } from '../harness/test.js'
import { DUC_PHO, type GivenOfficer, givenOfficer, PROVINCE } from '../tips/given-tip.js'
import { findRulesInForce } from '../../src/features/tips/rules-store.js'
import { applies, changesRule, DRAFT, draftRules, seenBy } from './rules-case.js'

const VERSIONS = '/console/rules/versions'
const REASON = 'Nhập nhầm ngày áp dụng.'

const versionInForce = async ({ db, clock }: TestApp) => (await findRulesInForce(db, clock.now()))?.id

/** Version 2, which holds from the day after tomorrow. */
async function givenWaiting(app: TestApp, admin: GivenOfficer): Promise<void> {
  await givenOfficer(app, 'lead', 'PA05-51')
  await changesRule(admin, 'fraud', {})
  expect((await applies(admin, { holdsFrom: '2026-11-14' })).status).toBe(303)
}

test('an earlier version is taken up into the draft, and applied as the next one', async ({ app }) => {
  const admin = await givenOfficer(app, 'admin', PROVINCE)
  await givenOfficer(app, 'lead', 'PA05-51')
  await changesRule(admin, 'fraud', {})
  await applies(admin)
  expect((await admin.get(`${VERSIONS}/1`)).body).toContain('Lấy vào bản nháp')
  const seen = await seenBy(admin, `${VERSIONS}/1`)
  const taken = await admin.post(`${VERSIONS}/1/draft`, { seen })
  expect([taken.status, taken.headers.get('location')]).toEqual([303, DRAFT])
  expect(await draftRules(app)).toEqual(SHIPPED_RULES)
  expect((await admin.post(`${VERSIONS}/2/draft`, { seen, confirmed: 'yes' })).status).toBe(409)
  expect((await applies(admin)).status).toBe(303)
  expect(await versionInForce(app)).toBe('3')
})

test('a draft with changes gives way to an earlier version only after a second yes', async ({ app }) => {
  const admin = await givenOfficer(app, 'admin', PROVINCE, 'Trần Thị Bình')
  await changesRule(admin, 'fraud', {})
  const seen = await seenBy(admin)
  const asked = await admin.post(`${VERSIONS}/1/draft`, { seen })
  expect(asked.status).toBe(409)
  expect(asked.body).toContain('Thay bản nháp chung bằng phiên bản 1?')
  expect(asked.body).toContain('Trần Thị Bình sửa lần cuối')
  expect(await draftRules(app)).not.toEqual(SHIPPED_RULES)
  expect((await admin.post(`${VERSIONS}/1/draft`, { seen, confirmed: 'yes' })).status).toBe(303)
  expect(await draftRules(app)).toEqual(SHIPPED_RULES)
  expect((await admin.post(`${VERSIONS}/99/draft`, { seen: await seenBy(admin) })).status).toBe(404)
})

test('a version that waits is taken back, with a reason, and its day comes without it', async ({ app }) => {
  const admin = await givenOfficer(app, 'admin', PROVINCE, 'Trần Thị Bình')
  await givenWaiting(app, admin)
  expect((await admin.get(`${VERSIONS}/2`)).body).toContain('Rút lại bản này')
  expect((await admin.get(`${VERSIONS}/2/withdraw`)).body).toContain('sẽ không được dùng từ 14/11/2026')
  expect((await admin.post(`${VERSIONS}/2/withdraw`, { reason: 'ngắn' })).status).toBe(422)
  expect((await admin.post(`${VERSIONS}/2/withdraw`, { reason: REASON })).status).toBe(303)
  expect(await auditActions(app.db)).toContain('rules.withdraw')
  expect((await admin.get('/console/rules')).body).toContain('Đã rút lại')
  expect((await admin.get(`${VERSIONS}/2`)).body).toContain(REASON)
  const { body } = await admin.get(DRAFT)
  expect(body).toContain('Chưa có thay đổi nào so với phiên bản 1')
  expect(body).not.toContain('Có bản chưa đến ngày áp dụng')
  app.clock.advance({ hours: 72 })
  expect(await versionInForce(app)).toBe('1')
})

test('what an earlier day has pushed aside waits again once that one is taken back', async ({ app }) => {
  const admin = await givenOfficer(app, 'admin', PROVINCE)
  await givenWaiting(app, admin)
  await changesRule(admin, 'insult', { category: 'KHAC', area: '21439' })
  expect((await applies(admin, { holdsFrom: '2026-11-13', replaces: 'yes' })).status).toBe(303)
  expect((await admin.post(`${VERSIONS}/2/withdraw`, { reason: REASON })).status).toBe(409)
  expect((await admin.post(`${VERSIONS}/3/withdraw`, { reason: REASON })).status).toBe(303)
  expect((await admin.get(DRAFT)).body).toContain('phiên bản 2 chờ đến 14/11/2026')
  app.clock.advance({ hours: 48 })
  expect(await versionInForce(app)).toBe('2')
})

test('only a version that waits is taken back, once, and by who edits the rules', async ({ app }) => {
  const admin = await givenOfficer(app, 'admin', PROVINCE, 'Trần Thị Bình')
  await givenWaiting(app, admin)
  const below = await givenOfficer(app, 'admin', DUC_PHO)
  expect((await below.get(`${VERSIONS}/2`)).body).not.toContain('Rút lại bản này')
  expect((await below.post(`${VERSIONS}/2/withdraw`, { reason: REASON })).status).toBe(403)
  expect((await below.post(`${VERSIONS}/1/draft`, { seen: '0.2' })).status).toBe(403)
  const sneaks = (officer: GivenOfficer, versionId: string) =>
    act(app, officer.officer, (tx) => {
      const who = { withdrawnBy: officer.officer.id, withdrawnByName: 'x' }
      return tx
        .insertInto('ruleWithdrawal')
        .values({ ...who, versionId, withdrawnAt: app.clock.now(), reason: 'lén' })
        .execute()
    })
  await expect(sneaks(below, '2')).rejects.toMatchObject({ code: '42501' })
  await expect(sneaks(admin, '1')).rejects.toMatchObject({ code: '42501' })
  expect((await admin.post(`${VERSIONS}/1/withdraw`, { reason: REASON })).status).toBe(409)
  expect((await admin.post(`${VERSIONS}/2/withdraw`, { reason: REASON })).status).toBe(303)
  const again = await admin.post(`${VERSIONS}/2/withdraw`, { reason: REASON })
  expect(again.status).toBe(409)
  expect(again.body).toContain('Trần Thị Bình đã rút lại phiên bản 2')
  await expect(app.db.deleteFrom('ruleWithdrawal').execute()).rejects.toThrow('never changes')
})

test('whoever loses the race of two savings is told of the version that has just been saved', async ({ app }) => {
  const [binh, minh] = [
    await givenOfficer(app, 'admin', PROVINCE, 'Trần Thị Bình'),
    await givenOfficer(app, 'admin', PROVINCE, 'Phạm Minh'),
  ]
  await changesRule(binh, 'fraud', {})
  const seen = await seenBy(minh)
  const form = { seen, reason: 'Theo kế hoạch cao điểm.', confirmed: 'yes' }
  let late: ReturnType<GivenOfficer['post']> | undefined
  await app.db.transaction().execute(async (tx) => {
    await sql`set local lock_timeout = '5s'`.execute(tx)
    await tx.deleteFrom('ruleDraft').execute()
    const who = { savedBy: binh.officer.id, savedByName: 'Trần Thị Bình' }
    const version = { rules: JSON.stringify(SHIPPED_RULES), reason: 'Nhanh hơn.', savedAt: app.clock.now() }
    await tx
      .insertInto('ruleVersion')
      .values({ ...version, ...who })
      .execute()
    late = minh.post(`${DRAFT}/save`, form)
    await untilSomebodyWaits(app)
  })
  const refused = await late
  expect(refused?.status).toBe(409)
  expect(refused?.body).toContain('Trần Thị Bình đã lưu phiên bản 2')
})

async function untilSomebodyWaits({ db }: TestApp): Promise<void> {
  for (let round = 0; round < 200; round++) {
    const { rows } =
      await sql`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`.execute(
        db,
      )
    if (rows.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('nobody waits')
}
