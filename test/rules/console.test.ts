import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { act } from '../harness/officers.js'
import { givenRules, ruleWith, SHIPPED_RULES } from '../harness/rules.js'
import { type TestApp, test } from '../harness/test.js'
import { auditActions } from '../console/given.js'
import { DUC_PHO, givenOfficer, givenTip, PROVINCE } from '../tips/given-tip.js'
import { applies, changesRule, DRAFT, draftRules, ruleFields, seenBy } from './rules-case.js'

const versions = ({ db }: TestApp) =>
  db.selectFrom('ruleVersion').select(['id', 'savedByName', 'reason', 'holdsFrom']).orderBy('id').execute()

describe('the draft of the rules', () => {
  test('is kept with each step, and nothing holds before it is applied', async ({ app }) => {
    const admin = await givenOfficer(app, 'admin', PROVINCE)
    expect((await admin.get('/console/rules')).body).toContain('Sửa quy tắc')
    const added = await admin.post(`${DRAFT}/new`, { ...ruleFields({ area: 'Đức Phổ' }), seen: await seenBy(admin) })
    expect(added.status).toBe(303)
    expect((await draftRules(app)).at(-1)).toMatchObject({ id: 'quy-tac-1', area: '21439', to: 'PA05-@province' })
    expect(await changesRule(admin, 'gambling', { category: 'CO_BAC', to: '@commune' })).toBe(303)
    const seen = await seenBy(admin)
    expect((await admin.post(`${DRAFT}/rules/fraud/move`, { seen, way: 'down' })).status).toBe(303)
    const again = await seenBy(admin)
    expect((await admin.post(`${DRAFT}/rules/insult/remove`, { seen: again })).status).toBe(303)
    const { body } = await admin.get(DRAFT)
    expect(body).toContain('Thêm: Lừa đảo')
    expect(body).toContain('Phòng PC02 của tỉnh → Công an xã nơi báo tin')
    expect(body).toContain('Bỏ: ')
    expect(body).toContain('Đổi thứ tự: ')
    expect(await versions(app)).toHaveLength(1)
  })

  test('moves a row to any place in one step', async ({ app }) => {
    const admin = await givenOfficer(app, 'admin', PROVINCE)
    const moves = async (place: string) => {
      const form = { seen: await seenBy(admin), way: 'to', place }
      return (await admin.post(`${DRAFT}/rules/fraud/move`, form)).status
    }
    expect(await moves(String(SHIPPED_RULES.length))).toBe(303)
    expect((await draftRules(app)).at(-1)?.id).toBe('fraud')
    expect(await moves('1')).toBe(303)
    expect((await draftRules(app))[0]?.id).toBe('fraud')
    for (const place of ['', '0', '999', 'x', '-1']) expect(await moves(place), place).toBe(422)
  })

  test('takes no row that cannot be, and says which field', async ({ app }) => {
    const admin = await givenOfficer(app, 'admin', PROVINCE)
    const seen = await seenBy(admin)
    const wrong = async (fields: Record<string, string>) => {
      const { status, body } = await admin.post(`${DRAFT}/new`, { ...ruleFields(fields), seen })
      expect(status).toBe(422)
      return body
    }
    expect(await wrong({ area: 'Nơi Không Có' })).toContain('Không có địa bàn “Nơi Không Có”')
    expect(await wrong({ to: 'other', toCode: 'PA09-51' })).toContain('Không có đơn vị PA09-51')
    expect(await wrong({ toCode: 'PC04-51' })).toContain('Mã này chỉ được dùng khi chọn')
    expect(await wrong({ to: '@commune', escalateToCode: 'khong co' })).toContain('Mã này chỉ được dùng khi chọn')
    expect(await wrong({ category: 'LUA_DAOO' })).toContain('Xin chọn loại tin')
    expect(await wrong({ validFrom: '2026-12-02', validTo: '2026-12-01' })).toContain('Ngày cuối phải từ ngày đầu')
    expect(await wrong({ because: 'ngắn' })).toContain('ít nhất 10 ký tự')
    const bare = await admin.post(`${DRAFT}/new`, { seen })
    expect(bare.body).toContain('Biểu mẫu gửi lên thiếu mục này.')
    expect(bare.body).not.toContain('Invalid')
    expect(await draftRules(app)).toEqual([])
  })

  test('takes a place by its code or whole name, and guesses none', async ({ app }) => {
    const admin = await givenOfficer(app, 'admin', PROVINCE)
    const adds = async (area: string) => {
      const { status, body } = await admin.post(`${DRAFT}/new`, { ...ruleFields({ area }), seen: await seenBy(admin) })
      const kept = (await draftRules(app)).at(-1)?.area
      return status === 303 ? kept : /id="e-area">.*?<\/div>/s.exec(body)?.[0]
    }
    expect(await adds('An')).toMatch(/Các địa bàn có chữ này: .*Tỉnh Nghệ An \(40\)/)
    expect(await adds('thanh')).toContain('Phường Cẩm Thành')
    for (const word of ['xã', 'Ly', 'Trà', '-']) expect(await adds(word), word).toContain('Không có địa bàn')
    expect(await draftRules(app)).toEqual([])
    const found = [await adds('nghe an'), await adds('Tỉnh Nghệ An'), await adds('40'), await adds('Ba Xa')]
    expect(found).toEqual(['40', '40', '40', expect.stringMatching(/^\d{5}$/)])
  })

  test('adds no row under a name from an address; a row taken out meanwhile is told, and what was typed stays', async ({
    app,
  }) => {
    const admin = await givenOfficer(app, 'admin', PROVINCE)
    for (const id of ['%00', 'N%22%3E', 'x'.repeat(3000)])
      expect((await admin.post(`${DRAFT}/rules/${id}`, { ...ruleFields(), seen: await seenBy(admin) })).status).toBe(
        404,
      )
    const stale = await seenBy(admin, `${DRAFT}/rules/insult`)
    await admin.post(`${DRAFT}/rules/insult/remove`, { seen: stale })
    const typed = ruleFields({ because: 'Điều tôi vừa gõ.' })
    for (const seen of [stale, await seenBy(admin)]) {
      const gone = await admin.post(`${DRAFT}/rules/insult`, { ...typed, seen })
      expect(gone.status).toBe(409)
      expect(gone.body).toContain('Dòng này đã bị bỏ')
      expect(gone.body).toContain('Điều tôi vừa gõ.')
      expect(gone.body).toContain(`action="${DRAFT}/new"`)
    }
    const seen = await seenBy(admin)
    expect((await admin.post(`${DRAFT}/rules/insult/move`, { seen, way: 'up' })).status).toBe(404)
    expect((await draftRules(app)).map(({ id }) => id)).not.toContain('insult')
  })

  test('holds five hundred rows and says so before one more', { timeout: 60_000 }, async ({ app }) => {
    const admin = await givenOfficer(app, 'admin', PROVINCE)
    await givenRules(
      app,
      Array.from({ length: 500 }, (_, index) => ruleWith({ id: `r${index}`, area: '21439' })),
    )
    const full = await admin.post(`${DRAFT}/new`, { ...ruleFields(), seen: await seenBy(admin) })
    expect(full.status).toBe(409)
    expect(full.body).toContain('Bảng đã có 500 quy tắc')
    expect((await admin.get(`${DRAFT}/new`)).status).toBe(409)
    expect(await draftRules(app)).toEqual([])
  })

  test('of two admins the second gets 409 with who and when, also when the first has applied it', async ({ app }) => {
    const binh = await givenOfficer(app, 'admin', PROVINCE, 'Trần Thị Bình')
    const minh = await givenOfficer(app, 'admin', PROVINCE, 'Phạm Minh')
    const stale = await seenBy(minh)
    expect(await changesRule(binh, 'fraud', {})).toBe(303)
    const refused = await minh.post(`${DRAFT}/rules/insult/remove`, { seen: stale })
    expect(refused.status).toBe(409)
    expect(refused.body).toContain('Trần Thị Bình vừa sửa bản nháp')
    expect(refused.body).toContain('Vào lúc')
    const typed = await minh.post(`${DRAFT}/new`, { ...ruleFields({ because: 'Điều tôi vừa gõ.' }), seen: stale })
    expect(typed.status).toBe(409)
    expect(typed.body).toContain('Trần Thị Bình vừa sửa bản nháp')
    expect(typed.body).toContain('Điều tôi vừa gõ.')
    const before = await seenBy(minh)
    expect((await applies(binh)).status).toBe(303)
    const late = await minh.post(`${DRAFT}/save`, { seen: before, reason: 'Tôi cũng áp dụng.', confirmed: 'yes' })
    expect(late.status).toBe(409)
    expect(late.body).toContain('Trần Thị Bình')
    expect(await versions(app)).toHaveLength(2)
  })

  test('can be let go of; what holds stays', async ({ app }) => {
    const admin = await givenOfficer(app, 'admin', PROVINCE)
    await changesRule(admin, 'fraud', {})
    const asked = await admin.post(`${DRAFT}/discard`, { seen: await seenBy(admin) })
    expect(asked.status).toBe(409)
    expect(asked.body).toContain('Bỏ bản nháp chung của các quản trị viên?')
    expect(asked.body).toContain('sửa lần cuối')
    expect(asked.body).toContain('Sửa: ')
    expect(await draftRules(app)).not.toEqual([])
    const yes = { seen: await seenBy(admin), confirmed: 'yes' }
    expect((await admin.post(`${DRAFT}/discard`, yes)).status).toBe(303)
    expect(await draftRules(app)).toEqual([])
    expect((await admin.get(`${DRAFT}/save`)).status).toBe(409)
  })
})

describe('applying the rules', () => {
  test('makes a version with who, when and why, an audit line, and the next tip goes by it', async ({ app }) => {
    const admin = await givenOfficer(app, 'admin', PROVINCE, 'Trần Thị Bình')
    await givenOfficer(app, 'intake', DUC_PHO)
    await givenOfficer(app, 'lead', 'PA05-51')
    const first = await givenTip(app, { category: 'LUA_DAO' })
    await changesRule(admin, 'fraud', {})
    expect((await applies(admin, { reason: 'ngắn' })).status).toBe(422)
    expect((await applies(admin)).status).toBe(303)
    const [, saved] = await versions(app)
    expect(saved).toMatchObject({ savedByName: 'Trần Thị Bình', reason: 'Theo kế hoạch cao điểm.', holdsFrom: null })
    expect(await auditActions(app.db)).toContain('rules.save')
    const second = await givenTip(app, { category: 'LUA_DAO' })
    const where = await app.db
      .selectFrom('tip')
      .innerJoin('unit', 'unit.id', 'tip.unitId')
      .select(['number', 'code', 'routing'])
      .orderBy('tip.id')
      .execute()
    expect(where.map(({ number, code }) => [number, code])).toEqual([
      [first.number, DUC_PHO],
      [second.number, 'PA05-51'],
    ])
    expect(where[1]?.routing).toMatchObject({ versionId: saved?.id, facts: { category: 'LUA_DAO', danger: false } })
    expect((await admin.get('/console/rules')).body).toContain('Theo kế hoạch cao điểm.')
    expect((await admin.get('/console/rules/versions/1')).body).toContain('Tệp content/routing.yaml')
    expect((await admin.get('/console/rules/versions/99')).status).toBe(404)
  })

  test('from a day ahead: until then the old ones hold', async ({ app }) => {
    const admin = await givenOfficer(app, 'admin', PROVINCE)
    await givenOfficer(app, 'intake', DUC_PHO)
    await givenOfficer(app, 'lead', 'PA05-51')
    await changesRule(admin, 'fraud', {})
    const noDay = await applies(admin, { holdsFrom: 'abc' })
    expect(noDay.status).toBe(422)
    expect(noDay.body).toContain('Xin chọn một ngày.')
    expect((await applies(admin, { holdsFrom: '2026-11-12' })).body).toContain('Xin chọn từ ngày mai')
    expect((await applies(admin, { holdsFrom: '2026-11-13' })).status).toBe(303)
    const unitOf = async () => {
      const { tipId } = await givenTip(app, { category: 'LUA_DAO' })
      const tip = app.db.selectFrom('tip').innerJoin('unit', 'unit.id', 'tip.unitId').select('code')
      return (await tip.where('tip.id', '=', tipId).executeTakeFirstOrThrow()).code
    }
    expect(await unitOf()).toBe(DUC_PHO)
    app.clock.advance({ hours: 24 })
    expect(await unitOf()).toBe('PA05-51')
  })

  test('never puts a waiting version into force early without a word', async ({ app }) => {
    const admin = await givenOfficer(app, 'admin', PROVINCE)
    await givenOfficer(app, 'lead', 'PA05-51')
    await changesRule(admin, 'fraud', {})
    expect((await applies(admin, { holdsFrom: '2026-11-14' })).status).toBe(303)
    await changesRule(admin, 'insult', { category: 'KHAC', area: '21439', to: '@commune' })
    const { body } = await admin.get(DRAFT)
    expect(body).toContain('phiên bản 2 chờ đến 14/11/2026')
    expect(body).toContain('Khác với phiên bản 1')
    expect(body.match(/<li>Sửa: /g)).toHaveLength(2)
    const refused = await applies(admin)
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('Phiên bản 2 (chờ đến 14/11/2026) sẽ không được dùng')
    expect((await applies(admin, { holdsFrom: '2026-11-13' })).status).toBe(422)
    const after = await applies(admin, { holdsFrom: '2026-11-15', reason: 'ngắn' })
    expect(after.body).toContain('Khác với phiên bản 2')
    expect(after.body).not.toContain('Tôi hiểu bản đang chờ')
    expect((await applies(admin, { replaces: 'yes' })).status).toBe(303)
    expect(await versions(app)).toHaveLength(3)
    expect((await admin.get('/console/rules')).body).not.toContain('Chờ đến ngày')
  })

  test('wants a look at what is doubtful: a conflict is applied only by who has ticked it', async ({ app }) => {
    const admin = await givenOfficer(app, 'admin', PROVINCE)
    await givenOfficer(app, 'lead', 'PA05-51')
    await givenOfficer(app, 'lead', 'PC02-51')
    await admin.post(`${DRAFT}/new`, { ...ruleFields(), seen: await seenBy(admin) })
    const refused = await applies(admin, { confirmed: '' })
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('Cùng điều kiện với dòng 3 nhưng gửi đi nơi khác')
    expect(refused.body).toContain('không bao giờ được dùng')
    expect((await applies(admin)).status).toBe(303)
  })
})

describe('trying the draft', () => {
  test('tells what would go elsewhere, and nothing of what was written or by whom', async ({ app }) => {
    const admin = await givenOfficer(app, 'admin', PROVINCE)
    await givenOfficer(app, 'intake', DUC_PHO)
    await givenOfficer(app, 'lead', 'PA05-51')
    const secret = 'dau-vet-rieng-5521'
    const contact = { kind: 'phone' as const, phone: '0900 000 001' }
    const { number } = await givenTip(app, { category: 'LUA_DAO', description: secret, contact })
    await givenTip(app, { category: 'KHAC', description: secret })
    await changesRule(admin, 'fraud', {})
    const { body } = await admin.get(`${DRAFT}/try?n=50`)
    expect(body).toContain('1 trong 2 tin gần nhất sẽ đến nơi khác.')
    expect(body).toContain('1 trong 2 tin đang mở đang ở đơn vị mà bản nháp sẽ không chọn.')
    expect(body).toContain(number)
    expect(body).toContain('Công an phường Đức Phổ → Phòng An ninh mạng')
    const save = (await admin.get(`${DRAFT}/save`)).body
    for (const page of [body, save]) for (const trace of [secret, '0900']) expect(page).not.toContain(trace)
    const { body: chart, headers } = await admin.get(`${DRAFT}/try/chart.svg?n=50`)
    expect(headers.get('content-type')).toContain('image/svg+xml')
    expect(chart).toContain('PA05-51 sau')
  })

  test('a tip from before danger was kept is judged only where danger makes no difference', async ({ app }) => {
    const admin = await givenOfficer(app, 'admin', PROVINCE)
    await givenOfficer(app, 'intake', DUC_PHO)
    await givenOfficer(app, 'lead', 'PC02-51')
    await givenTip(app, { category: 'MUA_BAN_NGUOI' })
    await sql`update tip set routing = routing - 'facts' - 'versionId'`.execute(app.db)
    const { body } = await admin.get(`${DRAFT}/try`)
    expect(body).toContain('1 tin không so được')
    expect(body).toContain('Không so được')
  })

  test('P10: the database gives the columns to rules’ editors alone, and of tips below them', async ({ app }) => {
    const officers = await Promise.all(
      (
        [
          ['admin', PROVINCE],
          ['admin', 'CAT-79'],
          ['admin', DUC_PHO],
          ['lead', PROVINCE],
          ['auditor', PROVINCE],
        ] as const
      ).map(([role, unit]) => givenOfficer(app, role, unit)),
    )
    await givenOfficer(app, 'intake', DUC_PHO)
    await givenTip(app, { category: 'LUA_DAO' })
    const seen: number[] = []
    for (const { officer } of officers) {
      const { rows } = await act(app, officer, (tx) =>
        sql<object>`select * from anninh_tips_to_try(50, false)`.execute(tx),
      )
      seen.push(rows.length)
      for (const row of rows) expect(JSON.stringify(row)).not.toContain('tự xưng')
      expect(await act(app, officer, (tx) => tx.selectFrom('tip').select('id').execute())).toHaveLength(
        officer.role === 'lead' ? 1 : 0,
      )
    }
    expect(seen).toEqual([1, 0, 0, 0, 0])
  })
})

describe('who may', () => {
  test('an admin with units above reads the rules and changes nothing, neither by page nor by query', async ({
    app,
  }) => {
    const admin = await givenOfficer(app, 'admin', DUC_PHO)
    const page = await admin.get('/console/rules')
    expect(page.status).toBe(200)
    expect(page.body).not.toContain('Sửa quy tắc')
    for (const path of [DRAFT, `${DRAFT}/new`, `${DRAFT}/try`, `${DRAFT}/save`])
      expect((await admin.get(path)).status, path).toBe(403)
    const seen = '0.1'
    expect((await admin.post(`${DRAFT}/rules/fraud/remove`, { seen })).status).toBe(403)
    expect((await admin.post(`${DRAFT}/discard`, { seen })).status).toBe(403)
    expect((await admin.post(`${DRAFT}/save`, { seen, reason: 'Không được phép.' })).status).toBe(403)
    const version = { rules: '[]', reason: 'lén', savedAt: new Date(), savedBy: admin.officer.id, savedByName: 'x' }
    const sneak = act(app, admin.officer, (tx) => tx.insertInto('ruleVersion').values(version).execute())
    await expect(sneak).rejects.toMatchObject({ code: '42501' })
  })

  test('a version never changes, not even for the owner', async ({ app }) => {
    await expect(app.db.updateTable('ruleVersion').set({ reason: 'khác' }).execute()).rejects.toThrow('never changes')
    await expect(app.db.deleteFrom('ruleVersion').execute()).rejects.toThrow('never changes')
    const [first] = await app.db.selectFrom('ruleVersion').select('rules').execute()
    expect(first?.rules).toEqual(SHIPPED_RULES)
  })
})
