import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { chromiumPath, inspectPage, launchBrowser, openSignedIn } from '../harness/browser.js'
import { type LiveApp, startLiveApp } from '../harness/live-app.js'
import { FIELDS, signedIn } from '../teaching/bulletin-case.js'
import { test } from 'vitest'
import { givenSubscribers } from './given.js'

const READERS = 40

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

async function look(page: Page, name: string): Promise<void> {
  expect(await inspectPage(page, name), name).toEqual([])
}

test.skipIf(!chromiumPath)('a bulletin from draft to statistics, by two people', { timeout: 120_000 }, async () => {
  const app = live.testApp
  await givenSubscribers(app, READERS, { areas: ['21439', '51'], quietFrom: 0, quietUntil: 0 })
  const [lan, minh] = [await signedIn(app, 'comms', 'CAT-51'), await signedIn(app, 'lead', 'CAT-51')]
  const [writer, reviewer] = [await openSignedIn(browser, live.base, lan), await openSignedIn(browser, live.base, minh)]

  await writer.goto(`${live.base}/console/bulletins/new`)
  await writer.getByLabel('Tiêu đề').fill(FIELDS['title'] ?? '')
  await writer.getByLabel('Tóm tắt').fill(FIELDS['summary'] ?? '')
  await writer.getByLabel('Bài viết').fill(FIELDS['body'] ?? '')
  await writer.getByLabel('Nơi đăng').first().fill('Báo Ví Dụ')
  await writer.getByLabel('Ngày đăng').first().fill('7/1/2026')
  await writer.getByLabel('Địa chỉ (https)').first().fill('https://example.org/bai-viet')
  await writer.getByLabel('Kiểm tra lại sau ngày').fill('2027-05-20')
  await writer.getByRole('checkbox', { name: 'Công nghệ' }).check()
  await writer.getByRole('checkbox', { name: 'Tỉnh Quảng Ngãi' }).check()
  await writer.getByRole('button', { name: 'Lưu', exact: true }).click()
  await writer.getByRole('button', { name: 'Gửi duyệt' }).click()
  await writer.getByText('Đã gửi duyệt').waitFor()
  const bulletin = writer.url()
  expect(await writer.getByRole('link', { name: 'Gửi cho người đăng ký' }).count()).toBe(0)

  await reviewer.goto(`${bulletin}/review`)
  await reviewer.getByRole('button', { name: 'Duyệt bản này', exact: true }).click()
  await reviewer.getByRole('link', { name: 'Gửi cho người đăng ký' }).waitFor()

  await writer.goto(bulletin)
  await writer.getByRole('link', { name: 'Gửi cho người đăng ký' }).click()
  await writer.getByText(`${READERS} người`).first().waitFor()
  await look(writer, 'broadcast-send')
  await writer.getByLabel('Khi nào').selectOption('at')
  await writer.getByLabel('Ngày gửi').fill('1/1/2020')
  await writer.getByRole('button', { name: 'Gửi bản tin' }).click()
  await writer.getByText('Giờ này đã qua.').first().waitFor()
  await look(writer, 'broadcast-send-refused')
  await writer.getByLabel('Khi nào').selectOption('now')
  await writer.getByRole('button', { name: 'Gửi bản tin' }).click()
  await writer.getByText('Đã gửi xong').waitFor({ timeout: 30_000 })
  await writer.getByText(`${READERS} trên ${READERS} người (100%)`).waitFor()
  await look(writer, 'broadcast-done')

  await reviewer.goto(`${live.base}/console/broadcasts`)
  await look(reviewer, 'broadcasts')
  await reviewer.goto(`${live.base}/console/statistics`)
  await reviewer.getByRole('row', { name: /Công an tỉnh Quảng Ngãi 1 1 40/ }).waitFor()
  await reviewer
    .locator('img.chart')
    .evaluate((image) => Reflect.get(image, 'naturalWidth') > 0 || Promise.reject(new Error('no chart')))
  await look(reviewer, 'statistics')
  expect(app.channel.delivered.filter(({ text }) => text.includes(FIELDS['title'] ?? '?'))).toHaveLength(READERS)
  const archive = await (await fetch(`${live.base}/tin`)).text()
  expect(archive).toContain(FIELDS['title'])
})
