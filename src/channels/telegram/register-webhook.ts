import type { Account } from '../../conversations/channel.js'
import { attempt, telegramApi, until } from './api.js'
import { ALLOWED_UPDATES, TELEGRAM_API_ROOT } from './limits.js'

type Registration = {
  account: Account
  publicUrl: string
  secret: string
  apiRoot?: string | undefined
  signal?: AbortSignal | undefined
}
type Registered =
  | { kind: 'registered' }
  | { kind: 'rate_limited'; retryAfterSeconds: number }
  | { kind: 'failed'; reason: string }

const REGISTER_MS = 15_000

/** Pending updates are kept: they are citizens' messages. `path` defaults to that of the environment's account. */
export async function registerWebhook(
  { account, publicUrl, secret, apiRoot = TELEGRAM_API_ROOT, signal }: Registration,
  path = '/webhooks/telegram',
): Promise<Registered> {
  const payload = {
    url: new URL(path, publicUrl).href,
    secret_token: secret,
    allowed_updates: ALLOWED_UPDATES,
    drop_pending_updates: false,
  }
  const api = telegramApi(account, apiRoot)
  const limit = AbortSignal.any([AbortSignal.timeout(REGISTER_MS), ...(signal ? [signal] : [])])
  const set = await attempt(() => api.callApi('setWebhook', payload, until(limit)))
  if (set.kind === 'ok') return { kind: 'registered' }
  if (set.kind === 'rate_limited') return set
  return { kind: 'failed', reason: 'reason' in set ? set.reason : set.kind }
}
