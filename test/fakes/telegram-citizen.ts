import type { FakeChats, SentMessage } from './telegram-chats.js'
import type { TelegramUpdates } from './telegram-updates.js'

type Match = string | RegExp | ((message: SentMessage) => boolean)

/** A person in a private chat with the bot. Every act returns the id of its update (the last one of an album). */
export type Citizen = {
  chatId: string
  says(text: string, extra?: Record<string, unknown>): number
  starts(payload?: string): number
  /** Presses the newest button with this label or this value. */
  presses(labelOrValue: string): number
  /** A button press with data of one's own making. */
  pressesData(data: string): number
  sendsPhoto(bytes: Uint8Array, caption?: string): number
  sendsAlbum(pictures: readonly Uint8Array[], caption?: string): number
  sendsDocument(bytes: Uint8Array, file: { name: string; mime: string }): number
  sendsSticker(): number
  sendsVoice(): number
  sendsLocation(): number
  sharesPhone(phone: string): number
  edits(text: string): number
  blocks(): number
  unblocks(): number
  messages(): SentMessage[]
  lastMessage(): SentMessage | undefined
  /** The first matching message since this citizen's last act, sent already or yet to come. */
  waitForMessage(match: Match, timeoutMs?: number): Promise<SentMessage>
}

export function citizenOf(chats: FakeChats, updates: TelegramUpdates, id: number | string): Citizen {
  const chatId = String(id)
  const person = { id: Number(id), is_bot: false, first_name: 'Công dân', language_code: 'vi' }
  const chat = { id: Number(id), type: 'private', first_name: 'Công dân' }
  let messageId = 0
  let since = 0

  const act = (body: Record<string, unknown>, queue = `chat ${chatId}`): number => {
    chats.known.add(chatId)
    since = chats.sent.length
    return updates.push(body, queue)
  }
  const message = (content: Record<string, unknown>): number => {
    messageId += 1
    return act({ message: { message_id: messageId, from: person, chat, date: seconds(), ...content } })
  }
  const press = (data: string): number => {
    const callback = { id: chats.nextCallbackId(chatId), from: person, chat_instance: chatId, data }
    const button = { message_id: chats.sent.length, chat, date: seconds() }
    return act({ callback_query: { ...callback, message: button } }, `user ${chatId}`)
  }
  const membership = (from: string, to: string): number => {
    const members = { old_chat_member: { status: from }, new_chat_member: { status: to } }
    return act({ my_chat_member: { chat, from: person, date: seconds(), ...members } })
  }
  const photo = (bytes: Uint8Array) => {
    const size = bytes.length
    const small = { file_id: chats.storeFile(bytes.slice(0, 100), 'jpg'), width: 90, height: 67, file_size: 100 }
    return [small, { file_id: chats.storeFile(bytes, 'jpg'), width: 1280, height: 960, file_size: size }]
  }
  const captioned = (caption: string | undefined) => (caption === undefined ? {} : { caption })
  const messages = () => [...chats.sentTo(chatId)]

  return {
    chatId,
    says: (text, extra = {}) => message({ text, ...extra }),
    starts: (payload) => message({ text: payload === undefined ? '/start' : `/start ${payload}` }),
    presses: (wanted) => press(findButton(messages(), wanted)),
    pressesData: press,
    sendsPhoto: (bytes, caption) => message({ photo: photo(bytes), ...captioned(caption) }),
    sendsAlbum(pictures, caption) {
      const group = `album-${chats.sent.length}-${Math.random()}`
      const ids = pictures.map((bytes, index) =>
        message({ photo: photo(bytes), media_group_id: group, ...(index === 0 ? captioned(caption) : {}) }),
      )
      return ids.at(-1) ?? 0
    },
    sendsDocument(bytes, { name, mime }) {
      const document = { file_id: chats.storeFile(bytes, 'bin'), file_size: bytes.length }
      return message({ document: { ...document, file_name: name, mime_type: mime } })
    },
    sendsSticker: () => message({ sticker: { file_id: 'sticker', emoji: '🙂', width: 512, height: 512 } }),
    sendsVoice: () => message({ voice: { file_id: 'voice', duration: 3 } }),
    sendsLocation: () => message({ location: { latitude: 15.12, longitude: 108.8 } }),
    sharesPhone: (phone) => message({ contact: { phone_number: phone, first_name: 'Công dân', user_id: Number(id) } }),
    edits: (text) =>
      act({
        edited_message: { message_id: messageId, from: person, chat, date: seconds(), edit_date: seconds(), text },
      }),
    blocks() {
      chats.blocked.add(chatId)
      return membership('member', 'kicked')
    },
    unblocks() {
      chats.blocked.delete(chatId)
      return membership('kicked', 'member')
    },
    messages,
    lastMessage: () => messages().at(-1),
    waitForMessage: (match, timeoutMs) =>
      chats.waitForMessage((sent) => matches(match, sent), { timeoutMs, since, chatId }),
  }
}

function seconds(): number {
  return Math.floor(Date.now() / 1000)
}

function findButton(messages: readonly SentMessage[], wanted: string): string {
  const buttons = [...messages].reverse().flatMap((message) => message.buttons)
  const found = buttons.find(({ label, data }) => label === wanted || data.slice(data.indexOf(':') + 1) === wanted)
  if (!found) throw new Error(`no button "${wanted}"; there are: ${buttons.map(({ label }) => label).join(' | ')}`)
  return found.data
}

function matches(match: Match, message: SentMessage): boolean {
  if (typeof match === 'function') return match(message)
  return typeof match === 'string' ? message.text.includes(match) : match.test(message.text)
}
