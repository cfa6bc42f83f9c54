import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { chromiumPath, inspectPage, launchBrowser, openSignedIn } from '../harness/browser.js'
import { type TestApp, test } from '../harness/test.js'
import { DUC_PHO, type GivenOfficer, givenOfficer, givenTip, PA05, PROVINCE } from '../tips/given-tip.js'
import { applies, changesRule, DRAFT } from './rules-case.js'

let browser: Browser
beforeAll(async () => {
  if (chromiumPath) browser = await launchBrowser()
})
afterAll(async () => browser?.close())

type Opened = { page: Page; base: string; close(): Promise<void> }

async function openAs({ app }: TestApp, officer: GivenOfficer, scripts: boolean, width = 1366): Promise<Opened> {
  const server = serve({ fetch: (request: Request) => app.http.fetch(request), port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const base = `http://localhost:${(server.address() as AddressInfo).port}`
  const viewport = { width, height: width > 500 ? 768 : 640 }
  const page = await openSignedIn(browser, base, officer, { scripts, viewport })
  const close = async () => {
    await page.context().close()
    server.close()
  }
  return { page, base, close }
}

async function given(app: TestApp): Promise<{ admin: GivenOfficer; number: string }> {
  const admin = await givenOfficer(app, 'admin', PROVINCE, 'Trần Thị Bình')
  await givenOfficer(app, 'intake', DUC_PHO)
  await givenOfficer(app, 'lead', PA05)
  const { number } = await givenTip(app, { category: 'LUA_DAO' })
  for (const category of ['LUA_DAO', 'KHAC', 'CO_BAC']) await givenTip(app, { category })
  return { admin, number }
}

async function look(page: Page, name: string): Promise<void> {
  expect(await inspectPage(page, name), name).toEqual([])
}

describe.skipIf(!chromiumPath)('the rules’ pages in a browser', () => {
  test('from the rules to a new version, each page whole and without fault', { timeout: 180_000 }, async ({ app }) => {
    const { admin, number } = await given(app)
    const { page, base, close } = await openAs(app, admin, true)
    await page.goto(`${base}/console/rules`)
    await look(page, 'rules')
    await page.getByRole('link', { name: 'Sửa quy tắc' }).click()
    await look(page, 'draft-untouched')
    await page.getByRole('link', { name: 'Sửa dòng 3' }).click()
    await look(page, 'rule')
    await page.getByLabel('Đơn vị nhận', { exact: true }).selectOption('PA05-@province')
    await page.getByLabel('Địa bàn').fill('Không có nơi này')
    await page.getByRole('button', { name: 'Lưu vào bản nháp' }).click()
    await look(page, 'rule-wrong')
    await page.getByLabel('Địa bàn').fill('')
    await page.getByRole('button', { name: 'Lưu vào bản nháp' }).click()
    await page.getByText('Khác với phiên bản').waitFor()
    await look(page, 'draft')
    await page.getByRole('link', { name: 'Thử với tin gần nhất' }).click()
    await page.getByText('2 trong 4 tin gần nhất sẽ đến nơi khác.').waitFor()
    await page
      .getByRole('cell', { name: number })
      .or(page.getByRole('rowheader', { name: number }))
      .waitFor()
    await look(page, 'try')
    await page.getByRole('link', { name: 'Bản nháp quy tắc' }).click()
    await page.getByRole('link', { name: 'Áp dụng' }).click()
    await look(page, 'save')
    await page.getByRole('button', { name: 'Áp dụng quy tắc' }).click()
    await page.getByRole('link', { name: 'Xin ghi rõ lý do' }).waitFor()
    await look(page, 'save-wrong')
    await page.getByLabel('Lý do thay đổi').fill('Đợt cao điểm lừa đảo qua mạng.')
    const doubts = page.getByLabel('Tôi đã xem các mục cần xem lại')
    if ((await doubts.count()) > 0) await doubts.check()
    await page.getByRole('button', { name: 'Áp dụng quy tắc' }).click()
    await page.getByText('Đã lưu phiên bản 2 của quy tắc').waitFor()
    await look(page, 'saved')
    await page.getByRole('link', { name: 'Phiên bản 1' }).click()
    await look(page, 'version')
    await close()
  })

  test('a waiting version is taken back, an earlier one taken up, and a row moved', { timeout: 180_000 }, async ({
    app,
  }) => {
    const { admin } = await given(app)
    await changesRule(admin, 'fraud', {})
    expect((await applies(admin, { holdsFrom: '2026-11-20' })).status).toBe(303)
    const { page, base, close } = await openAs(app, admin, true)
    await page.goto(`${base}${DRAFT}`)
    await page.getByLabel('Chỗ mới của dòng 4, từ').fill('1')
    await page.getByRole('button', { name: 'Chuyển dòng 4', exact: true }).click()
    await page.getByText('Đổi thứ tự: ').waitFor()
    await look(page, 'draft-waiting')
    await page.getByRole('button', { name: 'Bỏ bản nháp' }).click()
    await look(page, 'discard')
    await page.getByRole('link', { name: 'Không, quay lại' }).click()
    await page.getByRole('link', { name: 'Áp dụng' }).click()
    await page.getByText('Tôi hiểu bản đang chờ sẽ không được dùng').waitFor()
    await look(page, 'save-waiting')
    await page.goto(`${base}/console/rules/versions/1`)
    await page.getByRole('button', { name: 'Lấy vào bản nháp' }).click()
    await look(page, 'take-up')
    await page.getByRole('button', { name: 'Thay bản nháp' }).click()
    await page.getByText('Đã lấy phiên bản 1 vào bản nháp.').waitFor()
    await page.goto(`${base}/console/rules/versions/2`)
    await look(page, 'version-waiting')
    await page.getByRole('link', { name: 'Rút lại bản này' }).click()
    await look(page, 'withdraw')
    await page.getByLabel('Lý do').fill('Nhập nhầm ngày áp dụng.')
    await page.getByRole('button', { name: 'Rút lại' }).click()
    await page.getByText('Đã rút lại phiên bản 2.').waitFor()
    await look(page, 'withdrawn')
    await page.getByRole('link', { name: 'Phiên bản 2' }).click()
    await page.getByText('Phiên bản này đã được rút lại').waitFor()
    await look(page, 'version-withdrawn')
    await close()
  })

  test('by keyboard alone, without a script: a row is changed, tried and applied', { timeout: 120_000 }, async ({
    app,
  }) => {
    const { admin } = await given(app)
    const { page, base, close } = await openAs(app, admin, false)
    const press = async (role: 'link' | 'button', name: string) => {
      await tabTo(page, role, name)
      await page.keyboard.press('Enter')
    }
    await page.goto(`${base}/console/rules`)
    await press('link', 'Sửa quy tắc')
    await page.waitForURL(`${base}${DRAFT}`)
    await press('link', 'Sửa dòng 3')
    await page.waitForURL(`${base}${DRAFT}/rules/fraud`)
    await page.getByLabel('Đơn vị nhận', { exact: true }).focus()
    await page.keyboard.type('Phòng PA05')
    await press('button', 'Lưu vào bản nháp')
    await page.getByText('Khác với phiên bản').waitFor()
    await press('link', 'Thử với tin gần nhất')
    await press('button', 'Thử với 200 tin gần nhất')
    await page.getByText('2 trong 4 tin gần nhất sẽ đến nơi khác.').waitFor()
    await page.goto(`${base}${DRAFT}/save`)
    await page.getByLabel('Lý do thay đổi').focus()
    await page.keyboard.type('Đợt cao điểm lừa đảo qua mạng.')
    const doubts = page.getByLabel('Tôi đã xem các mục cần xem lại')
    if ((await doubts.count()) > 0) {
      await doubts.focus()
      await page.keyboard.press('Space')
    }
    await press('button', 'Áp dụng quy tắc')
    await page.getByText('Đã lưu phiên bản 2 của quy tắc').waitFor()
    await close()
  })

  test('on a phone nothing is cut off, and a tip’s explanation is whole', { timeout: 120_000 }, async ({ app }) => {
    const { admin, number } = await given(app)
    const phone = await openAs(app, admin, true, 360)
    for (const path of ['/console/rules', DRAFT, `${DRAFT}/new`, `${DRAFT}/try`]) {
      await phone.page.goto(`${phone.base}${path}`)
      await look(phone.page, `phone${path.replaceAll('/', '-')}`)
    }
    await phone.close()
    const intake = await givenOfficer(app, 'intake', DUC_PHO)
    const desk = await openAs(app, intake, true)
    await desk.page.goto(`${desk.base}/console/tips/${number}/why`)
    await desk.page.getByText('Không dùng vì không nêu loại tin.').waitFor()
    await look(desk.page, 'why')
    await desk.close()
  })
})

/** Presses Tab until the wanted control has the focus. */
async function tabTo(page: Page, role: 'link' | 'button', name: string): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true }).first()
  await wanted.waitFor()
  for (let presses = 0; presses < 300; presses++) {
    if (await wanted.evaluate((element) => element === element.ownerDocument.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reached ${name}`)
}
