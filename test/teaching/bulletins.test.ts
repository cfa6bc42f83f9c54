import { describe, expect } from 'vitest'
import { reviewTeaching } from '../../src/content-teaching.js'
import { type TestApp, test } from '../harness/test.js'

function get(app: TestApp, path: string): Promise<Response> {
  return Promise.resolve(app.app.http.request(`http://localhost:3000${path}`))
}

describe('the public pages', () => {
  test('list every bulletin, the newest first, and show each with its sources and dates', async ({ app }) => {
    const { bulletins } = app.app.content
    expect(bulletins.length).toBeGreaterThanOrEqual(18)
    const list = await (await get(app, '/tin')).text()
    const places = bulletins.map(({ slug }) => list.indexOf(`"/tin/${slug}"`))
    expect(places.every((place, index) => place > (places[index - 1] ?? 0))).toBe(true)
    for (const { slug, title, sources } of bulletins) {
      const page = await (await get(app, `/tin/${slug}`)).text()
      expect(page).toContain(`<meta property="og:title" content="${title.replaceAll('"', '&quot;')}"`)
      for (const { url } of sources) expect(page).toContain(`href="${url.replaceAll('&', '&amp;')}"`)
    }
  })

  test('need no script and no cookie, load nothing from others, and may be kept for five minutes', async ({ app }) => {
    const response = await get(app, '/tin')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('cache-control')).toBe('public, max-age=300')
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(await response.text()).not.toMatch(/<script|\sstyle=|\son\w+=/)
  })

  test('an address that does not exist is 404 with a way on, also in disguise', async ({ app }) => {
    for (const slug of ['khong-co', '__proto__', 'constructor', '..%2f..%2fpackage.json']) {
      const response = await get(app, `/tin/${slug}`)
      expect(response.status, slug).toBe(404)
      expect(await response.text()).toContain('href="/tin"')
    }
  })

  test('past its date a bulletin says so', async ({ app }) => {
    const [bulletin] = app.app.content.bulletins
    expect(await (await get(app, `/tin/${bulletin?.slug}`)).text()).not.toContain('quá ngày cần kiểm tra lại')
    app.clock.set(new Date('2030-01-01T00:00:00Z'))
    expect(await (await get(app, `/tin/${bulletin?.slug}`)).text()).toContain('quá ngày cần kiểm tra lại')
  })

  test('a reader of feeds gets the newest with their addresses and days', async ({ app }) => {
    const response = await get(app, '/tin/rss.xml')
    expect(response.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8')
    const feed = await response.text()
    const [newest] = app.app.content.bulletins
    expect(feed).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<rss version="2\.0">/)
    expect(feed.match(/<link>[^<]*\/tin\/([^<]+)<\/link>/)?.[1]).toBe(newest?.slug)
    const day = /<pubDate>([^<]+)<\/pubDate>/.exec(feed)?.[1] ?? ''
    expect(new Date(day).toISOString().slice(0, 10)).toBe(newest?.published)
  })
})

describe('in a chat', () => {
  test('the archive is read page by page, each bulletin without a link to tap', async ({ app }) => {
    const { bulletins } = app.app.content
    const lan = app.citizen()
    await lan.says('MENU')
    await lan.says('ban tin')
    const seen: string[] = []
    for (;;) {
      const labels = (lan.last().choices ?? []).map(({ label }) => label)
      seen.push(...labels.filter((label) => bulletins.some(({ title }) => title === label)))
      if (!labels.includes('Xem bản tin cũ hơn')) break
      await lan.presses('Xem bản tin cũ hơn')
    }
    expect(seen).toEqual(bulletins.map(({ title }) => title))
    await lan.says('1')
    const read = lan.last().text
    expect(read).toContain('\n\nNguồn: ')
    expect(read).not.toMatch(/https?:|www\./)
    await lan.presses('Bản tin khác')
    await lan.presses('Về bản tin mới nhất')
    expect(lan.last().choices?.map(({ label }) => label)).toContain(bulletins[0]?.title)
  })
})

test('nothing of the content that is given along is wrong', async ({ app }) => {
  const { mistakes } = await reviewTeaching('content', app.app.content)
  expect(mistakes).toEqual([])
})
