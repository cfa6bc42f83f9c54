import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { ensureFirstAdminLink } from '../../src/features/officers/first-admin.js'
import { chromiumPath, inspectPage, launchBrowser } from '../harness/browser.js'
import { type Console, HOST, test } from './console-case.js'
import { insertOfficer, unitIdOf } from './given.js'

const PASSWORD = 'mèo ngủ trên mái nhà'

let browser: Browser
beforeAll(async () => {
  if (chromiumPath) browser = await launchBrowser()
})
afterAll(async () => browser?.close())

/** A page at an officer's usual size that complains about anything the content policy stopped. */
async function openPage(
  { http }: Console,
  scripts = true,
): Promise<{ page: Page; base: string; troubles: string[]; close(): Promise<void> }> {
  const server = serve({ fetch: (request: Request) => http.fetch(request), port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const base = `http://localhost:${(server.address() as AddressInfo).port}`
  const context: BrowserContext = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'vi-VN',
    javaScriptEnabled: scripts,
  })
  const page = await context.newPage()
  const troubles: string[] = []
  page.on(
    'console',
    (line) => line.type() === 'error' && !/status of 4\d\d/.test(line.text()) && troubles.push(line.text()),
  )
  page.on('pageerror', (error) => troubles.push(error.message))
  const close = async () => {
    await context.close()
    server.close()
  }
  return { page, base, troubles, close }
}

async function look(page: Page, name: string): Promise<void> {
  expect(await inspectPage(page, name), name).toEqual([])
}

test.skipIf(!chromiumPath)(
  'from the first link to a working console, page by page',
  { timeout: 120_000 },
  async ({ console }) => {
    const { page, base, troubles, close } = await openPage(console)
    const link = (await ensureFirstAdminLink(console.db, console.deps, base)) ?? ''
    await page.goto(link)
    await look(page, 'setup')
    await page.getByRole('button', { name: 'Tạo tài khoản' }).click()
    await look(page, 'setup-errors')
    await page.getByLabel('Họ và tên').fill('Trần Thị Bình')
    await page.getByLabel('Tên đăng nhập').fill('tran.binh')
    await page.getByLabel('Mật khẩu mới', { exact: true }).fill(PASSWORD)
    await page.getByLabel('Nhập lại mật khẩu mới').fill(PASSWORD)
    await page.getByRole('button', { name: 'Tạo tài khoản' }).click()
    await page.getByRole('heading', { name: 'Chào đồng chí Trần Thị Bình' }).waitFor()
    await look(page, 'start')

    await page.getByRole('link', { name: 'Thêm cán bộ' }).first().click()
    await page.getByLabel('Họ và tên').fill('Nguyễn Văn An')
    await page.getByLabel('Tên đăng nhập').fill('nguyen.van.an')
    await page.getByLabel('Vai trò').selectOption('lead')
    await page.getByLabel('Đơn vị').selectOption('CA-21439')
    await look(page, 'add-officer')
    await page.getByRole('button', { name: 'Thêm cán bộ' }).click()
    const passwordLink = await page.getByLabel('Liên kết đặt mật khẩu').inputValue()
    await look(page, 'password-link')

    await insertOfficer(console.db, 'intake', 'CAT-51', { displayName: 'Phạm Minh' })
    await insertOfficer(console.db, 'auditor', 'CAT-51', { displayName: 'Lê Thu' })
    await page.getByRole('link', { name: 'Xong' }).click()
    await look(page, 'officers')
    await page.getByRole('link', { name: 'Nguyễn Văn An' }).click()
    await look(page, 'officer')
    await page.getByLabel('Trạng thái').selectOption('inactive')
    await page.getByRole('button', { name: 'Lưu thay đổi' }).click()
    await page.getByText('sẽ không còn ai nhận tin báo').waitFor()
    await look(page, 'confirm')
    await page.getByRole('link', { name: 'Không, quay lại' }).click()

    for (const [name, title] of [
      ['Đơn vị', 'units'],
      ['Quy tắc phân tuyến', 'rules'],
      ['Kênh', 'accounts'],
      ['Cảnh báo', 'alarms'],
    ] as const) {
      await page.getByRole('navigation', { name: 'Các trang' }).getByRole('link', { name }).click()
      await look(page, title)
    }
    await page.goto(`${base}/console/units/CA-21439`)
    await look(page, 'unit')
    await page.goto(`${base}/console/units/PC02-51/close`)
    await look(page, 'close-unit')
    await page.goto(`${base}/console/units/new?parent=CAT-51`)
    await look(page, 'add-unit')
    await page.goto(`${base}/console/accounts/new`)
    await page.getByLabel('Tên kênh').fill('Bot Đức Phổ')
    await page.getByLabel('Đơn vị').selectOption('CA-21439')
    await page.getByLabel('Mã bot').fill('12')
    await page.getByRole('button', { name: 'Thêm kênh' }).click()
    await look(page, 'add-account-error')
    await page.getByLabel('Mã bot').fill('123456789:AAE-very-secret-token_of_a_bot')
    await page.getByRole('button', { name: 'Thêm kênh' }).click()
    await page.getByText('Đã thêm kênh Bot Đức Phổ').waitFor()
    await look(page, 'accounts-added')
    await page.goto(`${base}/console/nothing`)
    await look(page, 'not-found')
    await page.goto(`${base}/console/audit`)
    await look(page, 'forbidden')

    await page.getByRole('button', { name: 'Đăng xuất' }).click()
    await page.goto(passwordLink.replace(HOST, base))
    await look(page, 'password')
    await page.getByLabel('Mật khẩu mới', { exact: true }).fill(PASSWORD)
    await page.getByLabel('Nhập lại mật khẩu mới').fill(PASSWORD)
    await page.getByRole('button', { name: 'Lưu mật khẩu' }).click()
    await look(page, 'sign-in')
    await page.getByLabel('Tên đăng nhập').fill('nguyen.van.an')
    await page.getByLabel('Mật khẩu').fill(PASSWORD)
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.waitForURL(`${base}/console`)
    await page.goto(`${base}/console/audit`)
    await look(page, 'audit')
    await page.goto(`${base}/console/me`)
    await page.getByRole('button', { name: 'Lấy mã liên kết' }).click()
    await look(page, 'me')
    expect(troubles).toEqual([])
    await close()
  },
)

test.skipIf(!chromiumPath)('alarms are read and acted on, by keyboard alone', async ({ console }) => {
  const { db } = console
  const unitId = await unitIdOf(db, 'CA-21439')
  const raisedAt = console.clock.now()
  await db
    .insertInto('alarm')
    .values({
      kind: 'unit_without_officers',
      text: 'Công an phường Đức Phổ không còn cán bộ nào nhận tin báo.',
      unitId,
      raisedAt,
    })
    .execute()
  await db.insertInto('alarm').values({ kind: 'turn_failed', text: 'Một cuộc trò chuyện gặp lỗi.', raisedAt }).execute()
  const admin = await console.given('admin', 'CAT-51')
  const { page, base, troubles, close } = await openPage(console)
  await page.context().addCookies([...admin.cookies].map(([name, value]) => ({ name, value, url: `${base}/console` })))
  await page.goto(`${base}/console/alarms`)
  await look(page, 'alarms-open')
  await page.keyboard.press('Tab')
  expect(await page.locator(':focus').textContent()).toContain('Tới nội dung chính')
  await page.keyboard.press('Enter')
  const act = page.getByRole('button', { name: 'Đã xem xét xong' })
  for (
    let presses = 0;
    presses < 30 && !(await act.evaluate((button) => button === button.ownerDocument.activeElement));
    presses++
  ) {
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await page.getByText('Đã đánh dấu cảnh báo').waitFor()
  expect(troubles).toEqual([])
  await close()
})

test.skipIf(!chromiumPath)('without scripts an officer still signs in and works', async ({ console }) => {
  const { page, base, close } = await openPage(console, false)
  const link = (await ensureFirstAdminLink(console.db, console.deps, base)) ?? ''
  await page.goto(link)
  await page.getByLabel('Họ và tên').fill('Trần Thị Bình')
  await page.getByLabel('Tên đăng nhập').fill('tran.binh')
  await page.getByLabel('Mật khẩu mới', { exact: true }).fill(PASSWORD)
  await page.getByLabel('Nhập lại mật khẩu mới').fill(PASSWORD)
  await page.getByRole('button', { name: 'Tạo tài khoản' }).click()
  await page.getByRole('link', { name: 'Đơn vị' }).click()
  await page.getByLabel('Tìm theo tên hoặc mã').fill('duc pho')
  await page.getByRole('button', { name: 'Tìm' }).click()
  await page.getByText('CA-21439').waitFor()
  await close()
})
