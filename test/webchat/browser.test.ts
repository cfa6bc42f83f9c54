import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test as base } from 'vitest'
import type { Inbound, Outgoing } from '../../src/engine/message.js'
import { chromiumPath, findViolations, launchBrowser } from '../harness/browser.js'
import { givenWebchat } from './webchat-case.js'

const PHONE = { viewport: { width: 360, height: 640 }, locale: 'vi-VN' } satisfies BrowserContextOptions
const PICTURE = Buffer.alloc(300_000, 7)

const question: Outgoing = {
  text: 'Bạn có đang gặp nguy hiểm, hoặc tiền đang bị chuyển đi không?',
  waitId: 'w1',
  choices: [
    { value: 'yes', number: 1, label: 'Có, tôi cần giúp ngay' },
    { value: 'no', number: 2, label: 'Không' },
  ],
}

function bot({ content }: Inbound): Outgoing | undefined {
  if (content.kind === 'text') return { ...question, text: `${question.text}\n(${content.text})` }
  if (content.kind === 'choice') return { text: `Đã chọn: ${content.value}. Hãy kể chuyện gì đã xảy ra.`, waitId: 'w2' }
  if (content.kind === 'media') return { text: 'Đã nhận ảnh.' }
  return content.kind === 'start' ? { ...question, text: `Chào bạn! ${question.text}` } : undefined
}

let browser: Browser
beforeAll(async () => {
  if (chromiumPath) browser = await launchBrowser()
})
afterAll(async () => browser?.close())

type Chat = ReturnType<typeof givenWebchat> & {
  open(options?: BrowserContextOptions): Promise<Page>
  tab(page: Page): Promise<Page>
  /** What pages said in their consoles, and addresses other than ours that they asked for. */
  complaints: string[]
}

const test = base.extend<{ chat: Chat }>({
  chat: async ({ task: _ }, use) => {
    const stop = new AbortController()
    const chat = givenWebchat(bot, { signal: stop.signal })
    const server = serve({ fetch: new Hono().route('/chat', chat.routes).fetch, port: 0, hostname: '127.0.0.1' })
    await new Promise((resolve) => server.once('listening', resolve))
    const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`
    const complaints: string[] = []
    const watch = async (page: Page) => {
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('request', (request) => request.url().startsWith(url) || complaints.push(request.url()))
      await page.goto(`${url}/chat`)
      return page
    }
    const open = async (options: BrowserContextOptions = PHONE) =>
      watch(await (await browser.newContext(options)).newPage())
    await use({ ...chat, complaints, open, tab: async (page) => watch(await page.context().newPage()) })
    for (const context of browser.contexts()) await context.close()
    stop.abort()
    server.close()
  },
})

const bubbles = (page: Page) => page.locator('.bubble').allInnerTexts()
const botLines = (texts: string[]) => texts.filter((text) => text.startsWith('An Ninh'))
const say = async (page: Page, text: string) => {
  await page.getByLabel('Tin nhắn của bạn').fill(text)
  await page.getByRole('button', { name: 'Gửi', exact: true }).click()
}

describe.skipIf(!chromiumPath)('the web chat on a phone', () => {
  test('a citizen starts, chooses, writes and sends pictures, and finds it all after a reload', async ({ chat }) => {
    const page = await chat.open()
    await page.getByRole('button', { name: 'Bắt đầu' }).click()
    await page.getByRole('button', { name: 'Không' }).click()
    await page.getByText('Hãy kể chuyện gì').waitFor()
    await say(page, 'Tôi bị lừa 5 triệu')
    await page.getByText('(Tôi bị lừa 5 triệu)').waitFor()
    await page.setInputFiles('#tep', [
      { name: 'một.jpg', mimeType: 'image/jpeg', buffer: PICTURE },
      { name: 'hai.jpg', mimeType: 'image/jpeg', buffer: PICTURE },
    ])
    await expect.poll(() => page.getByText('Đã nhận ảnh.').count()).toBe(2)
    const before = await bubbles(page)
    await page.reload()
    expect(botLines(await bubbles(page))).toEqual(botLines(before))
    expect(await bubbles(page)).toHaveLength(before.length)
    expect(before.filter((text) => text.includes('Tôi bị lừa 5 triệu'))).toHaveLength(2)
    expect(await page.locator('.pending').count()).toBe(0)
    expect(chat.events.map(({ content }) => content.kind)).toEqual(['start', 'choice', 'text', 'media', 'media'])
    expect(chat.complaints).toEqual([])
  })

  test('a code that was saved leaves the page that is open, not only the next', async ({ chat }) => {
    const page = await chat.open()
    await page.getByRole('button', { name: 'Bắt đầu' }).click()
    await page.getByText('Chào bạn!').waitFor()
    const [key = ''] = chat.talks.keys()
    chat.say(key, { text: 'Mã của bạn: AN-0000-0000-0000-0000' })
    const line = chat.talks.get(key)?.entries.at(-1)
    if (line) line.secretId = '7'
    await page.getByText('AN-0000-0000-0000-0000').waitFor()
    if (line) line.text = 'Mã của bạn: (mã đã được ẩn)'
    chat.say(key, { text: 'Đã xong.' })
    await page.getByText('(mã đã được ẩn)').waitFor()
    expect((await bubbles(page)).join()).not.toContain('AN-0000')
    expect(chat.complaints).toEqual([])
  })

  test('has no fault that axe finds, at any step', async ({ chat }) => {
    const page = await chat.open()
    expect(await findViolations(page)).toEqual([])
    await say(page, 'Xin chào')
    await page.getByRole('button', { name: 'Không' }).waitFor()
    expect(await findViolations(page)).toEqual([])
    await page.getByText('Kết thúc và xóa khỏi máy này').click()
    expect(await findViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Kết thúc và xóa' }).click()
    await page.getByText('Đã kết thúc và xóa').waitFor()
    expect(await findViolations(page)).toEqual([])
  })

  test('shows the emergency numbers at every place of a long talk, and nothing is wider than the screen', async ({
    chat,
  }) => {
    const page = await chat.open()
    for (let index = 0; index < 8; index++) {
      await say(page, `${index} ${'https://rất-dài.example/'.repeat(8)}`)
      await expect.poll(() => page.locator('.from-bot').count()).toBe(index + 1)
    }
    await page.evaluate('scrollTo(0, 300)')
    for (const number of ['113', '111', '114', '115']) {
      const box = await page.getByRole('link', { name: number }).boundingBox()
      expect(box && box.y >= 0 && box.y < 120).toBe(true)
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
  })

  test('works with the keyboard alone', async ({ chat }) => {
    const page = await chat.open({ viewport: { width: 1000, height: 700 } })
    await page.getByLabel('Tin nhắn của bạn').focus()
    await page.keyboard.type('Xin chào')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('dòng hai')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Không' }).waitFor()
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Shift+Tab')
      if ((await page.evaluate('document.activeElement.value')) === 'no') break
    }
    await page.keyboard.press('Enter')
    await page.getByText('Đã chọn: no').waitFor()
    expect(chat.events[0]?.content).toEqual({ kind: 'text', text: 'Xin chào\ndòng hai' })
  })

  test('what was written without network goes out later, in order and once', async ({ chat }) => {
    const page = await chat.open()
    await say(page, 'một')
    await page.getByText('(một)').waitFor()
    await page.context().setOffline(true)
    await say(page, 'hai')
    await say(page, 'ba')
    await page.getByText('mất mạng, sẽ tự gửi lại').waitFor()
    await page.context().setOffline(false)
    await page.getByText('(ba)').waitFor()
    expect(chat.events.map(({ content }) => content)).toEqual(
      ['một', 'hai', 'ba'].map((text) => ({ kind: 'text', text })),
    )
    await expect.poll(() => page.locator('.pending').count()).toBe(0)
  })

  test('what is written while a slow start is on its way is sent after it, into the same talk', async ({ chat }) => {
    const page = await chat.open()
    let letThrough: (() => void) | undefined
    const slow = new Promise<void>((resolve) => (letThrough = resolve))
    await page.route('**/chat/start', async (route) => {
      await slow
      return route.continue()
    })
    await page.getByRole('button', { name: 'Bắt đầu' }).click({ noWaitAfter: true })
    await say(page, 'một')
    letThrough?.()
    await page.getByText('(một)').waitFor()
    expect(chat.events.map(({ content }) => content.kind)).toEqual(['start', 'text'])
    expect(chat.talks.size).toBe(1)
    expect(await page.getByRole('button', { name: 'Bắt đầu' }).count()).toBe(0)
  })

  test('a start that the server refuses can be tried again', async ({ chat }) => {
    const page = await chat.open()
    await page.route('**/chat/start', (route) => route.fulfill({ status: 400, json: { text: 'Chưa được.' } }))
    await page.getByRole('button', { name: 'Bắt đầu' }).click()
    await page.getByText('Chưa được.').waitFor()
    await page.unroute('**/chat/start')
    await page.getByRole('button', { name: 'Bắt đầu' }).click()
    await page.getByText('Chào bạn!').waitFor()
    expect(chat.events).toHaveLength(1)
  })

  test('an answer lost on its way makes no second message', async ({ chat }) => {
    const page = await chat.open()
    let lost = 0
    await page.route('**/chat/messages', async (route) => {
      if (lost++ > 1) return route.continue()
      await route.fetch()
      return route.abort()
    })
    // The first post makes the session: its cookie must not be the part that is lost here.
    await page.getByRole('button', { name: 'Bắt đầu' }).click()
    await say(page, 'một')
    await page.getByText('(một)').waitFor()
    await expect.poll(() => page.locator('.pending').count()).toBe(0)
    expect(chat.events.filter(({ content }) => content.kind === 'text')).toHaveLength(1)
  })

  test('words not sent yet outlive a reload', async ({ chat }) => {
    const page = await chat.open()
    await say(page, 'một')
    await page.getByText('(một)').waitFor()
    await page.route('**/chat/messages', (route) => route.abort())
    await say(page, 'hai')
    await page.getByText('mất mạng').waitFor()
    await page.unroute('**/chat/messages')
    await page.reload()
    await page.getByText('(hai)').waitFor()
    expect(chat.events).toHaveLength(2)
  })

  test('where no stream gets through, replies come by asking', async ({ chat }) => {
    const page = await chat.open()
    await page.route('**/chat/stream*', (route) => route.abort())
    await say(page, 'một')
    await page.getByText('(một)').waitFor({ timeout: 20_000 })
    const [key = ''] = chat.talks.keys()
    chat.say(key, { text: 'Cán bộ hỏi thêm' })
    await page.getByText('Cán bộ hỏi thêm').waitFor({ timeout: 10_000 })
    expect(await page.getByText('Cán bộ hỏi thêm').count()).toBe(1)
  })

  test('what anybody wrote stays text when it arrives live', async ({ chat }) => {
    const page = await chat.open()
    const attack = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    await say(page, attack)
    await page.getByText(`(${attack})`).waitFor()
    expect(await page.evaluate('window.hacked')).toBeUndefined()
    expect(await page.locator('#log img, #log script').count()).toBe(0)
  })

  test('a tab whose talk was ended in another says so and sends nothing', async ({ chat }) => {
    const page = await chat.open()
    await say(page, 'một')
    await page.getByText('(một)').waitFor()
    const other = await chat.tab(page)
    await other.getByText('Kết thúc và xóa khỏi máy này').click()
    await other.getByRole('button', { name: 'Kết thúc và xóa' }).click()
    await other.getByRole('button', { name: 'Bắt đầu' }).click()
    await say(page, 'vào nhầm')
    await page.getByText('đã kết thúc trên máy này').waitFor()
    expect(JSON.stringify(chat.events)).not.toContain('vào nhầm')
  })

  test('a file that is too big is refused in words, and the talk goes on', async ({ chat }) => {
    const page = await chat.open()
    await page.setInputFiles('#tep', { name: 'to.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(22 * 1024 * 1024) })
    await page.getByText('Mỗi tệp không quá 20 MB').waitFor()
    await say(page, 'một')
    await page.getByText('(một)').waitFor()
    await page.getByRole('button', { name: 'Bỏ' }).click()
    expect(await page.getByText('to.jpg').count()).toBe(0)
  })

  test('shows a picture that comes while one reads, in the same form as after a reload', async ({ chat }) => {
    const page = await chat.open()
    await say(page, 'một')
    await page.getByText('(một)').waitFor()
    const key = chat.events[0]?.conversationKey ?? ''
    chat.say(key, { text: 'Bản tin', picture: { id: '7', alt: 'Màn hình <b>giả</b>' } })
    const drawn = page.getByRole('img', { name: 'Màn hình <b>giả</b>' })
    await drawn.waitFor({ state: 'attached' })
    expect(await drawn.getAttribute('src')).toBe('/tin/anh/7')
    const classes = await page
      .locator('.line')
      .last()
      .locator('> *')
      .evaluateAll((all) => all.map((one) => one.className))
    await page.reload()
    const again = page.locator('.line').last().locator('> *')
    expect(await again.evaluateAll((all) => all.map((one) => one.className))).toEqual(classes)
  })

  test('a bulletin that comes takes nothing away from the question that waits', async ({ chat }) => {
    const page = await chat.open()
    await say(page, 'một')
    await page.getByText('(một)').waitFor()
    const key = chat.events[0]?.conversationKey ?? ''
    const choices = [{ value: 'danger', number: 1, label: 'Đang nguy hiểm' }]
    chat.say(key, { text: 'Có ai đang gặp nguy hiểm không?', choices, waitId: 'w9' })
    await page.getByRole('button', { name: 'Đang nguy hiểm' }).waitFor()
    for (const text of ['Bản tin một', 'Bản tin hai']) {
      chat.say(key, { text, offers: [{ label: `Thôi nhận ${text}`, payload: 'dung' }] })
    }
    const both = ['Đang nguy hiểm', 'Thôi nhận Bản tin hai']
    const buttons = () =>
      page.locator('form.choices button').evaluateAll((all) => all.map((one) => one.lastChild?.textContent?.trim()))
    await page.getByRole('button', { name: 'Thôi nhận Bản tin hai' }).waitFor()
    expect(await buttons()).toEqual(both)
    await page.reload()
    expect(await buttons()).toEqual(both)
  })

  test('works without the script', async ({ chat }) => {
    const page = await chat.open({ ...PHONE, javaScriptEnabled: false })
    await page.getByRole('button', { name: 'Bắt đầu' }).click()
    await page.getByRole('button', { name: 'Không' }).click()
    await page.getByText('Hãy kể chuyện gì').waitFor()
    await page.locator('#soan').fill('Tôi bị lừa')
    await page.getByRole('button', { name: 'Gửi', exact: true }).click()
    await page.getByText('(Tôi bị lừa)').waitFor()
    await page.setInputFiles('#tep', { name: 'một.jpg', mimeType: 'image/jpeg', buffer: PICTURE })
    await page.getByRole('button', { name: 'Gửi ảnh' }).click()
    await page.getByText('Đã nhận ảnh.').waitFor()
    expect(chat.events.map(({ content }) => content.kind)).toEqual(['start', 'choice', 'text', 'media'])
    expect(chat.complaints).toEqual([])
  })
})
