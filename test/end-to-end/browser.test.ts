import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, keepPicture, launchBrowser } from '../harness/browser.js'
import { type LiveApp, startLiveApp } from '../harness/live-app.js'
import { pictureWithPlace } from '../harness/pictures.js'

const PASSWORD = 'con mèo ngủ trên mái nhà'

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

/** A person at a screen of their own. */
async function person(viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'vi-VN', acceptDownloads: true })
  return context.newPage()
}

const phone = () => person({ width: 390, height: 780 })
const desk = () => person({ width: 1366, height: 768 })

async function addOfficer(
  admin: Page,
  officer: { name: string; username: string; role: string; unit: string },
): Promise<Page> {
  await admin.goto(`${live.base}/console/officers/new`)
  await admin.getByLabel('Họ và tên').fill(officer.name)
  await admin.getByLabel('Tên đăng nhập').fill(officer.username)
  await admin.locator('select[name=role], input[name=role]').first().waitFor()
  await admin.locator('select[name=role]').selectOption(officer.role)
  await admin.locator('select[name=unit]').selectOption(officer.unit)
  await admin.locator('main form button[type=submit]').last().click()
  const link = /http:\/\/\S+\/console\/password\?token=[\w-]+/.exec(await admin.content())?.[0] ?? ''
  await keepPicture(admin, `link-${officer.username}`)
  const page = await desk()
  await page.goto(link)
  for (const field of await page.locator('input[type=password]').all()) await field.fill(PASSWORD)
  await page.locator('main form button[type=submit]').last().click()
  await page.goto(`${live.base}/console`)
  if (page.url().includes('sign-in')) await signIn(page, officer.username)
  return page
}

async function signIn(page: Page, username: string): Promise<void> {
  await page.getByLabel('Tên đăng nhập').fill(username)
  await page.getByLabel('Mật khẩu').fill(PASSWORD)
  await page.locator('form button[type=submit]').first().click()
}

/** The bot's last message, once it says what is awaited. */
async function hears(citizen: Page, text: string | RegExp): Promise<void> {
  await citizen.getByText(text).last().waitFor({ timeout: 15_000 })
}

async function presses(citizen: Page, label: string): Promise<void> {
  await citizen
    .getByRole('button', { name: new RegExp(`^\\d*\\s*${label}$`) })
    .last()
    .click()
}

async function types(citizen: Page, text: string): Promise<void> {
  await citizen.locator('textarea').fill(text)
  await citizen.locator('textarea').press('Enter')
}

describe.skipIf(!chromiumPath)('in a browser', () => {
  test('a report travels from the phone to the outcome', { timeout: 180_000 }, async () => {
    const admin = await desk()
    await admin.goto(live.setupUrl)
    await keepPicture(admin, 'setup')
    await admin.getByLabel('Họ và tên').fill('Quản trị thử')
    await admin.getByLabel('Tên đăng nhập').fill('quantri')
    await admin.locator('select[name=unit]').selectOption('CAT-51')
    for (const field of await admin.locator('input[type=password]').all()) await field.fill(PASSWORD)
    await admin.locator('main form button[type=submit]').last().click()
    await keepPicture(admin, 'start')
    const ward = await addOfficer(admin, {
      name: 'Cán bộ phường',
      username: 'canbo1',
      role: 'intake',
      unit: 'CA-21439',
    })
    const lead = await addOfficer(admin, { name: 'Chỉ huy tỉnh', username: 'chihuy1', role: 'lead', unit: 'CAT-51' })
    await ward.goto(`${live.base}/console`)
    await keepPicture(ward, 'queue-empty')

    const citizen = await phone()
    await citizen.goto(`${live.base}/chat?xa=21439`)
    await types(citizen, 'Tôi bị lừa chuyển khoản 5 triệu vào tài khoản Vietcombank 0123456789012')
    await hears(citizen, 'có ai đang gặp nguy hiểm')
    await keepPicture(citizen, 'chat-danger')
    await presses(citizen, 'Không có')
    await hears(citizen, 'Bạn có đồng ý không')
    await presses(citizen, 'Đồng ý')
    await presses(citizen, 'Dùng nội dung này')
    await presses(citizen, 'Lừa đảo lấy tiền hoặc tài sản')
    for (const question of [
      'Tiền được chuyển lúc nào',
      'Tiền chuyển từ ngân hàng',
      'Tài khoản nhận tiền',
      'Số điện thoại, Zalo',
      'còn liên lạc',
    ]) {
      await hears(citizen, question)
      await presses(citizen, 'Bỏ qua')
    }
    await hears(citizen, 'Chuyện xảy ra khi nào')
    await presses(citizen, 'Hôm nay')
    await hears(citizen, 'Phường Đức Phổ, Tỉnh Quảng Ngãi')
    await presses(citizen, 'Đúng')
    await presses(citizen, 'Giữ tất cả')
    await hears(citizen, 'đã mất bao nhiêu tiền')
    await types(citizen, '5 triệu')
    await hears(citizen, 'biên lai chuyển tiền không')
    await citizen
      .locator('input[type=file]')
      .setInputFiles({ name: 'bien-lai.jpg', mimeType: 'image/jpeg', buffer: await pictureWithPlace() })
    await hears(citizen, /Đã nhận/)
    await citizen.reload()
    await presses(citizen, 'Xong / không có')
    await presses(citizen, 'Chỉ nhắn ở đây')
    await hears(citizen, 'Bạn xem lại trước khi gửi')
    await keepPicture(citizen, 'chat-summary')
    await presses(citizen, 'Gửi tin')
    await hears(citizen, /AN-[0-9A-Z]{4}-/)
    const code = /AN(-[0-9A-Z]{4}){4}/.exec(await citizen.locator('main, body').first().innerText())?.[0] ?? ''
    await keepPicture(citizen, 'chat-receipt')
    await presses(citizen, 'Đã lưu mã')

    const number = ward.getByRole('link', { name: /20\d\d-\d{6}/ }).first()
    await number.waitFor({ timeout: 15_000 })
    await keepPicture(ward, 'queue')
    await number.click()
    await ward.getByRole('button', { name: /Nhận/ }).first().click()
    await keepPicture(ward, 'tip')
    const shown = ward.locator('img[src*="/files/"]').first()
    await shown.waitFor({ timeout: 15_000 })
    const copy = await ward.evaluate(
      async (src) => {
        const bytes = new Uint8Array(await (await fetch(src)).arrayBuffer())
        return String.fromCharCode(...bytes)
      },
      (await shown.getAttribute('src')) ?? '',
    )
    expect(copy).not.toMatch(/Bi-Mat-9000|Exif/)
    await ward.locator('textarea[name=text]').fill('Bạn còn giữ tin nhắn của họ không?')
    await ward.locator('form[action$="/questions"] button[type=submit]').click()
    await hears(citizen, 'Bạn còn giữ tin nhắn của họ không?')
    await types(citizen, 'Tôi còn giữ đủ, có cả ghi âm')
    await hears(citizen, 'Đã chuyển câu trả lời')
    await ward.getByText('Tôi còn giữ đủ, có cả ghi âm').first().waitFor({ timeout: 15_000 })
    await keepPicture(ward, 'tip-answered')

    await ward.goto(`${ward.url().split('?')[0]}/transfer`)
    await keepPicture(ward, 'transfer')
    await ward.getByLabel('Công an tỉnh Quảng Ngãi').check()
    await ward.locator('textarea[name=reason], input[name=reason]').fill('Vụ việc có nhiều người bị hại ở nhiều xã')
    await ward.locator('main form button[type=submit]').last().click()
    await keepPicture(ward, 'transferred')

    await lead.goto(`${live.base}/console`)
    await lead
      .getByRole('link', { name: /20\d\d-\d{6}/ })
      .first()
      .click()
    await lead.getByText('Tôi còn giữ đủ, có cả ghi âm').first().waitFor()
    await lead.goto(`${lead.url().split('?')[0]}/phieu`)
    await keepPicture(lead, 'phieu')
    await lead.goBack()
    await lead.goto(`${lead.url().split('?')[0]}/outcome`)
    await keepPicture(lead, 'outcome')
    await lead.locator('[name=code][value=chuyen_cqdt]').check()
    await lead.locator('textarea[name=reason], input[name=reason]').fill('Có dấu hiệu tội phạm, đã chuyển hồ sơ')
    await lead.locator('main form button[type=submit]').last().click()
    await keepPicture(lead, 'decided')
    await hears(citizen, 'Có kết quả về tin bạn đã gửi')

    const elsewhere = await phone()
    await elsewhere.goto(`${live.base}/chat`)
    await types(elsewhere, `TRA CUU ${code}`)
    await hears(elsewhere, 'chuyển đến cơ quan điều tra')
    await keepPicture(elsewhere, 'chat-outcome')
    expect(await elsewhere.locator('body').innerText()).not.toContain('0123456789012')
  })
})
