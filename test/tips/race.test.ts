import { sql } from 'kysely'
import { expect } from 'vitest'
import { asOfficer } from '../../src/features/officers/as-officer.js'
import { decideTip } from '../../src/features/tips/decide-tip.js'
import { givenClient } from '../api/api-case.js'
import { type TestApp, test } from '../harness/test.js'
import { DUC_PHO, givenOfficer, givenTip } from './given-tip.js'

/** Decides in a transaction that stays open until the other has begun to wait for it. */
async function whileDeciding(
  app: TestApp,
  by: Awaited<ReturnType<typeof givenOfficer>>,
  number: string,
  meanwhile: () => Promise<unknown>,
): Promise<unknown> {
  const { deps } = app.app.platform
  let other: Promise<unknown> | undefined
  await app.db.transaction().execute(async (tx) => {
    await sql`set local lock_timeout = '5s'`.execute(tx)
    await asOfficer(tx, by.officer, (limited) =>
      decideTip(limited, deps, by.officer, number, { code: 'huong_dan', reason: 'Đã hướng dẫn' }),
    )
    other = meanwhile()
    await untilSomebodyWaits(app)
  })
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
  expect((second as { body: string }).body).toContain('Tin đã được Trần Thị Mai kết thúc')
  expect((second as { body: string }).body).toContain('09:00, 12/11/2026')
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
