import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { givenWebchat, visitorOf } from './webchat-case.js'

const XSS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "javascript:alert('1')",
  '&lt;b&gt;',
  '</textarea>',
]

const question = {
  text: 'Bạn đang gặp nguy hiểm?',
  waitId: 'w1',
  choices: [
    { value: 'yes', number: 1, label: 'Có' },
    { value: 'no', number: 2, label: 'Không' },
  ],
}

describe('the page', () => {
  test('shows who we are, what we never ask, and the numbers for an emergency', async () => {
    const page = await (await givenWebchat().routes.request('/')).text()
    for (const words of ['Công an xã Tịnh Khê', 'mã OTP', 'tel:113', 'tel:111', 'tel:114', 'tel:115'])
      expect(page).toContain(words)
  })

  test('loads nothing from others and has nothing inline', async () => {
    const { routes } = givenWebchat()
    const response = await routes.request('/')
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(response.headers.get('cache-control')).toBe('no-store')
    const page = await response.text()
    expect(page).not.toMatch(/https?:|\sstyle=|<style|\son\w+=|<script(?![^>]*\ssrc="\/chat\/assets\/)/)
    for (const [, path = ''] of page.matchAll(/(?:src|href)="\/chat(\/assets\/[^"]+)"/g)) {
      const asset = await routes.request(path)
      expect([path, asset.status]).toEqual([path, 200])
      expect(await asset.text()).not.toMatch(/https?:\/\/(?!www\.w3\.org\/2000\/svg)/)
    }
  })

  test('what anybody wrote is text', async () => {
    const { routes } = givenWebchat(({ content }) =>
      content.kind === 'text' ? { ...question, text: content.text } : undefined,
    )
    const visitor = visitorOf(routes)
    for (const text of XSS) await visitor.post('/messages', { text })
    const page = await (await visitor.request('/')).text()
    expect(page.match(/<script|<img|<b>|onerror=alert\(1\)>/g)).toEqual(['<script'])
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  test('resumes after a reload, with the buttons of the open question only', async () => {
    const { routes } = givenWebchat(() => question)
    const visitor = visitorOf(routes)
    await visitor.post('/messages', { text: 'một' })
    await visitor.post('/messages', { text: 'hai' })
    const page = await (await visitor.request('/')).text()
    expect(page.match(/class="choices"/g)).toHaveLength(1)
    expect(page.match(/class="line/g)).toHaveLength(4)
    expect(page).toContain('14:05 · 22/11')
    expect(await (await visitorOf(routes).request('/')).text()).not.toContain('class="line')
  })

  test('shows a picture from our own pages, with words for who does not see it', async () => {
    const { routes } = givenWebchat(() => ({ text: 'Bản tin', picture: { id: '7', alt: 'Màn hình "giả"' } }))
    const visitor = visitorOf(routes)
    await visitor.post('/messages', { text: 'một' })
    const page = await (await visitor.request('/')).text()
    expect(page).toContain('<img class="picture" src="/tin/anh/7" alt="Màn hình &quot;giả&quot;" loading="lazy"/>')
    expect(page.match(/<img/g)).toHaveLength(1)
  })

  test('an asset that is not ours is not there', async () => {
    const { routes } = givenWebchat()
    for (const path of ['/assets/nothing.js', '/assets/..%2fwebchat.ts', '/assets/%2e%2e/webchat.ts']) {
      expect((await routes.request(path)).status).toBe(404)
    }
  })
})

describe('the transcript', () => {
  test('is listed from where the page stands, for its owner only', async () => {
    const { routes } = givenWebchat(() => question)
    const visitor = visitorOf(routes)
    await visitor.post('/messages', { text: 'một' })
    const { lines } = (await (await visitor.request('/transcript?after=1')).json()) as { lines: unknown[] }
    expect(lines).toMatchObject([{ id: '2', from: 'bot', waitId: 'w1', choices: question.choices }])
    expect((await routes.request('/transcript')).status).toBe(401)
    expect((await routes.request('/stream')).status).toBe(204)
  })
})

const inventedCookie = (name: string) => ({ cookie: `anninh_chat=${name.padEnd(43, 'x')}` })

test('whoever reads the transcript without a pause is told to wait; another is served', async () => {
  const { routes } = givenWebchat(undefined, { limits: { readsPerSession: 2 } })
  const read = (name: string) =>
    routes.request('/transcript', { headers: { ...inventedCookie(name), accept: 'application/json' } })
  const answers = [await read('an'), await read('an'), await read('an'), await read('binh')]
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 200])
  expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('invented cookies get an address no more than its share of the streams', async () => {
  const stop = new AbortController()
  let remoteAddress = '192.0.2.1'
  const { routes } = givenWebchat(undefined, { signal: stop.signal })
  const open = (name: string) =>
    routes.request('/stream', { headers: inventedCookie(name) }, { incoming: { socket: { remoteAddress } } })
  const taken = await Promise.all(Array.from({ length: 41 }, (_, index) => open(`nguoi-${index}`)))
  expect(taken.filter(({ status }) => status === 200)).toHaveLength(40)
  remoteAddress = '192.0.2.2'
  const other = await open('nguoi-khac')
  expect(other.status).toBe(200)
  stop.abort()
  for (const response of [...taken, other]) await response.text()
})

describe('the stream', () => {
  async function givenServer(stop = new AbortController()) {
    const chat = givenWebchat(() => question, { signal: stop.signal })
    const visitor = visitorOf(chat.routes)
    await visitor.post('/messages', { text: 'một' })
    const server = serve({ fetch: new Hono().route('/chat', chat.routes).fetch, port: 0, hostname: '127.0.0.1' })
    await new Promise((resolve) => server.once('listening', resolve))
    const url = `http://127.0.0.1:${(server.address() as { port: number }).port}/chat/stream`
    const open = (headers: Record<string, string> = {}, query = '') =>
      fetch(`${url}${query}`, { headers: { cookie: visitor.cookie(), ...headers } })
    const [key = ''] = chat.talks.keys()
    return { ...chat, visitor, open, key, stop, close: () => server.close() }
  }

  async function readUntil(response: Response, words: string): Promise<string> {
    let text = ''
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString()
      if (text.includes(words)) return text
    }
    return text
  }

  test('brings what was missed and then what comes, and a reconnect goes on after the last line', async () => {
    const { open, say, key, close } = await givenServer()
    const first = await open({}, '?after=1')
    expect(first.headers.get('content-type')).toContain('text/event-stream')
    say(key, { text: 'Cán bộ hỏi:\nkhi nào?' })
    const read = await readUntil(first, 'khi nào')
    expect(read.match(/^id: .*$/gm)).toEqual(['id: 2', 'id: 3'])
    say(key, { text: 'Thêm' })
    expect((await readUntil(await open({ 'last-event-id': '3' }, '?after=1'), 'Thêm')).match(/^id: .*$/gm)).toEqual([
      'id: 4',
    ])
    close()
  })

  test('a reader who leaves is no longer listened for', async () => {
    const { open, talks, key, close } = await givenServer()
    const response = await open()
    await readUntil(response, 'w1')
    await expect.poll(() => talks.get(key)?.listeners.size).toBe(0)
    close()
  })

  test('ends when the server stops, and a session has no more than its share', async () => {
    const { open, stop, close } = await givenServer()
    const responses = await Promise.all(Array.from({ length: 7 }, () => open()))
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 503])
    stop.abort()
    for (const response of responses) await response.text()
    close()
  })
})
