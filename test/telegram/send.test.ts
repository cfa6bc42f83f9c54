import sharp from 'sharp'
import { describe, expect } from 'vitest'
import { telegramChannel } from '../../src/channels/telegram/telegram.js'
import { startTelegramApi } from '../fakes/telegram-api.js'
import { accountOf, memoryLog, test } from './telegram-case.js'

const choices = [
  { value: 'yes', number: 1, label: 'Có' },
  { value: 'no', number: 2, label: 'Không' },
]

describe('send', () => {
  test('a question has a button for each choice and its number to type', async ({ api }) => {
    api.citizen(7).starts()
    const channel = telegramChannel({ log: memoryLog().log, apiRoot: api.root })
    const result = await channel.send(accountOf(api), '7', { text: 'Tiếp tục?', choices, waitId: 'w1' })
    expect(result).toEqual({ kind: 'sent', messageId: '1' })
    expect(api.citizen(7).lastMessage()).toMatchObject({
      text: 'Tiếp tục?\n\n1. Có\n2. Không',
      buttons: [
        { label: 'Có', data: 'w1:yes' },
        { label: 'Không', data: 'w1:no' },
      ],
      payload: { link_preview_options: { is_disabled: true } },
    })
    expect(api.citizen(7).lastMessage()?.payload).not.toHaveProperty('parse_mode')
  })

  test('a choice too long for a button can still be typed', async ({ api }) => {
    api.citizen(7).starts()
    const long = [
      { value: 'đ'.repeat(40), number: 1, label: 'Dài' },
      { value: 'ok', number: 2, label: 'Ngắn' },
    ]
    const channel = telegramChannel({ log: memoryLog().log, apiRoot: api.root })
    expect(await channel.send(accountOf(api), '7', { text: '?', choices: long, waitId: 'w1' })).toMatchObject({
      kind: 'sent',
    })
    expect(api.citizen(7).lastMessage()).toMatchObject({ text: '?\n\n1. Dài\n2. Ngắn', buttons: [{ data: 'w1:ok' }] })
  })

  test('a long text arrives whole, in order, with the buttons under its end', async ({ api }) => {
    api.citizen(7).starts()
    const text = Array.from({ length: 30 }, (_, index) => `Đoạn ${index} ${'chữ '.repeat(80)}`).join('\n\n')
    const channel = telegramChannel({ log: memoryLog().log, apiRoot: api.root })
    await channel.send(accountOf(api), '7', { text, choices, waitId: 'w1' })
    const sent = api.citizen(7).messages()
    expect(sent.length).toBeGreaterThan(1)
    const joined = sent
      .map((message) => message.text)
      .join(' ')
      .replace(/\s+/g, ' ')
    expect(joined).toBe(`${text} 1. Có 2. Không`.replace(/\s+/g, ' '))
    expect(sent.map((message) => message.buttons.length)).toEqual([...sent.slice(1).map(() => 0), 2])
  })

  test('markup in a text is text', async ({ api }) => {
    api.citizen(7).starts()
    const text = '<b>*_[x](http://x)_*</b> &amp;'
    await telegramChannel({ log: memoryLog().log, apiRoot: api.root }).send(accountOf(api), '7', { text })
    expect(api.citizen(7).lastMessage()?.text).toBe(text)
  })

  test('half of an emoji does not stop the message', async ({ api }) => {
    api.citizen(7).starts()
    const channel = telegramChannel({ log: memoryLog().log, apiRoot: api.root })
    const broken = [{ value: 'x', number: 1, label: 'Sửa \udc00' }]
    const result = await channel.send(accountOf(api), '7', { text: 'Bạn viết: \ud83d', choices: broken, waitId: 'w1' })
    expect(result).toMatchObject({ kind: 'sent' })
    expect(api.citizen(7).lastMessage()?.text).toBe('Bạn viết: \ufffd\n\n1. Sửa \ufffd')
  })

  test('Telegram asking to slow down names the wait', async ({ api }) => {
    api.citizen(7).starts()
    api.misbehave({ kind: 'rate_limit', retryAfterSeconds: 17 })
    const channel = telegramChannel({ log: memoryLog().log, apiRoot: api.root })
    const result = await channel.send(accountOf(api), '7', { text: 'x' })
    expect(result).toEqual({ kind: 'rate_limited', retryAfterSeconds: 17 })
  })

  test('a person who blocked us, a chat that is not there and a server in trouble are told apart', async ({ api }) => {
    const channel = telegramChannel({ log: memoryLog().log, apiRoot: api.root })
    const send = () => channel.send(accountOf(api), '7', { text: 'x' })
    expect(await send()).toEqual({ kind: 'rejected', reason: 'chat not found' })
    api.citizen(7).blocks()
    expect(await send()).toEqual({ kind: 'blocked' })
    api.misbehave({ kind: 'status', status: 502 })
    expect(await send()).toEqual({ kind: 'failed', reason: 'telegram 502' })
    api.misbehave({ kind: 'drop' })
    expect(await send()).toMatchObject({ kind: 'failed' })
  })

  test('no failure repeats the token, the chat or the text', async ({ api }) => {
    const { log, lines } = memoryLog()
    const channel = telegramChannel({ log, apiRoot: api.root })
    const wrong = accountOf(api, { token: '12345:SECRETtoken' })
    const results = [await channel.send(wrong, '7', { text: 'chuyện riêng' })]
    api.misbehave({ kind: 'drop' })
    results.push(await channel.send(wrong, '7', { text: 'chuyện riêng' }))
    await channel.acknowledgeChoice?.(wrong, 'callback-of-7')
    const said = JSON.stringify(results) + lines.join()
    expect(results.map(({ kind }) => kind)).toEqual(['failed', 'failed'])
    expect(said).not.toMatch(/SECRETtoken|chuyện riêng|callback-of-7/)
  })

  test('the real limits of speed answer 429', async () => {
    const api = await startTelegramApi({ limits: { perChatPerSecond: 1 } })
    api.citizen(7).starts()
    const channel = telegramChannel({ log: memoryLog().log, apiRoot: api.root })
    await channel.send(accountOf(api), '7', { text: 'một' })
    expect(await channel.send(accountOf(api), '7', { text: 'hai' })).toMatchObject({ kind: 'rate_limited' })
    await api.close()
  })
})

test('a button press is acknowledged, and trouble with that disturbs nobody', async ({ api }) => {
  const channel = telegramChannel({ log: memoryLog().log, apiRoot: api.root })
  await channel.acknowledgeChoice?.(accountOf(api), 'c1')
  api.misbehave({ kind: 'drop' })
  await channel.acknowledgeChoice?.(accountOf(api), 'c2')
  expect(api.answeredCallbacks).toEqual(['c1'])
})

describe('fetchFile', () => {
  const maxBytes = 20 * 1024 * 1024
  const fileRefOf = (api: { updates: { history: Map<number, unknown> } }) =>
    JSON.stringify([...api.updates.history.values()].at(-1)).match(
      /"file_id":"(file-\d+)","(?:width":1280|file_size)/,
    )?.[1] ?? ''

  test('a photo comes back byte for byte', async ({ api }) => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251))
    api.citizen(7).sendsPhoto(bytes)
    const channel = telegramChannel({ log: memoryLog().log, apiRoot: `${api.root}/` })
    expect(await channel.fetchFile(accountOf(api), fileRefOf(api), maxBytes)).toEqual({ kind: 'fetched', bytes })
  })

  test('a file over the limit is not read to its end, whatever length was announced', async ({ api }) => {
    api.citizen(7).sendsPhoto(Buffer.alloc(5_000))
    const channel = telegramChannel({ log: memoryLog().log, apiRoot: api.root })
    expect(await channel.fetchFile(accountOf(api), fileRefOf(api), 4_999)).toEqual({ kind: 'too_big' })
    api.citizen(7).sendsDocument(Buffer.alloc(maxBytes + 1), { name: 'a.png', mime: 'image/png' })
    expect(await channel.fetchFile(accountOf(api), fileRefOf(api), maxBytes)).toEqual({ kind: 'too_big' })
  })

  test('a file that is gone, a broken download and a pause are told apart', async ({ api }) => {
    api.citizen(7).sendsPhoto(Buffer.alloc(90_000))
    const channel = telegramChannel({ log: memoryLog().log, apiRoot: api.root })
    const fetchIt = (ref = fileRefOf(api)) => channel.fetchFile(accountOf(api), ref, maxBytes)
    expect(await fetchIt('nothing')).toMatchObject({ kind: 'failed' })
    api.misbehave({ kind: 'status', status: 404 }, { method: 'file' })
    expect(await fetchIt()).toEqual({ kind: 'gone' })
    api.misbehave({ kind: 'lose_answer' }, { method: 'file' })
    expect(await fetchIt()).toEqual({ kind: 'failed', reason: 'network error' })
    api.misbehave({ kind: 'rate_limit', retryAfterSeconds: 3 }, { method: 'getFile' })
    expect(await fetchIt()).toEqual({ kind: 'rate_limited', retryAfterSeconds: 3 })
    expect(await fetchIt()).toMatchObject({ kind: 'fetched' })
  })
})

test.for([
  ['12', 12],
  [0.2, 1],
  [-5, 5],
  [0, 5],
  ['soon', 5],
  [null, 5],
  [{ seconds: 3 }, 5],
  [1e15, 3600],
] as const)('a retry_after of %j is a pause of %i seconds', async ([given, seconds], { api }) => {
  api.misbehave({ kind: 'rate_limit', retryAfterSeconds: given }, { method: 'sendMessage' })
  const channel = telegramChannel({ log: memoryLog().log, apiRoot: api.root })
  const sent = await channel.send(accountOf(api), '7', { text: 'Xin chào' })
  expect(sent).toEqual({ kind: 'rate_limited', retryAfterSeconds: seconds })
})

describe('a picture', () => {
  const picture = (bytes: Buffer) => ({ alt: 'Giấy mời giả', mime: 'image/jpeg', bytes })

  test('goes with its words once, and by the platform’s name for it ever after', async ({ api }) => {
    api.citizen(7).starts()
    const channel = telegramChannel({ log: memoryLog().log, apiRoot: api.root })
    const bytes = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer()
    const sent = await channel.send(accountOf(api), '7', { text: 'Cẩn thận', picture: picture(bytes) })
    if (sent.kind !== 'sent' || sent.pictureRef === undefined) throw new Error('no picture went')
    await channel.send(accountOf(api), '7', {
      text: 'Cẩn thận',
      picture: { alt: 'Giấy mời giả', ref: sent.pictureRef },
    })
    expect(api.sent.map(({ payload }) => payload['caption'])).toEqual(['Cẩn thận', 'Cẩn thận'])
    expect(api.sent[1]?.payload['photo']).toBe(sent.pictureRef)
  })

  test('that Telegram refuses keeps nobody from the words', async ({ api }) => {
    api.citizen(7).starts()
    const channel = telegramChannel({ log: memoryLog().log, apiRoot: api.root })
    const message = {
      text: 'Cẩn thận',
      picture: picture(Buffer.from('không phải ảnh')),
      offers: [{ label: 'Thôi nhận', payload: 'dung' }],
    }
    expect(await channel.send(accountOf(api), '7', message)).toMatchObject({ kind: 'sent', pictureRefused: true })
    expect(api.sent.map(({ text, buttons }) => [text, buttons])).toEqual([
      ['Cẩn thận', [{ label: 'Thôi nhận', data: 'start:dung' }]],
    ])
  })

  test('above a long text goes first, and the text follows whole', async ({ api }) => {
    api.citizen(7).starts()
    const channel = telegramChannel({ log: memoryLog().log, apiRoot: api.root })
    const bytes = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer()
    const text = 'Một câu cảnh báo. '.repeat(80).trim()
    await channel.send(accountOf(api), '7', { text, picture: picture(bytes) })
    expect(api.sent.map((message) => message.text)).toEqual(['', text])
  })
})
