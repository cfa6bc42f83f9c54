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
type Limits = { perSecond?: number; perChatPerSecond?: number }

/** What the fake knows of its chats: who wrote, who blocked, what was sent, which files there are. */
export class FakeChats {
  readonly sent: SentMessage[] = []
  readonly known = new Set<string>()
  readonly blocked = new Set<string>()
  readonly answeredCallbacks: string[] = []
  readonly files = new Map<string, { bytes: Uint8Array; path: string }>()
  private readonly news = new EventEmitter().setMaxListeners(0)
  private readonly moments: { at: number; chatId: string }[] = []
  private callbacks = 0
  private readonly limits: Limits

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
    const chatId = String(payload['chat_id'])
    const refusal = this.refuse(chatId, payload)
    if (refusal) return refusal
    const messageId = this.sent.length + 1
    const text = String(payload['text']).trim()
    this.sent.push({ messageId, chatId, text, buttons: buttonsOf(payload), payload })
    this.moments.push({ at: Date.now(), chatId })
    this.news.emit('message')
    const chat = { id: Number(chatId), type: 'private' }
    return ok({ message_id: messageId, date: Math.floor(Date.now() / 1000), chat, text })
  }

  /** From the `since`th message on; those already sent count. */
  waitForMessage(wanted: (message: SentMessage) => boolean, timeoutMs = 20_000, since = 0): Promise<SentMessage> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.sent.slice(since).find(wanted)
        if (found) finish(() => resolve(found))
      }
      const finish = (settle: () => void) => {
        clearTimeout(timer)
        this.news.off('message', look)
        settle()
      }
      const texts = () => this.sent.slice(since).map(({ chatId, text }) => `${chatId}: ${text}`)
      const giveUp = () => reject(new Error(`no such message; since then came:\n${texts().join('\n') || '(nothing)'}`))
      const timer = setTimeout(() => finish(giveUp), timeoutMs)
      this.news.on('message', look)
      look()
    })
  }

  private refuse(chatId: string, payload: Record<string, unknown>): ApiAnswer | undefined {
    const text = typeof payload['text'] === 'string' ? payload['text'].trim() : ''
    if (this.blocked.has(chatId)) return fail(403, 'Forbidden: bot was blocked by the user')
    if (!this.known.has(chatId)) return fail(400, 'Bad Request: chat not found')
    if (/\p{Surrogate}/u.test(JSON.stringify(buttonsOf(payload).map(({ label }) => label)) + text)) {
      return fail(400, 'Bad Request: strings must be encoded in UTF-8')
    }
    if (text === '') return fail(400, 'Bad Request: message text is empty')
    if (text.length > 4096) return fail(400, 'Bad Request: message is too long')
    const buttons = buttonsOf(payload)
    if (buttons.some(({ label }) => label.trim() === '')) return fail(400, 'Bad Request: text buttons are unallowed')
    if (buttons.some(({ data }) => !isCallbackData(data))) return fail(400, 'Bad Request: BUTTON_DATA_INVALID')
    if (buttons.length > 100) return fail(400, 'Bad Request: reply markup is too long')
    return this.isTooFast(chatId) ? tooMany(1) : undefined
  }

  private isTooFast(chatId: string): boolean {
    const { perSecond = Number.POSITIVE_INFINITY, perChatPerSecond = Number.POSITIVE_INFINITY } = this.limits
    const recent = this.moments.filter(({ at }) => Date.now() - at < 1000)
    const inChat = recent.filter((moment) => moment.chatId === chatId)
    return recent.length >= perSecond || inChat.length >= perChatPerSecond
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
