import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseUpdate } from './parse-update.js'

const chat = { id: 900000004012, type: 'private' }
const from = { id: 900000004012 }

function content(message: Record<string, unknown>) {
  return parseUpdate('a1', { update_id: 5, message: { message_id: 1, chat, from, date: 1_700_000_000, ...message } })
    ?.content
}

describe('a message in a private chat', () => {
  test('is an event of its chat, with its time, and ids are strings', () => {
    const message = { message_id: 1, chat, from, date: 1_700_000_000, text: 'Cảnh giác' }
    expect(parseUpdate('a1', { update_id: 5, message })).toEqual({
      accountId: 'a1',
      eventId: '5',
      conversationKey: '900000004012',
      address: '900000004012',
      sentAt: new Date('2023-11-14T22:13:20Z'),
      content: { kind: 'text', text: 'Cảnh giác' },
    })
  })

  test.each([
    ['/start', { kind: 'start' }],
    ['/start xa-21439', { kind: 'start', payload: 'xa-21439' }],
    ['/start@an_ninh_bot xa-21439', { kind: 'start', payload: 'xa-21439' }],
    ['/start two words', { kind: 'text', text: '/start two words' }],
    ['/tracuu AN-1234', { kind: 'text', text: '/tracuu AN-1234' }],
  ])('%s', (text, expected) => {
    expect(content({ text })).toEqual(expected)
  })

  test('the address that a forwarded scam hides behind a word is kept with the words', () => {
    const entities = [{ type: 'text_link', offset: 0, length: 4, url: 'https://lua.example/dao' }]
    expect(content({ text: 'Nhận quà', entities })).toEqual({ kind: 'text', text: 'Nhận quà\nhttps://lua.example/dao' })
  })
})

describe('files', () => {
  const photo = (file_id: string, width: number, file_size: number) => ({ file_id, width, height: width, file_size })

  test('a photo is its largest size that can be fetched', () => {
    const sizes = [photo('s', 90, 1_000), photo('l', 5_000, 21 * 1024 * 1024), photo('m', 1_280, 200_000)]
    const media = [{ fileRef: 'm', mime: 'image/jpeg', size: 200_000 }]
    expect(content({ photo: sizes, caption: 'đây' })).toEqual({ kind: 'media', media, caption: 'đây' })
  })

  test('a picture of an album keeps the album it came with', () => {
    const media = [{ fileRef: 's', mime: 'image/jpeg', size: 10, groupId: 'g1' }]
    expect(content({ photo: [photo('s', 90, 10)], media_group_id: 'g1' })).toEqual({ kind: 'media', media })
  })

  test.each(['image/png', 'IMAGE/HEIC', 'application/pdf'])('a document of type %s is evidence', (mime_type) => {
    const document = { file_id: 'd', mime_type, file_name: 'sao kê.pdf', file_size: 7 }
    const media = [{ fileRef: 'd', mime: mime_type.toLowerCase(), size: 7, name: 'sao kê.pdf' }]
    expect(content({ document })).toEqual({ kind: 'media', media })
  })
})

test.each([
  [{ sticker: {} }, 'sticker'],
  [{ voice: {} }, 'voice'],
  [{ audio: {} }, 'voice'],
  [{ video: {} }, 'video'],
  [{ video_note: {} }, 'video'],
  [{ animation: {}, document: { file_id: 'g', mime_type: 'image/gif' } }, 'video'],
  [{ document: { file_id: 'z', mime_type: 'application/zip' } }, 'file'],
  [{ document: { file_id: 'z' } }, 'file'],
  [{ location: {} }, 'location'],
  [{ venue: {}, location: {} }, 'location'],
  [{ poll: {} }, 'other'],
])('what we cannot take is named, so that it is answered politely: %j', (message, what) => {
  expect(content(message)).toEqual({ kind: 'unsupported', what })
})

test('a location is a point; a place that is none is only named', () => {
  expect(content({ location: { latitude: 15.12, longitude: 108.8, horizontal_accuracy: 20 } })).toEqual({
    kind: 'location',
    latitude: 15.12,
    longitude: 108.8,
  })
  expect(content({ location: { latitude: 95, longitude: 108.8 } })).toEqual({ kind: 'unsupported', what: 'location' })
})

test('words under what is not taken are kept', () => {
  const caption = 'Nó gọi cho tôi'
  expect(content({ video: { file_id: 'v' }, caption })).toEqual({ kind: 'unsupported', what: 'video', caption })
})

test("one's own card is a phone number to call; somebody else's is something told", () => {
  const contact = { phone_number: '+84900000000', first_name: 'Kẻ', last_name: 'Gian' }
  expect(content({ contact: { ...contact, user_id: from.id } })).toEqual({ kind: 'contact', phone: '+84900000000' })
  expect(content({ contact })).toEqual({ kind: 'text', text: 'Kẻ Gian +84900000000' })
})

test('an edit brings the new words under its own event', () => {
  const edited_message = { message_id: 1, chat, from, date: 1, edit_date: 2, text: 'mới' }
  const inbound = parseUpdate('a1', { update_id: 6, edited_message })
  expect(inbound).toMatchObject({ sentAt: new Date(2000), content: { kind: 'edited', text: 'mới' } })
})

describe('a button press', () => {
  const press = (data: string | undefined, message: unknown = { message_id: 1, chat, date: 0 }) =>
    parseUpdate('a1', { update_id: 7, callback_query: { id: 'c9', from, message, data } })

  test('belongs to the person who pressed, and says which question it answered', () => {
    const choice = { kind: 'choice', waitId: 'w1', value: 'yes:really', callbackId: 'c9' }
    expect(press('w1:yes:really')).toMatchObject({ conversationKey: '900000004012', content: choice })
  })

  test('with data that we never made belongs to no question', () => {
    expect(press('menu')?.content).toEqual({ kind: 'choice', waitId: '', value: 'menu', callbackId: 'c9' })
  })

  test.each([
    ['without data', press(undefined)],
    ['in a group', press('w1:yes', { message_id: 1, chat: { id: -5, type: 'supergroup' } })],
  ])('%s is only stored', (_, inbound) => {
    expect(inbound).toEqual({ accountId: 'a1', eventId: '7', content: { kind: 'unknown' } })
  })
})

test.each([
  ['kicked', 'blocked'],
  ['member', 'unblocked'],
])('a chat whose bot becomes %s is %s', (status, kind) => {
  const my_chat_member = { chat, from, date: 1, new_chat_member: { status } }
  const inbound = parseUpdate('a1', { update_id: 8, my_chat_member })
  expect(inbound).toMatchObject({ conversationKey: '900000004012', content: { kind } })
})

test.each([
  ['a group', { message: { chat: { id: -100, type: 'group' }, from, text: 'hi' } }],
  ['a channel', { channel_post: { chat: { id: -100, type: 'channel' }, text: 'hi' } }],
  ['a service message', { message: { chat, from, pinned_message: {} } }],
  ['a kind of tomorrow', { telepathy: { chat } }],
  ['a message that changed its shape', { message: { chat: 'private' } }],
])('%s is stored as unknown, without a conversation', (_, update) => {
  expect(parseUpdate('a1', { update_id: 9, ...update })).toEqual({
    accountId: 'a1',
    eventId: '9',
    content: { kind: 'unknown' },
  })
})

test.each([null, [], 'text', 5, {}, { update_id: '5' }, { update_id: 1.5 }, { update_id: null }, { message: {} }])(
  'without an integer update_id there is no event: %j',
  (body) => {
    expect(parseUpdate('a1', body)).toBeUndefined()
  },
)

const KEYS = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'chat',
  'from',
  'text',
  'photo',
  'document',
]
const MORE = [
  'contact',
  'caption',
  'entities',
  'data',
  'id',
  'type',
  'file_id',
  'new_chat_member',
  'date',
  'media_group_id',
]
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.jsonValue({ maxDepth: 1 }),
    fc.constant('private'),
    fc.array(tie('tree'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom(...KEYS, ...MORE), tie('tree'), { maxKeys: 6 }),
  ),
}))

test('any JSON with an update_id is an event; nothing makes it throw', () => {
  const body = fc.dictionary(fc.constantFrom(...KEYS), tree)
  fc.assert(
    fc.property(fc.maxSafeInteger(), body, (update_id, rest) => {
      const inbound = parseUpdate('a1', { ...rest, update_id })
      expect(inbound?.eventId).toBe(String(update_id))
    }),
  )
})

test('any odd field of a private message leaves the event readable', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...KEYS, ...MORE), tree), (odd) => {
      const message = { ...odd, chat, text: 'xin chào' }
      const inbound = parseUpdate('a1', { update_id: 1, message })
      expect(inbound?.content).toMatchObject({ kind: 'text', text: expect.stringContaining('xin chào') })
    }),
  )
})
