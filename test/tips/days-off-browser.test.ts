import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromiumPath, inspectPage, launchBrowser, openSignedIn } from '../harness/browser.js'
import { type LiveApp, startLiveApp } from '../harness/live-app.js'
import { DUC_PHO, givenOfficer, type GivenOfficer, givenTip, PROVINCE } from './given-tip.js'

let browser: Browser
let live: LiveApp
beforeAll(async () => {
  if (!chromiumPath) return
  browser = await launchBrowser()
  live = await startLiveApp()
})
afterAll(async () => {
  await browser?.close()
  await live?.close()
})

const pageOf = (officer: GivenOfficer, scripts: boolean): Promise<Page> =>
  openSignedIn(browser, live.base, officer, { scripts })

/** The last day of the tip's term, in Vietnam, which the table does not name yet. */
async function givenLastDay(tipId: string): Promise<string> {
  const { db } = live.testApp
  const clock = await db
    .selectFrom('tipClock')
    .select('dueAtWorking')
    .where('tipId', '=', tipId)
    .where('kind', '=', 'resolve')
    .executeTakeFirstOrThrow()
  const day = new Date(clock.dueAtWorking.getTime() - 1 + 7 * 3_600_000).toISOString().slice(0, 10)
  await db.deleteFrom('holiday').where('day', '=', day).execute()
  return day
}

test.skipIf(!chromiumPath)('an admin adds a day off without scripts, and reads it in the year', async () => {
  await givenOfficer(live.testApp, 'intake', DUC_PHO)
  const { tipId, number } = await givenTip(live.testApp)
  const day = await givenLastDay(tipId)
  const page = await pageOf(await givenOfficer(live.testApp, 'admin', PROVINCE), false)
  await page.goto(`${live.base}/console/days-off?year=2027`)
  await page.getByRole('link', { name: 'Thêm ngày' }).click()
  await page.getByRole('button', { name: 'Xem trước thay đổi' }).click()
  await page.getByRole('link', { name: 'Xin chọn một ngày.' }).waitFor()
  await page.getByLabel('Ngày', { exact: true }).fill(day)
  await page.getByLabel('Tên').fill('Nghỉ thử')
  await page.getByLabel('Loại').selectOption('holiday')
  await page.getByRole('button', { name: 'Xem trước thay đổi' }).click()
  await page.getByText('Số thời hạn đang chạy sẽ đổi: 1.').waitFor()
  await page.getByRole('rowheader', { name: number }).waitFor()
  await page.getByRole('button', { name: 'Lưu và tính lại thời hạn' }).click()
  await page.getByText('Số thời hạn được tính lại: 1.').waitFor()
  expect(page.url()).toContain(`/console/days-off?year=${day.slice(0, 4)}`)
  await page.getByRole('cell', { name: 'Nghỉ thử' }).first().waitFor()
  const tip = await pageOf(await givenOfficer(live.testApp, 'lead', DUC_PHO), false)
  await tip.goto(`${live.base}/console/tips/${number}`)
  await tip.getByText('Dời hạn giải quyết: từ').waitFor()
})

test.skipIf(!chromiumPath)('the pages of days off and of the clocks have no fault', { timeout: 120_000 }, async () => {
  await givenOfficer(live.testApp, 'intake', DUC_PHO)
  const { tipId, number } = await givenTip(live.testApp)
  const day = await givenLastDay(tipId)
  const admin = await pageOf(await givenOfficer(live.testApp, 'admin', PROVINCE), true)
  const look = async (page: Page, path: string, name: string) => {
    if (path) await page.goto(`${live.base}/console${path}`)
    expect(await inspectPage(page, name), name).toEqual([])
  }
  await look(admin, '/days-off?year=2027', 'days-off')
  await look(admin, '/days-off?year=2040', 'days-off-none')
  await look(admin, '/days-off/2027-02-05', 'day-off')
  await look(admin, '/days-off/weekly', 'weekly')
  await look(admin, '/days-off/new', 'day-off-new')
  await admin.getByLabel('Ngày', { exact: true }).fill(day)
  await admin.getByLabel('Tên').fill('Nghỉ thử')
  await admin.getByLabel('Loại').selectOption('holiday')
  await admin.getByRole('button', { name: 'Xem trước thay đổi' }).click()
  await admin.getByText('Số thời hạn đang chạy sẽ đổi').waitFor()
  await look(admin, '', 'day-off-preview')
  const lead = await pageOf(await givenOfficer(live.testApp, 'lead', DUC_PHO), true)
  await look(lead, '/days-off?year=2027', 'days-off-read')
  expect(await lead.getByRole('link', { name: 'Thêm ngày' }).count()).toBe(0)
  await look(lead, `/tips/${number}`, 'tip-clocks')
  await look(lead, `/tips/${number}/extend`, 'extend')
  await lead.getByRole('button', { name: 'Gia hạn' }).click()
  await look(lead, '', 'extend-errors')
  await look(lead, `/tips/${number}/keep`, 'keep')
  await look(lead, `/tips/${number}/prosecutor`, 'prosecutor')
})
