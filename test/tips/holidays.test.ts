import { expect } from 'vitest'
import { listHolidays, saveHolidays } from '../../src/features/deadlines/holidays-store.js'
import { test } from '../harness/test.js'

test('a tentative day that the content confirms counts from the next start on', async ({ app }) => {
  const day = { day: '2026-11-24', name: 'Ngày Văn hóa Việt Nam', kind: 'holiday' } as const
  const found = async () => (await listHolidays(app.db)).find((holiday) => holiday.day === day.day)
  expect(await found()).toEqual({ ...day, isTentative: true })
  await app.db.transaction().execute((tx) => saveHolidays(tx, [{ ...day, isTentative: false }]))
  expect(await found()).toEqual({ ...day, isTentative: false })
})
