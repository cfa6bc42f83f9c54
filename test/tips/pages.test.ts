import { sql } from 'kysely'
import { expect } from 'vitest'
import { test } from '../harness/test.js'
import { DUC_PHO, givenOfficer, givenTip, PA05, PROVINCE, SA_HUYNH } from './given-tip.js'

test('looking at a tip claims nothing', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const { number, tipId } = await givenTip(app)
  const queue = await mai.get('/console')
  expect(queue.status).toBe(200)
  expect(queue.body).toContain(number)
  const tip = await mai.get(`/console/tips/${number}`)
  expect(tip.status).toBe(200)
  const row = await app.db
    .selectFrom('tip')
    .select(['holderId', 'status'])
    .where('id', '=', tipId)
    .executeTakeFirstOrThrow()
  expect(row).toEqual({ holderId: null, status: 'new' })
})

test('queue, tip and printed form name the province of the place, since others have communes of that name', async ({
  app,
}) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const { number } = await givenTip(app)
  for (const path of ['/console', `/console/tips/${number}`, `/console/tips/${number}/phieu`])
    expect((await mai.get(path)).body, path).toContain('Phường Đức Phổ, Tỉnh Quảng Ngãi')
})

test('an officer claims, asks, reads the answer, transfers; the new unit decides and the history tells it all', async ({
  app,
}) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO, 'Trần Thị Mai')
  const hung = await givenOfficer(app, 'lead', SA_HUYNH, 'Lê Văn Hùng')
  const { number } = await givenTip(app)
  const at = `/console/tips/${number}`
  expect(await mai.post(`${at}/claim`)).toMatchObject({ status: 303, location: at })
  expect((await mai.get(at)).body).toContain('Đồng chí đang giữ tin')
  expect(await mai.post(`${at}/questions`, { template: '1', text: '' })).toMatchObject({ status: 303 })
  expect(await mai.post(`${at}/transfer`, { unit: SA_HUYNH, reason: 'Xảy ra ở Sa Huỳnh' })).toMatchObject({
    status: 303,
    location: '/console',
  })
  expect((await mai.get(at)).status).toBe(404)
  const seen = await hung.get(at)
  expect(seen.body).toContain('Việc này xảy ra vào ngày nào')
  expect(seen.body).toContain('Lý do: Xảy ra ở Sa Huỳnh')
  expect(await hung.post(`${at}/outcome`, { code: 'huong_dan', reason: 'Đã gọi ngân hàng' })).toMatchObject({
    status: 303,
  })
  const closed = await hung.get(at)
  expect(closed.body).toContain('Kết quả: Đã hướng dẫn')
  expect(closed.body).toContain('Kết thúc tin: Đã hướng dẫn')
  expect(closed.body).toContain('Trần Thị Mai')
})

test('a question that a scammer could ask comes back with the reason and what was typed', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const { number, tipId } = await givenTip(app)
  const answer = await mai.post(`/console/tips/${number}/questions`, { text: 'Cho tôi xin mã OTP' })
  expect(answer.status).toBe(422)
  expect(answer.body).toContain('kẻ lừa đảo hay hỏi như vậy')
  expect(answer.body).toContain('Cho tôi xin mã OTP</textarea>')
  expect(await app.db.selectFrom('tipMessage').select('id').where('tipId', '=', tipId).execute()).toEqual([])
})

test('the second officer gets a page that says who holds the tip, and keeps what was typed', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO, 'Trần Thị Mai')
  const nam = await givenOfficer(app, 'intake', DUC_PHO, 'Phạm Nam')
  const { number } = await givenTip(app)
  await mai.post(`/console/tips/${number}/claim`)
  const refused = await nam.post(`/console/tips/${number}/outcome`, {
    code: 'huong_dan',
    reason: 'Tôi đã hướng dẫn rồi',
  })
  expect(refused.status).toBe(409)
  expect(refused.body).toContain('Trần Thị Mai đang giữ tin này')
  expect(refused.body).toContain('Tôi đã hướng dẫn rồi')
  expect(refused.body).toContain('Tải lại tin')
})

test('a claim that ran out makes the tip anybody’s again, and it stands among the unclaimed', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const nam = await givenOfficer(app, 'intake', DUC_PHO)
  const { number, tipId } = await givenTip(app)
  await mai.post(`/console/tips/${number}/claim`)
  expect((await nam.get('/console')).body).not.toContain(number)
  await app.db
    .updateTable('tip')
    .set({ holderUntil: new Date(Date.now() - 1000) })
    .where('id', '=', tipId)
    .execute()
  expect((await nam.get('/console')).body).toContain(number)
  expect((await nam.post(`/console/tips/${number}/claim`)).status).toBe(303)
  expect((await mai.get('/console?tab=mine')).body).not.toContain(`/console/tips/${number}`)
})

test('reclassifying is an event, and a category that nobody knows is refused', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const { number } = await givenTip(app)
  const at = `/console/tips/${number}/classify`
  expect((await mai.post(at, { category: 'NONSENSE', urgency: 'P1' })).status).toBe(422)
  expect((await mai.post(at, { category: 'LUA_DAO', urgency: 'P1', reason: 'Có chuyển tiền' })).status).toBe(303)
  const { body } = await mai.get(`/console/tips/${number}`)
  expect(body).toContain('Phân loại lại: loại “Khác')
  expect(body).toContain('mức P2 thành P1')
})

test('a false-report outcome is the lead’s alone and stays visible to others with the reason', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const { number } = await givenTip(app)
  const { body } = await mai.get(`/console/tips/${number}/outcome`)
  expect(body).toContain('Chỉ chỉ huy được kết luận báo tin sai')
  expect((await mai.post(`/console/tips/${number}/outcome`, { code: 'bao_tin_sai', reason: 'Bịa' })).status).toBe(403)
})

test('a copy is read, marked as one, and asks for nothing among the new', async ({ app }) => {
  const pa05 = await givenOfficer(app, 'intake', PA05)
  await givenOfficer(app, 'intake', DUC_PHO)
  const { number, tipId } = await givenTip(app)
  await app.db
    .insertInto('tipAccess')
    .values({ tipId, unitId: pa05.officer.unitId, kind: 'copy', since: new Date() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  expect((await pa05.get('/console')).body).not.toContain(number)
  const open = await pa05.get('/console?tab=open')
  expect(open.body).toContain('Gửi để biết')
  const tip = await pa05.get(`/console/tips/${number}`)
  expect(tip.body).toContain('Tin gửi để biết')
  expect(tip.body).not.toContain('/claim')
  expect((await pa05.post(`/console/tips/${number}/claim`)).status).toBe(403)
})

test('a lead of the province sees who else reads the tip and why it lies where it lies', async ({ app }) => {
  await givenOfficer(app, 'intake', DUC_PHO)
  const lead = await givenOfficer(app, 'lead', PROVINCE)
  const { number } = await givenTip(app, { category: 'LUA_DAO' })
  const { body } = await lead.get(`/console/tips/${number}`)
  expect(body).toContain('Công an phường Đức Phổ')
  expect(body).toContain('nhận bản để biết')
  expect(body).toContain('Vì sao tin ở đây')
  expect(body).toContain('Hạn theo lịch')
})

test('opening a tip marks its notices as read for this officer, not for the others', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const nam = await givenOfficer(app, 'intake', DUC_PHO)
  const { number } = await givenTip(app)
  await app.drain()
  expect((await mai.get('/console/notices')).body).toContain('Chưa đọc')
  await mai.get(`/console/tips/${number}`, { 'x-background': '1' })
  expect((await mai.get('/console/notices/bell')).body).toContain('1 chưa đọc')
  await mai.get(`/console/tips/${number}`)
  expect((await mai.get('/console/notices/bell')).body).toContain('không có tin mới')
  expect((await nam.get('/console/notices/bell')).body).toContain('1 chưa đọc')
  const upTo = /name="upTo" value="(\d+)"/.exec((await nam.get('/console/notices')).body)?.[1] ?? ''
  expect((await nam.post('/console/notices/read', { upTo })).status).toBe(303)
  expect((await nam.get('/console/notices/bell')).body).toContain('không có tin mới')
})

test('acting on a tip renews the claim', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const { number, tipId } = await givenTip(app)
  const at = `/console/tips/${number}`
  await mai.post(`${at}/claim`)
  const minutesLeft = async () => {
    const minutes = sql<number>`round(extract(epoch from holder_until - clock_timestamp()) / 60)::int`.as('minutes')
    return (await app.db.selectFrom('tip').select(minutes).where('id', '=', tipId).executeTakeFirstOrThrow()).minutes
  }
  for (const [act, fields] of [
    ['questions', { text: 'Bạn còn biên lai không?' }],
    ['classify', { category: 'LUA_DAO', urgency: 'P1' }],
    ['claim', {}],
  ] as const) {
    const nearEnd = sql<Date>`clock_timestamp() + interval '2 minutes'`
    await app.db.updateTable('tip').set({ holderUntil: nearEnd }).where('id', '=', tipId).execute()
    expect((await mai.post(`${at}/${act}`, fields)).status).toBe(303)
    expect([act, await minutesLeft()]).toEqual([act, 30])
  }
})

test('letting go twice is no error, and what another holds stays theirs', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const nam = await givenOfficer(app, 'intake', DUC_PHO, 'Phạm Nam')
  const { number } = await givenTip(app)
  const at = `/console/tips/${number}`
  await mai.post(`${at}/claim`)
  expect((await mai.post(`${at}/release`)).status).toBe(303)
  expect((await mai.post(`${at}/release`)).status).toBe(303)
  expect((await mai.get(at)).body.match(/Thôi giữ tin</g)).toHaveLength(1)
  await nam.post(`${at}/claim`)
  const refused = await mai.post(`${at}/release`)
  expect(refused.status).toBe(409)
  expect(refused.body).toContain('Phạm Nam đang giữ tin này')
})

test('“not enough information” is offered once the reporter was asked, or where nobody can be asked', async ({
  app,
}) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const isOffered = async (number: string) => {
    const { body } = await mai.get(`/console/tips/${number}/outcome`)
    return !/value="khong_du_thong_tin"[^>]*disabled/.test(body)
  }
  const { number: known } = await givenTip(app)
  expect(await isOffered(known)).toBe(false)
  await mai.post(`/console/tips/${known}/questions`, { text: 'Bạn còn biên lai không?' })
  expect(await isOffered(known)).toBe(true)
  const { number: anonymous } = await givenTip(app, { contact: { kind: 'anonymous' } })
  expect(await isOffered(anonymous)).toBe(true)
  const outcome = { code: 'khong_du_thong_tin', reason: 'Không có gì để xác minh' }
  expect((await mai.post(`/console/tips/${anonymous}/outcome`, outcome)).status).toBe(303)
  const { number: forgotten, tipId } = await givenTip(app)
  await app.db.updateTable('tipReporter').set({ conversationId: null }).where('tipId', '=', tipId).execute()
  expect(await isOffered(forgotten)).toBe(true)
})

/** What the card with this title says, as words. */
function cardOf(body: string, title: string): string {
  const card = body.slice(body.indexOf(`>${title}</h2>`)).split('</section>')[0] ?? ''
  return card.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
}

test('why a tip lies here also names the last transfer, and an escalation since', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO, 'Trần Thị Mai')
  const hung = await givenOfficer(app, 'lead', SA_HUYNH)
  await givenOfficer(app, 'lead', PROVINCE)
  const { number } = await givenTip(app, { circumstances: { danger: true } })
  expect(cardOf((await mai.get(`/console/tips/${number}`)).body, 'Vì sao tin ở đây')).not.toContain('Chuyển tin từ')
  await mai.post(`/console/tips/${number}/transfer`, { unit: SA_HUYNH, reason: 'Xảy ra ở nơi khác' })
  app.clock.advance({ minutes: 16 })
  await app.app.sweeper.runAll()
  const why = cardOf((await hung.get(`/console/tips/${number}`)).body, 'Vì sao tin ở đây')
  expect(why).toContain('Chuyển tin từ Công an phường Đức Phổ đến Công an xã Nguyễn Nghiêm . Lý do: Xảy ra ở nơi khác')
  expect(why).toContain('Trần Thị Mai, Công an phường Đức Phổ · 09:00, 12/11/2026')
  expect(why).toContain('Chưa ai nhận tin khẩn, báo thêm Công an tỉnh Quảng Ngãi')
})

test('the page names who sees the tip as the rights are, and the reporter as who answered', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const { number, tipId } = await givenTip(app)
  const answered = { tipId, at: app.clock.now(), type: 'answered', data: '{}' }
  await app.db.insertInto('tipEvent').values(answered).execute()
  const { body } = await mai.get(`/console/tips/${number}`)
  expect(cardOf(body, 'Ai xem được tin này')).toContain('Cấp trên của đơn vị này : phân loại, chỉ huy')
  expect(cardOf(body, 'Quá trình xử lý')).toContain('Người báo tin trả lời hoặc bổ sung Người báo tin ·')
})
