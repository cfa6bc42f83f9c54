import type { Logger } from 'pino'
import type { Telegram } from 'telegraf'
import type { SharedPause } from '../../conversations/account-pause.js'
import type { Account, Receive } from '../../conversations/channel.js'
import { type ApiResult, attempt, telegramApi, until } from './api.js'
import { ALLOWED_UPDATES, TELEGRAM_API_ROOT } from './limits.js'
import { errorName } from './error-name.js'
import { parseUpdate } from './parse-update.js'
import { pause } from './pause.js'

type Options = {
  account: Account
  receive: Receive
  log: Logger
  /** The loop ends at once when this aborts; an update being stored is finished first. */
  signal: AbortSignal
  apiRoot?: string | undefined
  pollSeconds?: number | undefined
  /** What Telegram asked of one who calls for the account holds for all. */
  sharedPause: SharedPause
}
type Loop = Options & { api: Telegram; pollSeconds: number }
type Round = { kind: 'stored'; offset: number | undefined } | { kind: 'wait'; seconds: number }

const FIRST_BACKOFF_SECONDS = 1
const MAX_BACKOFF_SECONDS = 30

/**
 * Resolves when stopped. Two loops on one token get 409 from Telegram in turn, so the caller runs one.
 *
 * No offset is kept across starts: Telegram itself keeps what is unconfirmed, and after a quiet week it restarts
 * `update_id` at random, when a kept offset would confirm updates that nobody has read.
 */
export async function startPolling(options: Options): Promise<void> {
  const { account, signal, log, sharedPause, apiRoot = TELEGRAM_API_ROOT, pollSeconds = 30 } = options
  const loop: Loop = { ...options, pollSeconds, api: telegramApi(account, apiRoot) }
  let offset: number | undefined
  let backoff = FIRST_BACKOFF_SECONDS
  let isWebhookGone = false
  while (!signal.aborted) {
    await pause((await sharedPause.read()) * 1000, signal)
    if (signal.aborted) break
    isWebhookGone ||= await removeWebhook(loop)
    const round: Round = isWebhookGone ? await poll(loop, offset) : { kind: 'wait', seconds: 0 }
    if (signal.aborted) break
    // After trouble none: unconfirmed updates come once more, which the inbox knows.
    offset = round.kind === 'stored' ? round.offset : undefined
    if (round.kind === 'stored') {
      backoff = FIRST_BACKOFF_SECONDS
      continue
    }
    // Whatever went wrong, somebody may have set a webhook meanwhile: that is one of the causes of 409.
    isWebhookGone = false
    await pause(Math.max(round.seconds, backoff) * 1000, signal)
    backoff = Math.min(backoff * 2, MAX_BACKOFF_SECONDS)
  }
  log.info({ accountId: account.id }, 'Telegram polling stopped')
}

async function removeWebhook({ api, account, log, signal, sharedPause }: Loop): Promise<boolean> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(15_000)])
  const removed = await attempt(() => api.callApi('deleteWebhook', { drop_pending_updates: false }, until(limit)))
  if (removed.kind !== 'ok' && !signal.aborted) logTrouble(log, account, removed)
  if (removed.kind === 'rate_limited') await sharedPause.extend(removed.retryAfterSeconds)
  return removed.kind === 'ok'
}

/** One long poll. The next poll's offset confirms this one's updates, so it moves only after all are stored. */
async function poll(loop: Loop, offset: number | undefined): Promise<Round> {
  const { api, account, log, signal, pollSeconds } = loop
  const payload = {
    timeout: pollSeconds,
    allowed_updates: ALLOWED_UPDATES,
    ...(offset === undefined ? {} : { offset }),
  }
  const limit = AbortSignal.any([signal, AbortSignal.timeout((pollSeconds + 15) * 1000)])
  const updates = await attempt(() => api.callApi('getUpdates', payload, until(limit)))
  if (updates.kind === 'ok') return storeAll(loop, updates.result)
  if (!signal.aborted) logTrouble(log, account, updates)
  if (updates.kind === 'rate_limited') await loop.sharedPause.extend(updates.retryAfterSeconds)
  return { kind: 'wait', seconds: 0 }
}

/** In order, as the inbox's order is the conversation's. An empty answer has confirmed all: the offset is dropped. */
async function storeAll(loop: Loop, updates: readonly unknown[]): Promise<Round> {
  let offset: number | undefined
  for (const update of updates) {
    if (loop.signal.aborted) return { kind: 'wait', seconds: 0 }
    const stored = await store(loop, update)
    if (stored === 'not stored') return { kind: 'wait', seconds: 0 }
    if (stored !== 'unreadable') offset = stored + 1
  }
  const isUnreadable = updates.length > 0 && offset === undefined
  return isUnreadable ? { kind: 'wait', seconds: MAX_BACKOFF_SECONDS } : { kind: 'stored', offset }
}

async function store({ account, receive, log }: Loop, update: unknown): Promise<number | 'unreadable' | 'not stored'> {
  const inbound = parseUpdate(account.id, update)
  if (!inbound) {
    log.warn({ accountId: account.id }, 'Telegram sent an update without an id')
    return 'unreadable'
  }
  try {
    await receive(inbound)
    return Number(inbound.eventId)
  } catch (error) {
    log.error({ accountId: account.id, eventId: inbound.eventId, error: errorName(error) }, 'update not stored')
    return 'not stored'
  }
}

function logTrouble(log: Logger, { id }: Account, trouble: Exclude<ApiResult<unknown>, { kind: 'ok' }>): void {
  log.warn({ accountId: id, trouble: 'reason' in trouble ? trouble.reason : trouble.kind }, 'Telegram polling pauses')
}
