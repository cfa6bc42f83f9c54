import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromiumPath, inspectPage, launchBrowser, openSignedIn } from '../harness/browser.js'
import { type LiveApp, startLiveApp } from '../harness/live-app.js'
import { DUC_PHO, givenOfficer, type GivenOfficer, givenTip, PA05, picture, PROVINCE, SA_HUYNH } from './given-tip.js'

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

type Screen = { page: Page; troubles: string[] }

async function screenOf(officer: GivenOfficer, scripts = true): Promise<Screen> {
  const page = await openSignedIn(browser, live.base, officer, { scripts })
  const troubles: string[] = []
  page.on(
    'console',
    (line) => line.type() === 'error' && !/status of 4\d\d/.test(line.text()) && troubles.push(line.text()),
  )
  page.on('pageerror', (error) => troubles.push(error.message))
  return { page, troubles }
}

async function look({ page }: Screen, path: string, name: string): Promise<void> {
  if (path) await page.goto(`${live.base}${path}`)
  expect(await inspectPage(page, name), name).toEqual([])
}

/** One long word: it must not push the page aside. */
const WRONG_CODE =
  '00020101021238570010A00000072701270006970436011300710012345670208QRIBFTTA5303704540750000005802VN62120808naptien06304FFFF'
const SCAM = {
  category: 'LUA_DAO',
  description:
    'Tôi thấy quảng cáo làm cộng tác viên trên Facebook, họ cho nhận 200 nghìn rồi bảo nạp thêm để lên cấp.\nTôi đã chuyển 3 lần, tổng 35 triệu đồng, sau đó không rút được và họ chặn tôi.\n\nHọ vẫn đang lôi kéo người khác trong nhóm Zalo.',
  happened: 'Tối qua, khoảng 21 giờ',
  loss: '35.000.000 đồng',
  evidence: [
    { key: 'bank', label: 'Ngân hàng nhận tiền', value: 'Vietcombank' },
    { key: 'contact', label: 'Còn liên lạc với người kia', value: 'Không' },
  ],
  identifiers: [
    { kind: 'phone', value: '+84900000000', raw: '0900.000.000' },
    { kind: 'bank_account', value: '1903456789012', raw: '1903 4567 89012' },
    {
      kind: 'qr_code',
      value: WRONG_CODE,
      raw: WRONG_CODE,
      label: 'Mã QR chuyển tiền',
      doubt: 'checksum' as const,
    },
    { kind: 'sender_name', value: 'VIETCOMBANK', raw: 'VIETCOMBANK' },
    { kind: 'url', value: 'xn--vetcombank-9za.top/dang-nhap', raw: 'https://vıetcombank.top/dang-nhap' },
    { kind: 'social', value: 'facebook.com/tuyen.ctv.2026', raw: 'fb.com/tuyen.ctv.2026' },
  ],
}

test.skipIf(!chromiumPath)('an officer’s pages, one by one', { timeout: 180_000 }, async () => {
  const app = live.testApp
  const mai = await givenOfficer(app, 'lead', DUC_PHO, 'Trần Thị Mai')
  const nam = await givenOfficer(app, 'intake', DUC_PHO, 'Phạm Văn Nam')
  await givenOfficer(app, 'intake', PA05, 'Lê Hùng')
  await givenOfficer(app, 'lead', PROVINCE, 'Đỗ Quang')
  await givenOfficer(app, 'intake', SA_HUYNH, 'Võ Tám')
  const screen = await screenOf(mai)
  await look(screen, '/console?tab=mine', 'queue-empty')
  const { number, tipId } = await givenTip(app, {
    ...SCAM,
    pictures: [await picture(), await picture()],
    contact: { kind: 'phone', phone: '+84900000002' },
  })
  for (const category of ['DE_DOA', 'CO_BAC', 'TRE_EM', 'MAO_DANH', 'XUC_PHAM']) {
    await givenTip(app, {
      category,
      description: `Có người ${category.toLowerCase()} trên mạng, đã mấy ngày nay, nhiều người trong xóm cùng thấy và lo lắng.`,
    })
  }
  await app.drain()
  await app.db
    .updateTable('tip')
    .set({ dueAt: new Date(Date.now() - 3 * 3600_000) })
    .where('category', '=', 'CO_BAC')
    .execute()
  await app.db
    .updateTable('tip')
    .set({ dueAt: new Date(Date.now() + 2 * 3600_000) })
    .where('category', '=', 'XUC_PHAM')
    .execute()
  await nam.post(`/console/tips/${number.replace(/\d$/, (digit) => String(Number(digit) + 1))}/claim`)
  const at = `/console/tips/${number}`
  await look(screen, '/console', 'queue')
  await look(screen, '/console?tab=open', 'queue-open')
  await look(screen, '/console?tab=open&q=khong+co+gi', 'queue-nothing-found')
  await look(screen, '/console/notices', 'notices')
  await look(screen, at, 'tip')
  await screen.page.getByRole('button', { name: 'Nhận xử lý' }).click()
  await screen.page.getByText('Đồng chí đang giữ tin đến').waitFor()
  await screen.page.getByLabel('Câu hỏi tự viết').fill('Bạn cho tôi xin mật khẩu ngân hàng nhé')
  await screen.page.getByRole('button', { name: 'Gửi câu hỏi' }).click()
  await screen.page.getByRole('link', { name: 'kẻ lừa đảo hay hỏi như vậy' }).waitFor()
  await look(screen, '', 'question-refused')
  await screen.page.getByLabel('Câu hỏi tự viết').fill('Bạn còn biên lai chuyển tiền không?')
  await screen.page.getByRole('button', { name: 'Gửi câu hỏi' }).click()
  await screen.page.getByText('Đã gửi câu hỏi').waitFor()
  await app.db
    .insertInto('tipMessage')
    .values({ tipId, author: 'citizen', text: 'Còn, tôi gửi kèm đây.', at: new Date() })
    .execute()
  await look(screen, `${at}`, 'tip-asked')
  await look(screen, `${at}/classify`, 'classify')
  await look(screen, `${at}/transfer?q=quang+ngai`, 'transfer')
  await screen.page.getByRole('button', { name: 'Chuyển tin' }).click()
  await look(screen, '', 'transfer-errors')
  await look(screen, `${at}/outcome`, 'outcome')
  await look(screen, `${at}/contact`, 'contact')
  await screen.page.getByLabel('Lý do mở').fill('Cần gọi gấp để chặn giao dịch')
  await screen.page.getByRole('button', { name: 'Mở và ghi nhật ký' }).click()
  await screen.page.getByText('+84900000002').waitFor()
  await look(screen, '', 'contact-opened')
  await look(screen, `${at}/phieu`, 'phieu')
  await screen.page.emulateMedia({ media: 'print' })
  await look(screen, '', 'phieu-on-paper')
  expect(await screen.page.getByRole('link', { name: 'Hàng đợi' }).isVisible()).toBe(false)
  await screen.page.emulateMedia({ media: 'screen' })
  await screen.page.setViewportSize({ width: 390, height: 780 })
  for (const [path, name] of [
    ['/console?tab=open', 'queue'],
    [at, 'tip'],
    ['/console/notices', 'notices'],
  ] as const) {
    await look(screen, path, `${name}-on-a-phone`)
  }
  await screen.page.setViewportSize({ width: 1366, height: 768 })
  const second = await screenOf(nam)
  await second.page.goto(`${live.base}${at}/outcome`)
  await second.page.getByLabel('Đã hướng dẫn').check()
  await second.page.getByLabel('Lý do').fill('Đã hướng dẫn người dân gọi ngân hàng')
  await second.page.getByRole('button', { name: 'Kết thúc tin' }).click()
  await look(second, '', 'conflict')
  await look(screen, `${at}/outcome`, 'outcome-again')
  await screen.page.getByLabel('Chuyển cơ quan điều tra').check()
  await screen.page.getByLabel('Lý do').fill('Có dấu hiệu lừa đảo chiếm đoạt tài sản')
  await screen.page.getByRole('button', { name: 'Kết thúc tin' }).click()
  await screen.page.getByText('Đã kết thúc tin').waitFor()
  await look(screen, '', 'tip-closed')
  await look(screen, '/console?tab=closed', 'queue-closed')
  expect([...screen.troubles, ...second.troubles]).toEqual([])
})

test.skipIf(!chromiumPath)(
  'a new tip and a claim show up without a reload, and focus and typed words stay',
  { timeout: 60_000 },
  async () => {
    const app = live.testApp
    const mai = await givenOfficer(app, 'intake', SA_HUYNH, 'Trần Thị Mai')
    const nam = await givenOfficer(app, 'intake', SA_HUYNH, 'Phạm Văn Nam')
    const queue = await screenOf(mai)
    await queue.page.goto(`${live.base}/console`)
    await queue.page.getByRole('link', { name: /^Quá hạn/ }).focus()
    const { number } = await givenTip(app, { areaCode: '21457' })
    await queue.page.getByText(number).waitFor({ timeout: 10_000 })
    await queue.page.locator('.bell-count').waitFor({ timeout: 10_000 })
    expect(await queue.page.evaluate('document.activeElement.textContent')).toMatch(/^Quá hạn/)
    const tip = await screenOf(mai)
    await tip.page.goto(`${live.base}/console/tips/${number}`)
    await tip.page.getByLabel('Câu hỏi tự viết').fill('Đang viết dở')
    await nam.post(`/console/tips/${number}/claim`)
    await tip.page.getByText('Phạm Văn Nam đang giữ tin').waitFor({ timeout: 10_000 })
    expect(await tip.page.getByLabel('Câu hỏi tự viết').inputValue()).toBe('Đang viết dở')
    expect([...queue.troubles, ...tip.troubles]).toEqual([])
  },
)

test.skipIf(!chromiumPath)(
  'what changes between a page and its stream, or while there is none, shows up all the same',
  { timeout: 60_000 },
  async () => {
    const mai = await givenOfficer(live.testApp, 'intake', SA_HUYNH, 'Trần Thị Mai')
    const { page, troubles } = await screenOf(mai)
    const filed: string[] = []
    await page.route(/console\/live$/, async (route) => {
      if (filed.length === 0) filed.push((await givenTip(live.testApp, { areaCode: '21457' })).number)
      // Of what was told before, a stream that begins now says nothing.
      await route.fulfill({ contentType: 'text/event-stream', body: 'event: ready\ndata: \n\n' })
    })
    await page.goto(`${live.base}/console`)
    await expect.poll(() => filed.length).toBeGreaterThan(0)
    await page.getByText(filed[0] ?? '').waitFor({ timeout: 10_000 })
    expect(troubles).toEqual([])
  },
)

test.skipIf(!chromiumPath)(
  'at 200 % and on a phone the queue hides no column, and only the acts stand above a tip’s content',
  { timeout: 60_000 },
  async () => {
    const mai = await givenOfficer(live.testApp, 'lead', SA_HUYNH, 'Trần Thị Mai')
    const { number } = await givenTip(live.testApp, { areaCode: '21457' })
    const screen = await screenOf(mai)
    const { page } = screen
    for (const width of [683, 360]) {
      await page.setViewportSize({ width, height: 768 })
      await look(screen, '/console?tab=open', `queue-${width}`)
      const cells = await page.locator('tbody tr:first-child > *').all()
      expect(cells).toHaveLength(5)
      for (const cell of cells) {
        const box = await cell.boundingBox()
        expect((box?.x ?? 0) + (box?.width ?? width)).toBeLessThan(width)
      }
      await look(screen, `/console/tips/${number}`, `tip-${width}`)
      const top = async (name: string) => (await page.getByRole('heading', { name, exact: true }).boundingBox())?.y ?? 0
      const order = [
        await top('Xử lý'),
        await top('Nội dung tin báo'),
        await top('Quá trình xử lý'),
        await top('Thời hạn'),
      ]
      expect(order).toEqual(order.toSorted((one, other) => one - other))
    }
    expect(screen.troubles).toEqual([])
  },
)

test.skipIf(!chromiumPath)(
  'an open page keeps nothing of a tip that left the unit, only what the officer was writing',
  { timeout: 60_000 },
  async () => {
    const app = live.testApp
    const mai = await givenOfficer(app, 'intake', SA_HUYNH, 'Trần Thị Mai')
    const nam = await givenOfficer(app, 'intake', SA_HUYNH, 'Phạm Văn Nam')
    await givenOfficer(app, 'intake', DUC_PHO)
    const { number } = await givenTip(app, { areaCode: '21457', description: 'Bị lừa mua vé máy bay giả' })
    const { page, troubles } = await screenOf(mai)
    const streaming = page.waitForResponse(/console\/live$/)
    await page.goto(`${live.base}/console/tips/${number}`)
    await streaming
    await page.getByLabel('Câu hỏi tự viết').fill('Đang viết dở')
    await nam.post(`/console/tips/${number}/transfer`, { unit: DUC_PHO, reason: 'Đúng nơi xảy ra' })
    await page.getByText('Tin đã được chuyển, không còn thuộc đơn vị của đồng chí').waitFor({ timeout: 10_000 })
    await look({ page, troubles }, '', 'tip-gone')
    const left = await page.locator('#main').innerText()
    expect(left).toContain('Đang viết dở')
    expect(left).not.toMatch(/vé máy bay|\d{4}-\d{6}/)
    await page.getByRole('link', { name: 'Về hàng đợi' }).click()
    await page.getByRole('heading', { name: 'Hàng đợi tin báo' }).waitFor()
    expect(troubles).toEqual([])
  },
)

test.skipIf(!chromiumPath)(
  'an open page whose session has ended goes to the sign-in, which says so',
  { timeout: 60_000 },
  async () => {
    const mai = await givenOfficer(live.testApp, 'intake', SA_HUYNH, 'Trần Thị Mai')
    const { page } = await screenOf(mai)
    const streaming = page.waitForResponse(/console\/live$/)
    await page.goto(`${live.base}/console`)
    await streaming
    await live.testApp.db.deleteFrom('officerSession').where('officerId', '=', mai.officer.id).execute()
    await givenTip(live.testApp, { areaCode: '21457' })
    await page.getByText('Phiên đã kết thúc').waitFor({ timeout: 20_000 })
  },
)

test.skipIf(!chromiumPath)('everything works without scripts', { timeout: 60_000 }, async () => {
  const app = live.testApp
  const mai = await givenOfficer(app, 'lead', SA_HUYNH, 'Trần Thị Mai')
  const { number } = await givenTip(app, { areaCode: '21457', description: 'Bị lừa mua vé máy bay giả' })
  const { page } = await screenOf(mai, false)
  await page.goto(`${live.base}/console`)
  await page.getByLabel('Số tin, nội dung').fill('ve may bay')
  await page.getByRole('button', { name: 'Tìm', exact: true }).click()
  await page.getByRole('link', { name: new RegExp(number) }).click()
  await page.getByRole('button', { name: 'Nhận xử lý' }).click()
  await page.getByLabel('Câu hỏi có sẵn').selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Gửi câu hỏi' }).click()
  await page.getByRole('link', { name: 'Chuyển đơn vị khác' }).click()
  await page.getByLabel('Tìm đơn vị').fill('duc pho')
  await page.getByRole('button', { name: 'Tìm đơn vị' }).click()
  await page.getByLabel('Công an phường Đức Phổ').check()
  await page.getByLabel('Lý do chuyển').fill('Đúng nơi xảy ra')
  await page.getByRole('button', { name: 'Chuyển tin' }).click()
  await page.getByText(`Đã chuyển tin ${number} đến Công an phường Đức Phổ`).waitFor()
})
