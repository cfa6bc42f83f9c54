import { connect } from 'node:net'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { describe, expect } from 'vitest'
import { registerWebhook } from '../../src/channels/telegram/register-webhook.js'
import { telegramWebhook } from '../../src/channels/telegram/webhook.js'
import { accountOf, memoryInbox, memoryLog, test } from './telegram-case.js'

const account = accountOf({ token: '1:t' })
const update = (text: string, id = 5) => ({
  update_id: id,
  message: { message_id: 1, date: 1_700_000_000, chat: { id: 7, type: 'private' }, from: { id: 7 }, text },
})

function givenWebhook() {
  const inbox = memoryInbox()
  const { log, lines } = memoryLog()
  const second = { ...account, id: 'tg-2', settings: { ...account.settings, webhookSecret: 'khac' } }
  const findAccount = async (id: string | undefined) =>
    id === undefined ? account : id === 'tg-2' ? second : undefined
  return { ...inbox, lines, routes: telegramWebhook({ findAccount, receive: inbox.receive, log }) }
}

function post(routes: Hono<never>, body: string, secret: string | undefined = 'dung-bi-mat', path = '') {
  const headers: Record<string, string> = secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret }
  return routes.request(`/webhooks/telegram${path}`, { method: 'POST', headers, body })
}

describe('who may post', () => {
  test.for([
    ['no secret', ''],
    ['a wrong secret', 'dung-bi-mau'],
    ['a longer secret', 'dung-bi-mat1'],
  ])('%s gets 401 and nothing is stored', async ([, secret]) => {
    const { routes, events } = givenWebhook()
    expect((await post(routes as never, JSON.stringify(update('x')), secret)).status).toBe(401)
    expect(events).toEqual([])
  })

  test('a forged request is refused before its body is read', async () => {
    const { routes } = givenWebhook()
    const body = new ReadableStream({ pull: () => new Promise(() => 'never settled') })
    const request = new Request('http://x/webhooks/telegram', { method: 'POST', body, duplex: 'half' } as RequestInit)
    expect((await routes.request(request)).status).toBe(401)
  })

  test('an account that is not there answers as a wrong secret does', async () => {
    const { routes } = givenWebhook()
    expect((await post(routes as never, JSON.stringify(update('x')), 'dung-bi-mat', '/tg-9')).status).toBe(401)
  })

  test("another channel's account takes nothing, even with its own secret", async () => {
    const { receive, events } = memoryInbox()
    const other = { ...account, channel: 'zalo-bot' }
    const routes = telegramWebhook({ findAccount: async () => other, receive, log: memoryLog().log })
    expect((await post(routes as never, JSON.stringify(update('x')))).status).toBe(401)
    expect(events).toEqual([])
  })

  test('an account without a secret takes nothing', async () => {
    const { receive, events } = memoryInbox()
    const open = { ...account, settings: { token: '1:t' } }
    const routes = telegramWebhook({ findAccount: async () => open, receive, log: memoryLog().log })
    expect((await post(routes as never, JSON.stringify(update('x')), '')).status).toBe(401)
    expect(events).toEqual([])
  })

  test('each further account has its own path and secret', async () => {
    const { routes, events } = givenWebhook()
    expect((await post(routes as never, JSON.stringify(update('x')), 'dung-bi-mat', '/tg-2')).status).toBe(401)
    expect((await post(routes as never, JSON.stringify(update('x')), 'khac', '/tg-2')).status).toBe(200)
    expect(events).toMatchObject([{ accountId: 'tg-2', eventId: '5' }])
  })
})

describe('what is posted', () => {
  test('an update is answered 200 once it is stored, and again when it comes twice', async () => {
    const { routes, events } = givenWebhook()
    const all = await Promise.all(Array.from({ length: 100 }, () => post(routes as never, JSON.stringify(update('x')))))
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]))
    expect(events).toHaveLength(1)
  })

  test.for([
    '',
    'không phải JSON',
    '{',
    '[]',
    'null',
    '{"message":{"text":"bí mật"}}',
    '{"update_id":"5"}',
    '{"update_id":1.5}',
  ])('a body that is no update gets 400, is not stored and its words are not logged: %s', async (body) => {
    const { routes, events, lines } = givenWebhook()
    expect((await post(routes as never, body)).status).toBe(400)
    expect(events).toEqual([])
    expect(lines.join()).not.toMatch(/bí mật|không phải/)
  })

  test('an update of a kind of tomorrow is stored and answered 200, so that it holds up nobody', async () => {
    const { routes, events } = givenWebhook()
    expect((await post(routes as never, '{"update_id":6,"telepathy":{"chat":{"id":7}}}')).status).toBe(200)
    expect(events).toEqual([{ accountId: 'tg-1', eventId: '6', content: { kind: 'unknown' } }])
  })

  test('what could not be stored gets 500, and the log does not quote it', async () => {
    const { routes, failNext, lines } = givenWebhook()
    failNext(1)
    expect((await post(routes as never, JSON.stringify(update('chuyện riêng')))).status).toBe(500)
    expect(lines.join()).toContain('57P01')
    expect(lines.join()).not.toContain('chuyện riêng')
  })

  test('more than 1 MiB gets 413 and is not stored', async () => {
    const { routes, events } = givenWebhook()
    expect((await post(routes as never, JSON.stringify(update('x'.repeat(1024 * 1024))))).status).toBe(413)
    expect(events).toEqual([])
  })

  test('Vietnamese cut in the middle of its bytes arrives whole', async () => {
    const { routes, events } = givenWebhook()
    const server = serve({ fetch: routes.fetch, port: 0, hostname: '127.0.0.1' })
    await new Promise((resolve) => server.once('listening', resolve))
    const body = Buffer.from(JSON.stringify(update('Cảnh giác lừa đảo')))
    const port = (server.address() as { port: number }).port
    await postByteByByte(port, body)
    server.close()
    expect(events).toMatchObject([{ content: { kind: 'text', text: 'Cảnh giác lừa đảo' } }])
  })
})

/** Each byte in its own packet: every border inside a character is hit. */
async function postByteByByte(port: number, body: Buffer): Promise<void> {
  const socket = connect(port, '127.0.0.1').setNoDelay(true)
  const head = ['POST /webhooks/telegram HTTP/1.1', 'Host: x', 'Connection: close', 'Transfer-Encoding: chunked']
  socket.write(`${head.join('\r\n')}\r\nX-Telegram-Bot-Api-Secret-Token: dung-bi-mat\r\n\r\n`)
  for (const byte of body) {
    socket.write(Buffer.concat([Buffer.from('1\r\n'), Buffer.from([byte]), Buffer.from('\r\n')]))
    await new Promise((resolve) => setImmediate(resolve))
  }
  socket.write('0\r\n\r\n')
  await new Promise((resolve) => socket.resume().once('close', resolve))
}

test('registered with the Bot API, messages of a chat come in order and trouble loses none', async ({ api }) => {
  const { routes, events, failNext } = givenWebhook()
  const server = serve({ fetch: routes.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const publicUrl = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const registration = { account: accountOf(api), publicUrl, secret: 'dung-bi-mat', apiRoot: api.root }
  expect(await registerWebhook(registration)).toEqual({ kind: 'registered' })
  expect(await registerWebhook({ ...registration, secret: 'bí mật' })).toEqual({
    kind: 'failed',
    reason: 'bad request',
  })

  failNext(3)
  const citizen = api.citizen(7)
  for (const text of ['một', 'hai', 'ba']) citizen.says(text)
  const last = citizen.sendsAlbum([Buffer.alloc(200), Buffer.alloc(300)])
  await api.allDelivered()
  expect(await api.redeliver(last, 100)).toEqual(Array.from({ length: 100 }, () => 200))
  server.close()
  const said = events.map(({ content }) => (content.kind === 'text' ? content.text : content.kind))
  expect(said).toEqual(['một', 'hai', 'ba', 'media', 'media'])
})
