import { sql } from 'kysely'
import { expect } from 'vitest'
import { askReporter } from '../../src/features/tips/ask-reporter.js'
import { getTip } from '../../src/features/tips/read-tips.js'
import { transferTip } from '../../src/features/tips/transfer-tip.js'
import type { Officer } from '../../src/platform/officer.js'
import { act, givenOfficer } from '../harness/officers.js'
import { type TestApp, test } from '../harness/test.js'
import { DUC_PHO, givenTip, PROVINCE, SA_HUYNH } from './given-tip.js'

test('the database tells of a tip’s reporter and officers only whoever sees the tip', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const stranger = await givenOfficer(app, 'lead', SA_HUYNH)
  const { tipId, number } = await givenTip(app)
  const { deps } = app.app.platform
  await act(app, mai, (tx) => askReporter(tx, deps, mai, number, 'Lúc nào?'))
  const asks = (officer: Officer) =>
    act(app, officer, async (tx) => {
      const { rows } = await sql<{ reachable: boolean; name: string | null }>`
        select anninh_is_reachable(${tipId}) as reachable, anninh_officer_name(${mai.id}, ${tipId}) as name`.execute(tx)
      return rows[0]
    })
  expect(await asks(mai)).toEqual({ reachable: true, name: mai.displayName })
  expect(await asks(stranger)).toEqual({ reachable: false, name: null })
})

test('nobody is named who has no part in the tip', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const stranger = await givenOfficer(app, 'lead', SA_HUYNH)
  const { tipId } = await givenTip(app)
  const { rows } = await act(app, mai, (tx) =>
    sql<{ name: string | null }>`select anninh_officer_name(${stranger.id}, ${tipId}) as name`.execute(tx),
  )
  expect(rows).toEqual([{ name: null }])
})

test('who wrote before a transfer is still named to the new unit', async ({ app }) => {
  const mai = await givenOfficer(app, 'intake', DUC_PHO)
  const binh = await givenOfficer(app, 'intake', SA_HUYNH)
  const { number } = await givenTip(app)
  const { deps } = app.app.platform
  await act(app, mai, (tx) => askReporter(tx, deps, mai, number, 'Lúc nào?'))
  await act(app, mai, (tx) => transferTip(tx, deps, mai, number, { unitCode: SA_HUYNH, reason: 'Đúng nơi' }))
  const { messages } = await act(app, binh, (tx) => getTip(tx, number))
  expect(messages).toMatchObject([{ author: 'officer', by: mai.displayName }])
})

test('an admin moves units about below the own one, which stays where it is', async ({ app }) => {
  const admin = await givenOfficer(app, 'admin', PROVINCE)
  const below = await givenOfficer(app, 'admin', 'PA05-51')
  const ids = new Map((await app.db.selectFrom('unit').select(['code', 'id']).execute()).map((u) => [u.code, u.id]))
  const moves = (officer: Officer, code: string, parent: string | null) =>
    act(app, officer, (tx) =>
      tx
        .updateTable('unit')
        .set({ parentId: parent && (ids.get(parent) ?? null) })
        .where('code', '=', code)
        .executeTakeFirstOrThrow(),
    )
  await expect(moves(below, 'PA05-51', null)).rejects.toThrow('row-level security')
  await expect(moves(below, 'PA05-51', 'CAT-01')).rejects.toThrow('row-level security')
  await expect(moves(admin, PROVINCE, 'PA05-51')).rejects.toThrow('row-level security')
  await expect(moves(admin, DUC_PHO, 'CAT-01')).rejects.toThrow('row-level security')
  await expect(moves(admin, DUC_PHO, null)).rejects.toThrow('row-level security')
  expect((await moves(admin, DUC_PHO, SA_HUYNH)).numUpdatedRows).toBe(1n)
  await expect(moves(admin, SA_HUYNH, DUC_PHO)).rejects.toThrow('row-level security')
  const renamed = await act(app, admin, (tx) => renames(tx, PROVINCE))
  expect(renamed.numUpdatedRows).toBe(1n)
})

function renames(tx: TestApp['db'], code: string) {
  return tx.updateTable('unit').set({ name: 'Tên mới' }).where('code', '=', code).executeTakeFirstOrThrow()
}
