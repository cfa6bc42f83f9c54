import { describe, expect, test } from 'vitest'
import { givenWebchat, ORIGIN, visitorOf } from './webchat-case.js'

describe('a message', () => {
  test('is an event of the conversation that the cookie names, once, however often it is sent', async () => {
    const { routes, events } = givenWebchat()
    const visitor = visitorOf(routes)
    for (let times = 0; times < 3; times++) {
      expect((await visitor.post('/messages', { id: 'message-1', text: 'Tôi bị lừa\r\nqua Zalo ' })).status).toBe(200)
    }
    await visitor.post('/messages', { id: 'message-2', text: 'Họ hứa lãi' })
    expect(events.map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'Tôi bị lừa\nqua Zalo' },
      { kind: 'text', text: 'Họ hứa lãi' },
    ])
    expect(new Set(events.map(({ conversationKey }) => conversationKey)).size).toBe(1)
    expect(events[0]?.address).toBe(events[0]?.conversationKey)
  })

  test('of two people with the same id are two', async () => {
    const { routes, events } = givenWebchat()
    await visitorOf(routes).post('/messages', { id: 'message-1', text: 'một' })
    await visitorOf(routes).post('/messages', { id: 'message-1', text: 'một' })
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(2)
  })

  test('from a form that the browser kept, with other words, is another', async () => {
    const { routes, events } = givenWebchat()
    const visitor = visitorOf(routes)
    await visitor.post('/messages', { id: 'message-1', text: 'một' })
    await visitor.post('/messages', { id: 'message-1', text: 'hai' })
    expect(events).toHaveLength(2)
  })

  test('that was not stored is answered 500 without repeating it anywhere', async () => {
    const { routes, events, lines, failNext } = givenWebchat()
    failNext(1)
    const visitor = visitorOf(routes)
    const answer = await visitor.post('/messages', { id: 'message-1', text: 'chuyện riêng' })
    expect(answer.status).toBe(500)
    expect((await answer.text()) + lines.join()).not.toContain('chuyện riêng')
    expect((await visitor.post('/messages', { id: 'message-1', text: 'chuyện riêng' })).status).toBe(200)
    expect(events).toHaveLength(1)
  })

  test('of 100 kB is taken whole; over 1 MiB it is refused with words', async () => {
    const { routes, events } = givenWebchat()
    const visitor = visitorOf(routes)
    const text = 'ế'.repeat(100_000)
    expect((await visitor.post('/messages', { text })).status).toBe(200)
    expect(events[0]?.content).toEqual({ kind: 'text', text })
    const refused = await visitor.post('/messages', { text: 'ế'.repeat(200_000) })
    expect([refused.status, await refused.json()]).toMatchObject([413, { error: 'too_long' }])
  })

  test.each([
    { text: '  ' },
    { text: '' },
    {},
    { id: 'short', text: 'x' },
    { id: '<script>1', text: 'x' },
    { waitId: 'w' },
  ])('that says nothing or has no proper id is refused: %j', async (fields) => {
    const { routes, events } = givenWebchat()
    expect((await visitorOf(routes).post('/messages', fields)).status).toBe(400)
    expect(events).toEqual([])
  })
})

test('a button is a choice of its question', async () => {
  const { routes, events } = givenWebchat()
  await visitorOf(routes).post('/messages', { waitId: 'w:1', value: 'yes' })
  expect(events[0]?.content).toEqual({ kind: 'choice', waitId: 'w:1', value: 'yes' })
})

describe('the link of a commune', () => {
  test.each(['/?xa=21439', '/xa-21439'])('%s starts the talk there', async (path) => {
    const { routes, events } = givenWebchat()
    const visitor = visitorOf(routes)
    expect(await (await visitor.request(path)).text()).toContain('name="payload" value="xa-21439"')
    expect(events).toEqual([])
    await visitor.post('/start', { payload: 'xa-21439' })
    expect(events[0]?.content).toEqual({ kind: 'start', payload: 'xa-21439' })
  })

  test('counts also for somebody who just writes', async () => {
    const { routes, events } = givenWebchat()
    const visitor = visitorOf(routes)
    await visitor.post('/messages', { payload: 'xa-21439', text: 'Tôi bị lừa' })
    await visitor.post('/messages', { payload: 'xa-21439', text: 'qua Zalo' })
    expect(events.map(({ content }) => content.kind)).toEqual(['start', 'text', 'text'])
  })

  test('counts also for somebody who sends a picture first, with the script and without', async () => {
    for (const isForm of [false, true]) {
      const { routes, events } = givenWebchat()
      const visitor = visitorOf(routes)
      if (isForm) await visitor.uploadForm(new Uint8Array([1, 2]), { payload: 'xa-21439' })
      else await visitor.upload(new Uint8Array([1, 2]), { payload: 'xa-21439' })
      await visitor.upload(new Uint8Array([3]), { payload: 'xa-21439' })
      expect(events.map(({ content }) => content)).toMatchObject([
        { kind: 'start', payload: 'xa-21439' },
        { kind: 'media' },
        { kind: 'media' },
      ])
    }
  })

  test.each(['/?xa=%3Cscript%3E', '/?xa=1234567'])('%s is no link', async (path) => {
    expect(await (await givenWebchat().routes.request(path)).text()).not.toContain('payload" value')
  })
})

describe('the session', () => {
  test('begins with the first post, not with a look', async () => {
    const { routes } = givenWebchat()
    const visitor = visitorOf(routes)
    expect((await visitor.request('/')).headers.getSetCookie()).toEqual([])
    const [cookie = ''] = (await visitor.post('/start', {})).headers.getSetCookie()
    expect(cookie).toMatch(/^anninh_chat=[\w-]{43}; Max-Age=2592000; Path=\/chat; HttpOnly; SameSite=Lax$/)
  })

  test('is for https alone where the page is', async () => {
    const { routes } = givenWebchat(undefined, { publicUrl: 'https://anninh.example' })
    const [cookie] = (await visitorOf(routes).post('/start', {})).headers.getSetCookie()
    expect(cookie).toContain('; Secure')
  })

  test('stands nowhere but in the cookie', async () => {
    const { routes, events } = givenWebchat()
    const visitor = visitorOf(routes)
    await visitor.post('/messages', { text: 'x' })
    const token = visitor.cookie().split('=')[1] ?? ''
    const page = await (await visitor.request('/')).text()
    expect(token).toHaveLength(43)
    expect(JSON.stringify(events) + page).not.toContain(token)
  })

  test('ended is forgotten by the browser, and the conversation is told that nobody reads it', async () => {
    const { routes, events } = givenWebchat()
    const visitor = visitorOf(routes)
    await visitor.post('/messages', { text: 'x' })
    const ended = await visitor.post('/end', {})
    expect([ended.status, ended.headers.get('location'), visitor.cookie()]).toEqual([303, '/chat?het', ''])
    expect(events.at(-1)?.content).toEqual({ kind: 'blocked' })
    expect(await (await visitor.request('/')).text()).not.toContain('class="line')
  })

  test('ended in one tab takes nothing from another tab that still shows it', async () => {
    const { routes, events } = givenWebchat()
    const visitor = visitorOf(routes)
    const { session } = (await (await visitor.post('/messages', { text: 'x' })).json()) as { session: string }
    await visitor.post('/end', {})
    await visitor.post('/start', {})
    const stale = await visitor.post('/messages', { session, text: 'vào nhầm' })
    expect([stale.status, await stale.json()]).toMatchObject([409, { error: 'other_session' }])
    expect((await visitor.upload(new Uint8Array([1]), { session })).status).toBe(409)
    expect(JSON.stringify(events)).not.toContain('vào nhầm')
  })
})

describe('a body that is no form', () => {
  const BROKEN = [
    ['a boundary that never comes', 'multipart/form-data; boundary=khac', '--abc\r\ncontent-disposition: form-data'],
    ['no boundary', 'multipart/form-data', 'tin riêng'],
    ['a form cut off', 'multipart/form-data; boundary=abc', '--abc\r\ncontent-disposition: form-data; name="text"'],
    ['another type', 'text/plain', 'tin riêng'],
  ] as const

  test.each(BROKEN)('%s is answered 400 in our words and repeated nowhere', async (_, type, body) => {
    const { routes, events, lines } = givenWebchat()
    for (const path of ['/messages', '/start', '/end', '/upload?id=upload-01']) {
      if (path.startsWith('/upload') && !type.startsWith('multipart')) continue
      const headers = { origin: ORIGIN, 'content-type': type }
      const answer = await visitorOf(routes).request(path, { method: 'POST', body, headers })
      expect([path, answer.status]).toEqual([path, 400])
      expect(await answer.text()).toContain('Không đọc được')
    }
    expect([events, lines.join()]).toEqual([[], ''])
  })

  test('what fails unforeseen is told in our words and logged without content', async () => {
    const list = () => Promise.reject(new Error('tin riêng'))
    const { routes, lines } = givenWebchat(undefined, { transcript: { list, subscribe: () => () => undefined } })
    const answer = await visitorOf(routes).request('/transcript', {
      headers: { cookie: `anninh_chat=${'a'.repeat(43)}` },
    })
    expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('Máy chủ gặp lỗi')])
    expect(lines.join()).toContain('"error":"Error"')
    expect(lines.join()).not.toContain('tin riêng')
  })
})

describe('another site', () => {
  test.each([{ origin: 'https://evil.example' }, { origin: 'null' }, { origin: '' }])(
    'cannot post for a visitor: %j',
    async (headers) => {
      const { routes, events } = givenWebchat()
      expect((await visitorOf(routes).post('/messages', { text: 'x' }, headers)).status).toBe(403)
      expect(events).toEqual([])
    },
  )

  test('the address behind a proxy is our own too', async () => {
    const { routes } = givenWebchat(undefined, { publicUrl: 'https://anninh.example' })
    const post = visitorOf(routes, 'https://anninh.example').post('/messages', { text: 'x' }, { host: '10.0.0.5:3000' })
    expect((await post).status).toBe(200)
  })
})

describe('a flood', () => {
  test('from one session waits; another on the same address is served', async () => {
    const { routes, events } = givenWebchat(undefined, { limits: { postsPerSession: 3 } })
    const visitor = visitorOf(routes)
    for (let index = 0; index < 4; index++) await visitor.post('/messages', { text: `tin ${index}` })
    const refused = await visitor.post('/messages', { text: 'nữa' })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await visitorOf(routes).post('/messages', { text: 'người khác' })).status).toBe(200)
    expect(events).toHaveLength(5)
  })

  test('of new sessions from one address waits; those who talk already go on', async () => {
    const { routes } = givenWebchat(undefined, { limits: { newSessionsPerIp: 2 } })
    const early = visitorOf(routes)
    await early.post('/start', {})
    await visitorOf(routes).post('/start', {})
    expect((await visitorOf(routes).post('/start', {})).status).toBe(429)
    expect((await early.post('/messages', { text: 'x' })).status).toBe(200)
  })
})

describe('files', () => {
  test('a picture is kept and named by its event; the channel gives its bytes back', async () => {
    const { routes, events, channel, account } = givenWebchat()
    const bytes = new Uint8Array(1000).fill(7)
    expect((await visitorOf(routes).upload(bytes, { name: 'C:\\ảnh\u0000 1.jpg', group: 'group-0001' })).status).toBe(
      200,
    )
    const content = events[0]?.content
    expect(content).toMatchObject({
      kind: 'media',
      media: [{ size: 1000, name: 'ảnh 1.jpg', groupId: expect.any(String) }],
    })
    const fileRef = content?.kind === 'media' ? (content.media[0]?.fileRef ?? '') : ''
    expect(await channel.fetchFile(account, fileRef, 1000)).toEqual({ kind: 'fetched', bytes: Buffer.from(bytes) })
    expect(await channel.fetchFile(account, fileRef, 999)).toEqual({ kind: 'too_big' })
    expect(await channel.fetchFile(account, 'nothing', 999)).toEqual({ kind: 'gone' })
  })

  test('a resend is the same event', async () => {
    const { routes, events } = givenWebchat()
    const visitor = visitorOf(routes)
    await visitor.post('/start', {})
    for (let times = 0; times < 2; times++) await visitor.upload(new Uint8Array([1, 2]), { id: 'upload-01' })
    expect(events.map(({ content }) => content.kind)).toEqual(['start', 'media'])
  })

  test('over 20 MB, or empty, is refused with words', async () => {
    const { routes, events } = givenWebchat()
    const visitor = visitorOf(routes)
    expect((await visitor.upload(new Uint8Array(20 * 1024 * 1024))).status).toBe(200)
    expect((await visitor.upload(new Uint8Array(20 * 1024 * 1024 + 1))).status).toBe(400)
    expect((await visitor.upload(new Uint8Array(21 * 1024 * 1024))).status).toBe(413)
    expect((await visitor.upload(new Uint8Array(0))).status).toBe(400)
    expect(events).toHaveLength(1)
  })
})

describe('without the script', () => {
  const plain = { accept: 'text/html' }

  test('a message leads back to the page, where the reply stands', async () => {
    const { routes } = givenWebchat(() => ({ text: 'Chào bạn' }))
    const visitor = visitorOf(routes)
    const posted = await visitor.post('/messages', { text: 'Xin chào' }, plain)
    expect([posted.status, posted.headers.get('location')]).toEqual([303, '/chat#cuoi'])
    expect(await (await visitor.request('/')).text()).toMatch(/Xin chào[\s\S]*Chào bạn/)
  })

  test('several pictures come as one event', async () => {
    const { routes, events } = givenWebchat()
    const form = new FormData()
    form.set('id', 'upload-01')
    form.append('files', new File(['một'], 'a.jpg'))
    form.append('files', new File(['hai'], 'b.jpg'))
    const headers = { origin: ORIGIN, host: 'localhost:3000' }
    expect((await routes.request('/upload', { method: 'POST', body: form, headers })).status).toBe(303)
    expect(events[0]?.content).toMatchObject({ kind: 'media', media: [{ name: 'a.jpg' }, { name: 'b.jpg' }] })
  })

  test('a refusal is a page with words and the way back', async () => {
    const { routes } = givenWebchat()
    const refused = await visitorOf(routes).post('/messages', { text: '' }, plain)
    expect(await refused.text()).toMatch(/Không đọc được tin này[\s\S]*href="\/chat"/)
  })
})
