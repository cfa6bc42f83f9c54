import { EventEmitter } from 'node:events'

export type SentMessage = {
  messageId: number
  chatId: string
  text: string
  buttons: { label: string; data: string }[]
  /** The whole call, for what a test wants to know beyond text and buttons. */
  payload: Record<string, unknown>
}
export type ApiAnswer = { status: number; body: Record<string, unknown> }
export type Limits = { perSecond?: number; perChatPerSecond?: number }
type Moment = { at: number; chatId: string }

/** What the fake knows of its chats: who wrote, who blocked, what was sent, which files there are. */
export class FakeChats {
  readonly sent: SentMessage[] = []
  private readonly byChat = new Map<string, SentMessage[]>()
  readonly known = new Set<string>()
  readonly blocked = new Set<string>()
  readonly answeredCallbacks: string[] = []
  readonly files = new Map<string, { bytes: Uint8Array; path: string }>()
  private readonly news = new EventEmitter().setMaxListeners(0)
  /** When each message came, and to whom: the last second of it decides what is too fast. */
  readonly moments: Moment[] = []
  /** Answered 429 because of the limits. */
  refusedForSpeed = 0
  private windowStart = 0
  private callbacks = 0
  limits: Limits

  constructor(limits: Limits) {
    this.limits = limits
  }

  nextCallbackId(chatId: string): string {
    this.callbacks += 1
    return `${chatId}-callback-${this.callbacks}`
  }

  storeFile(bytes: Uint8Array, extension: string): string {
    const id = `file-${this.files.size + 1}`
    this.files.set(id, { bytes, path: `photos/${id}.${extension}` })
    return id
  }

  sendMessage(payload: Record<string, unknown>): ApiAnswer {
    const text = typeof payload['text'] === 'string' ? payload['text'].trim() : ''
    return this.refuseText(payload, text, { most: 4096, mayBeEmpty: false }) ?? this.accept(payload, text)
  }

  /** The picture is bytes that were uploaded, or the name of some that were before. */
  sendPhoto(payload: Record<string, unknown>): ApiAnswer {
    const caption = typeof payload['caption'] === 'string' ? payload['caption'].trim() : ''
    const refusal = this.refuseText(payload, caption, { most: 1024, mayBeEmpty: true })
    if (refusal) return refusal
    const { photo } = payload
    const isKnown = typeof photo === 'string' && this.files.has(photo)
    const isPicture = photo instanceof Uint8Array && photo[0] === 0xff && photo[1] === 0xd8
    if (!isKnown && !isPicture) return fail(400, 'Bad Request: IMAGE_PROCESS_FAILED')
    const id = isKnown ? photo : this.storeFile(photo as Uint8Array, 'jpg')
    return this.accept(payload, caption, [{ file_id: id, width: 1280, height: 720 }])
  }

  private accept(payload: Record<string, unknown>, text: string, photo?: unknown): ApiAnswer {
    const chatId = String(payload['chat_id'])
    const messageId = this.sent.length + 1
    const message = { messageId, chatId, text, buttons: buttonsOf(payload), payload }
    this.sent.push(message)
    this.listOf(chatId).push(message)
    this.moments.push({ at: performance.now(), chatId })
    this.news.emit('message', message)
    this.news.emit(`chat ${chatId}`, message)
    const chat = { id: Number(chatId), type: 'private' }
    const words = photo ? { caption: text, photo } : { text }
    return ok({ message_id: messageId, date: Math.floor(Date.now() / 1000), chat, ...words })
  }

  private listOf(chatId: string): SentMessage[] {
    const list = this.byChat.get(chatId) ?? []
    this.byChat.set(chatId, list)
    return list
  }

  sentTo(chatId: string): readonly SentMessage[] {
    return this.byChat.get(chatId) ?? []
  }

  /** To anybody, or to one chat; from the message with the number `since` + 1 on; those already sent count. */
  waitForMessage(
    wanted: (message: SentMessage) => boolean,
    { timeoutMs = 20_000, since = 0, chatId }: { timeoutMs?: number | undefined; since?: number; chatId?: string } = {},
  ): Promise<SentMessage> {
    const event = chatId === undefined ? 'message' : `chat ${chatId}`
    const sentSince = () =>
      (chatId === undefined ? this.sent : this.sentTo(chatId)).filter(({ messageId }) => messageId > since)
    const there = sentSince().find(wanted)
    if (there) return Promise.resolve(there)
    return new Promise((resolve, reject) => {
      const look = (message: SentMessage) => {
        if (wanted(message)) finish(() => resolve(message))
      }
      const finish = (settle: () => void) => {
        clearTimeout(timer)
        this.news.off(event, look)
        settle()
      }
      const texts = () => sentSince().map((sent) => `${sent.chatId}: ${sent.text}`)
      const giveUp = () => reject(new Error(`no such message; since then came:\n${texts().join('\n') || '(nothing)'}`))
      const timer = setTimeout(() => finish(giveUp), timeoutMs)
      this.news.on(event, look)
    })
  }

  private refuseText(
    payload: Record<string, unknown>,
    text: string,
    { most, mayBeEmpty }: { most: number; mayBeEmpty: boolean },
  ): ApiAnswer | undefined {
    const chatId = String(payload['chat_id'])
    const buttons = buttonsOf(payload)
    if (this.blocked.has(chatId)) return fail(403, 'Forbidden: bot was blocked by the user')
    if (!this.known.has(chatId)) return fail(400, 'Bad Request: chat not found')
    if (/\p{Surrogate}/u.test(JSON.stringify(buttons.map(({ label }) => label)) + text)) {
      return fail(400, 'Bad Request: strings must be encoded in UTF-8')
    }
    if (text === '' && !mayBeEmpty) return fail(400, 'Bad Request: message text is empty')
    if (text.length > most) return fail(400, 'Bad Request: message is too long')
    if (buttons.some(({ label }) => label.trim() === '')) return fail(400, 'Bad Request: text buttons are unallowed')
    if (buttons.some(({ data }) => !isCallbackData(data))) return fail(400, 'Bad Request: BUTTON_DATA_INVALID')
    if (buttons.length > 100) return fail(400, 'Bad Request: reply markup is too long')
    if (!this.isTooFast(chatId)) return undefined
    this.refusedForSpeed += 1
    return tooMany(1)
  }

  private isTooFast(chatId: string): boolean {
    const { perSecond = Number.POSITIVE_INFINITY, perChatPerSecond = Number.POSITIVE_INFINITY } = this.limits
    const since = performance.now() - 1000
    while ((this.moments[this.windowStart]?.at ?? Number.POSITIVE_INFINITY) <= since) this.windowStart += 1
    if (this.moments.length - this.windowStart >= perSecond) return true
    if (perChatPerSecond === Number.POSITIVE_INFINITY) return false
    const inChat = this.moments.slice(this.windowStart).filter((moment) => moment.chatId === chatId)
    return inChat.length >= perChatPerSecond
  }
}

export function ok(result: unknown): ApiAnswer {
  return { status: 200, body: { ok: true, result } }
}

export function fail(status: number, description: string): ApiAnswer {
  return { status, body: { ok: false, error_code: status, description } }
}

/** `seconds` is a number; a proxy in between may make anything of it. */
export function tooMany(seconds: unknown): ApiAnswer {
  const { status, body } = fail(429, `Too Many Requests: retry after ${seconds}`)
  return { status, body: { ...body, parameters: { retry_after: seconds } } }
}

function buttonsOf({ reply_markup }: Record<string, unknown>): SentMessage['buttons'] {
  const { inline_keyboard } = (reply_markup ?? {}) as { inline_keyboard?: { text: string; callback_data: string }[][] }
  return (inline_keyboard ?? []).flat().map(({ text, callback_data }) => ({ label: text, data: callback_data }))
}

function isCallbackData(data: string): boolean {
  const bytes = Buffer.byteLength(data)
  return bytes >= 1 && bytes <= 64
}
