import { Telegram, TelegramError } from 'telegraf'
import type { Account, SendResult } from '../../conversations/channel.js'

type CallOptions = NonNullable<Parameters<Telegram['callApi']>[2]>
type ApiFailure = Exclude<SendResult, { kind: 'sent' }>
export type ApiResult<T> = { kind: 'ok'; result: T } | ApiFailure

/** Telegram names none with some 429s; a short pause is then right. */
const DEFAULT_RETRY_AFTER_SECONDS = 5
/** Longer than any pause seen. What a broken proxy makes of the number must not silence a bot for years. */
const MAX_RETRY_AFTER_SECONDS = 3600
/** Descriptions are repeated only from this list: others may quote what was sent. */
const KNOWN_REFUSALS = [
  'chat not found',
  'message is too long',
  'message text is empty',
  'BUTTON_DATA_INVALID',
  'file is too big',
  'temporarily unavailable',
  'wrong file_id',
  'query is too old',
] as const

/** No connection was made, so nothing was carried out. */
export const NEVER_LEFT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** `webhookReply` off: with it, errors are invisible and the update counts as handled too early. */
export function telegramApi(account: Account, apiRoot: string): Telegram {
  const token = account.settings['token']
  if (!token) throw new Error(`Telegram account ${account.id} has no token`)
  const root = apiRoot.endsWith('/') ? apiRoot : `${apiRoot}/`
  return new Telegram(token, { apiRoot: root, webhookReply: false })
}

/** telegraf names the signal of a polyfill; the runtime's own does the same. */
export function until(signal: AbortSignal): CallOptions {
  return { signal: signal as unknown as NonNullable<CallOptions['signal']> }
}

/** Every failure as a value without the token, the address and the text, all of which telegraf's errors carry. */
export async function attempt<T>(call: () => Promise<T>): Promise<ApiResult<T>> {
  try {
    return { kind: 'ok', result: await call() }
  } catch (error) {
    return describeFailure(error)
  }
}

function describeFailure(error: unknown): ApiFailure {
  if (error instanceof TelegramError) {
    const { code, description, parameters } = error
    return describeRefusal({ code, description, retryAfter: parameters?.retry_after })
  }
  if (!(error instanceof Error)) throw error
  if (error.name === 'AbortError') return { kind: 'failed', reason: 'timeout', isUnsure: true }
  if (error.name !== 'FetchError') throw error
  const { code, type } = error as { code?: unknown; type?: unknown }
  const reason = `network ${String(code ?? type ?? 'error')}`
  return NEVER_LEFT.has(String(code)) ? { kind: 'failed', reason } : { kind: 'failed', reason, isUnsure: true }
}

type Refusal = { code: number; description: string; retryAfter: unknown }

export function describeRefusal({ code, description, retryAfter }: Refusal): ApiFailure {
  switch (code) {
    case 429:
      return {
        kind: 'rate_limited',
        retryAfterSeconds: readRetryAfter(retryAfter),
      }
    case 403:
      return { kind: 'blocked' }
    case 400:
      return { kind: 'rejected', reason: knownRefusal(description) }
    default:
      return { kind: 'failed', reason: `telegram ${code}` }
  }
}

/** Whatever stands there becomes a pause that the database can hold. */
export function readRetryAfter(given: unknown): number {
  const seconds = typeof given === 'string' && given.trim() !== '' ? Number(given) : given
  if (typeof seconds !== 'number' || !(seconds > 0)) return DEFAULT_RETRY_AFTER_SECONDS
  return Math.min(Math.ceil(seconds), MAX_RETRY_AFTER_SECONDS)
}

function knownRefusal(description: string): string {
  return KNOWN_REFUSALS.find((known) => description.includes(known)) ?? 'bad request'
}
