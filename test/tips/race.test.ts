import { sql } from 'kysely'
import { expect } from 'vitest'
import { asOfficer } from '../../src/features/officers/as-officer.js'
import { decideTip } from '../../src/features/tips/decide-tip.js'
import { transferTip } from '../../src/features/tips/transfer-tip.js'
import type { Tx } from '../../src/platform/db.js'
import { givenClient } from '../api/api-case.js'
import { type TestApp, test } from '../harness/test.js'
import { DUC_PHO, givenOfficer, givenTip, PROVINCE, SA_HUYNH } from './given-tip.js'

type By = Awaited<ReturnType<typeof givenOfficer>>

function whileDeciding<T>(app: TestApp, by: By, number: string, meanwhile: () => Promise<T>): Promise<T> {
  const outcome = { code: 'huong_dan', reason: 'Đã hướng dẫn' } as const
  return whileActing(app, by, (tx) => decideTip(tx, app.app.platform.deps, by.officer, number, outcome), meanwhile)
}

function whileTransferring<T>(app: TestApp, by: By, number: string, meanwhile: () => Promise<T>): Promise<T> {
  const move = { unitCode: SA_HUYNH, reason: 'Xảy ra ở nơi khác' }
  return whileActing(app, by, (tx) => transferTip(tx, app.app.platform.deps, by.officer, number, move), meanwhile)
}

/** Acts in a transaction that stays open until the other has begun to wait for it. */
async function whileActing<T>(
  app: TestApp,
  by: By,
  work: (tx: Tx) => Promise<unknown>,
  meanwhile: () => Promise<T>,
): Promise<T> {
  let other: Promise<T> | undefined
  await app.db.transaction().execute(async (tx) => {
    await sql`set local lock_timeout = '5s'`.execute(tx)
    await asOfficer(tx, by.officer, work)
    other = meanwhile()
    await untilSomebodyWaits(app)
  })
  if (!other) throw new Error('nobody acted meanwhile')
  return other
}

async function untilSomebodyWaits({ db }: TestApp): Promise<void> {
  for (let round = 0; round < 100; round++) {
    const { rows } =
      await sql`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`.execute(
        db,
      )
    if (rows.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('nobody waits')
}

test('of two officers who decide at the same moment the second gets 409 with who and when', async ({ app }) => {
  const mai = await givenOfficer(app, 'lead', DUC_PHO, 'Trần Thị Mai')
  const nam = await givenOfficer(app, 'lead', DUC_PHO, 'Phạm Nam')
  const { number, tipId } = await givenTip(app)
  const second = await whileDeciding(app, mai, number, () =>
    nam.post(`/console/tips/${number}/outcome`, { code: 'bao_tin_sai', reason: 'Bịa đặt' }),
  )
  expect(second).toMatchObject({ status: 409 })
  expect(second.body).toContain('Tin đã được Trần Thị Mai kết thúc')
  expect(second.body).toContain('09:00, 12/11/2026')
  const decided = await app.db
    .selectFrom('tipEvent')
    .select('type')
    .where('tipId', '=', tipId)
    .where('type', '=', 'decided')
    .execute()
  expect(decided).toHaveLength(1)
  const told = await app.db.selectFrom('tipNotice').select('data').where('tipId', '=', tipId).execute()
  expect(told).toEqual([{ data: { code: 'huong_dan' } }])
})

test('the same over the API', async ({ app }) => {
  const mai = await givenOfficer(app, 'lead', DUC_PHO, 'Trần Thị Mai')
  const client = await givenClient(app, 'lead', DUC_PHO)
  const { number } = await givenTip(app)
  const second = await whileDeciding(app, mai, number, () =>
    client.post(`/tips/${number}/transfer`, { unit: 'CAT-51', reason: 'Cần cấp trên' }),
  )
  expect(second).toMatchObject({
    status: 409,
    body: { by: 'Trần Thị Mai', at: '2026-11-12T09:00:00+07:00', outcome: 'huong_dan' },
  })
})

test('who decides while a colleague transfers the tip away gets 409: who, when, where to, and the own words', async ({
  app,
}) => {
  const mai = await givenOfficer(app, 'lead', DUC_PHO, 'Trần Thị Mai')
  const nam = await givenOfficer(app, 'lead', DUC_PHO, 'Phạm Nam')
  await givenOfficer(app, 'intake', SA_HUYNH)
  const { number } = await givenTip(app)
  const second = await whileTransferring(app, mai, number, () =>
    nam.post(`/console/tips/${number}/outcome`, { code: 'huong_dan', reason: 'Đã gọi cho ngân hàng' }),
  )
  expect(second.status).toBe(409)
  expect(second.body).toContain('Trần Thị Mai đã chuyển tin này đến Công an xã Nguyễn Nghiêm')
  expect(second.body).toContain('09:00, 12/11/2026')
  expect(second.body).toContain('Đã gọi cho ngân hàng')
})

const ACTS = [
  ['claim', {}, ''],
  ['questions', { text: 'Bạn còn biên lai không?' }, 'Bạn còn biên lai không?'],
  ['classify', { category: 'LUA_DAO', urgency: 'P1', reason: 'Có chuyển tiền' }, 'Có chuyển tiền'],
  ['transfer', { unit: PROVINCE, reason: 'Cần cấp trên' }, 'Cần cấp trên'],
  ['outcome', { code: 'huong_dan', reason: 'Đã hướng dẫn' }, 'Đã hướng dẫn'],
] as const

test('only the unit that handed a tip on learns that it did; for others there is no such tip, and all keep their words', async ({
  app,
}) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO, 'Trần Thị Mai')
  const nam = await givenOfficer(app, 'intake', DUC_PHO)
  const hung = await givenOfficer(app, 'lead', SA_HUYNH, 'Lê Hùng')
  const stranger = await givenOfficer(app, 'lead', 'CA-21172')
  await givenOfficer(app, 'intake', PROVINCE)
  const { number } = await givenTip(app)
  await mai.post(`/console/tips/${number}/transfer`, { unit: SA_HUYNH, reason: 'Xảy ra ở nơi khác' })
  const actAs = async (who: By, [act, fields, words]: (typeof ACTS)[number]) => {
    const { status, body } = await who.post(`/console/tips/${number}/${act}`, fields)
    expect([act, body.includes(words)]).toEqual([act, true])
    return { status, body }
  }
  for (const act of ACTS) {
    const own = await actAs(nam, act)
    expect([act[0], own.status]).toEqual([act[0], 409])
    expect(own.body).toContain('Trần Thị Mai đã chuyển tin này đến Công an xã Nguyễn Nghiêm')
    const other = await actAs(stranger, act)
    expect([act[0], other.status]).toEqual([act[0], 404])
    expect(other.body).not.toContain('Nguyễn Nghiêm')
  }
  expect((await nam.get(`/console/tips/${number}`)).status).toBe(404)
  await hung.post(`/console/tips/${number}/transfer`, { unit: PROVINCE, reason: 'Cần cấp trên' })
  expect((await actAs(nam, ACTS[0])).status).toBe(404)
})
