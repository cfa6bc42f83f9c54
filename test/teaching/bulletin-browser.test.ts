import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { chromiumPath, inspectPage, keepPicture, launchBrowser } from '../harness/browser.js'
import { type TestApp, test } from '../harness/test.js'
import {
  approves,
  asksReview,
  edits,
  FIELDS,
  givenPublished,
  publishes,
  signedIn,
  type Writer,
  writes,
} from './bulletin-case.js'

let browser: Browser
beforeAll(async () => {
  if (chromiumPath) browser = await launchBrowser()
})
afterAll(async () => browser?.close())

/** A signed-in officer's page without scripts, at the usual size. */
async function openAs(app: TestApp, writer: Writer, scripts: boolean) {
  const server = serve({ fetch: (request: Request) => app.app.http.fetch(request), port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const base = `http://localhost:${(server.address() as AddressInfo).port}`
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'vi-VN',
    javaScriptEnabled: scripts,
  })
  await context.addCookies([...writer.cookies].map(([name, value]) => ({ name, value, url: `${base}/console` })))
  const page = await context.newPage()
  const troubles: string[] = []
  page.on(
    'console',
    (line) => line.type() === 'error' && !/status of 4\d\d/.test(line.text()) && troubles.push(line.text()),
  )
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
  'the pages of bulletins, one after the other',
  { timeout: 120_000 },
  async ({ app, picture }) => {
    app.clock.set(new Date('2026-11-27T09:00:00+07:00'))
    const [lan, minh] = [await signedIn(app, 'comms', 'CAT-51'), await signedIn(app, 'lead', 'CAT-51')]
    const { page, base, troubles, close } = await openAs(app, lan, true)
    await page.goto(`${base}/console`)
    await page.waitForURL(`${base}/console/bulletins`)
    await look(page, 'bulletins-list')
    await page.goto(`${base}/console/bulletins?state=review`)
    await look(page, 'bulletins-empty')
    await page.getByRole('link', { name: 'Tất cả' }).click()
    await page.getByRole('link', { name: 'Viết bản tin' }).click()
    await look(page, 'bulletin-new')
    await page.getByLabel('Tiêu đề').fill('Tin')
    await page.getByLabel('Bài viết').fill('Vào vidu-lua-dao.com, gọi 0900 000 000.')
    await page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await page.getByText('chỗ cần sửa trước khi gửi duyệt').waitFor()
    await look(page, 'bulletin-draft')
    await page.getByRole('link', { name: 'Sửa', exact: true }).click()
    await look(page, 'bulletin-edit-mistakes')
    await page.getByLabel('Tiêu đề').fill(FIELDS['title'] ?? '')
    await page.getByLabel('Tóm tắt').fill(FIELDS['summary'] ?? '')
    await page.getByLabel('Bài viết').fill(FIELDS['body'] ?? '')
    await page
      .getByLabel('Ảnh', { exact: false })
      .first()
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: picture })
    await page.getByLabel('Ảnh cho thấy gì').fill('Màn hình tin nhắn của kẻ giả danh')
    await page.getByLabel('Nơi đăng').first().fill('Báo Ví Dụ')
    await page.getByLabel('Ngày đăng').first().fill('7/1/2026')
    await page.getByLabel('Địa chỉ (https)').first().fill('https://example.org/bai-viet')
    await page.getByLabel('Kiểm tra lại sau ngày').fill('2027-05-20')
    await page.getByLabel('Đố vui đi kèm').selectOption({ index: 1 })
    await page.getByRole('checkbox', { name: 'Công nghệ' }).check()
    await page.getByRole('checkbox').nth(20).check()
    await page.getByRole('checkbox', { name: 'Tỉnh Quảng Ngãi' }).check()
    await page.getByRole('button', { name: 'Lưu và xem trước' }).click()
    for (const name of ['Telegram', 'Kênh chỉ có chữ', 'Trò chuyện trên web', 'Bản in']) {
      await page.getByRole('link', { name, exact: true }).click()
      await look(page, `bulletin-preview-${name}`)
    }
    await page.emulateMedia({ media: 'print' })
    await keepPicture(page, 'bulletin-paper')
    await page.emulateMedia({ media: 'screen' })
    await page.getByRole('link', { name: 'Bản tin này' }).click()
    await page.getByRole('button', { name: 'Gửi duyệt' }).click()
    await page.getByText('Đã gửi duyệt').waitFor()
    await look(page, 'bulletin-in-review')
    await page.getByRole('link', { name: 'Xem để duyệt' }).click()
    await look(page, 'bulletin-review-own')
    const id = page.url().split('/').at(-2) ?? ''
    await approves(minh, id, 2)
    await page.goto(`${base}/console/bulletins/${id}`)
    await look(page, 'bulletin-approved')
    await page.getByRole('button', { name: 'Đăng lên trang bản tin' }).click()
    await page.getByText('Đã đăng.').waitFor()
    await look(page, 'bulletin-published')
    await page.getByRole('link', { name: 'Xuất' }).click()
    await look(page, 'bulletin-export')
    await page.goto(`${base}/console/bulletins/${id}/withdraw`)
    await look(page, 'bulletin-withdraw')
    await page.getByRole('link', { name: 'Không, quay lại' }).click()
    await page.getByRole('link', { name: 'Viết đính chính' }).click()
    await look(page, 'bulletin-correction')
    await page.goto(`${base}/console/bulletins/${id}/edit`)
    await edits(minh, id, 2, { body: 'Bản của người kia.', pictureId: '' })
    await page.getByLabel('Bài viết').fill('Bản của tôi.')
    await page.getByRole('button', { name: 'Lưu', exact: true }).click()
    await page.getByText('người khác đã lưu một phiên bản mới').waitFor()
    await look(page, 'bulletin-conflict')
    await asksReview(minh, id, 3)
    await page.goto(`${base}/console/bulletins/${id}/review`)
    await look(page, 'bulletin-review-difference')
    await approves(lan, id, 3)
    await publishes(lan, id, 3)
    const slug = (await app.db.selectFrom('bulletin').select('slug').where('id', '=', id).executeTakeFirstOrThrow())
      .slug
    const right = await givenPublished(app, lan, minh, { title: 'Đính chính: chỉ một vụ', correctsId: id })
    await page.goto(`${base}/tin/${slug}`)
    await look(page, 'tin-corrected')
    await page.goto(`${base}/tin/${right.slug}`)
    await look(page, 'tin-correction')
    await lan.post(`/console/bulletins/${id}/withdraw`, { reason: 'Vụ việc không có thật.' })
    // The browser may keep what it read for five minutes.
    expect((await page.goto(`${base}/tin/${slug}?lai`))?.status()).toBe(410)
    await look(page, 'tin-withdrawn')
    expect(troubles).toEqual([])
    await close()
  },
)

test.skipIf(!chromiumPath)('without scripts a bulletin is written and previewed all the same', async ({ app }) => {
  const lan = await signedIn(app, 'comms', 'CA-21439')
  await writes(lan)
  const { page, base, close } = await openAs(app, lan, false)
  await page.goto(`${base}/console/bulletins`)
  await page.getByRole('link', { name: FIELDS['title'] ?? '' }).click()
  await page.getByRole('link', { name: 'Sửa', exact: true }).click()
  await page.getByLabel('Nơi đăng').nth(1).fill('Công an nhân dân')
  await page.getByLabel('Ngày đăng').nth(1).fill('2026')
  await page.getByLabel('Địa chỉ (https)').nth(1).fill('https://example.org/bai-hai')
  await page.getByRole('button', { name: 'Lưu và xem trước' }).click()
  await page.getByText('Nguồn: Báo Ví Dụ (7/1/2026); Công an nhân dân (2026).').waitFor()
  await close()
})
