import type { Logger } from 'pino'
import type { Account, Channel, SendResult } from '../../conversations/channel.js'
import type { Outgoing } from '../../engine/message.js'
import { withNumberedChoices } from '../../engine/numbered.js'
import { attempt, telegramApi, until } from './api.js'
import { fetchFile } from './fetch-file.js'
import { inlineKeyboard } from './keyboard.js'
import { MAX_BUTTONS, MAX_TEXT, TELEGRAM_API_ROOT } from './limits.js'
import { splitText } from './split-text.js'
import { wellFormed } from './well-formed.js'

type Options = { log: Logger; apiRoot?: string | undefined; fetch?: typeof fetch | undefined }

/** All parts of one message together, so that the sender's lease outlives them. */
const SEND_MS = 15_000
const ACKNOWLEDGE_MS = 5_000

export function telegramChannel({ log, apiRoot = TELEGRAM_API_ROOT, fetch = globalThis.fetch }: Options): Channel {
  return {
    name: 'telegram',
    capabilities: { maxText: MAX_TEXT, maxButtonLabel: 64, maxButtons: MAX_BUTTONS, buttons: true, media: true },
    send: (account, address, message) => send(apiRoot, account, address, message),
    fetchFile: (account, fileRef, maxBytes) => fetchFile({ fetch, apiRoot }, account, fileRef, maxBytes),
    acknowledgeChoice: (account, callbackId) => acknowledge({ log, apiRoot }, account, callbackId),
  }
}

/** A long text goes out in parts; if a later part fails, the retry repeats the earlier ones. */
async function send(apiRoot: string, account: Account, address: string, message: Outgoing): Promise<SendResult> {
  const api = telegramApi(account, apiRoot)
  const signal = AbortSignal.timeout(SEND_MS)
  const parts = splitText(wellFormed(withNumberedChoices(message)), MAX_TEXT)
  const keyboard = inlineKeyboard(message)
  let messageId: string | undefined
  for (const [index, text] of parts.entries()) {
    const isLast = index === parts.length - 1
    const payload = {
      chat_id: address,
      text,
      link_preview_options: { is_disabled: true },
      ...(isLast && keyboard.length > 0 ? { reply_markup: { inline_keyboard: keyboard } } : {}),
    }
    const sent = await attempt(() => api.callApi('sendMessage', payload, until(signal)))
    if (sent.kind !== 'ok') return sent
    messageId = String(sent.result.message_id)
  }
  return messageId === undefined ? { kind: 'sent' } : { kind: 'sent', messageId }
}

async function acknowledge(
  { log, apiRoot }: { log: Logger; apiRoot: string },
  account: Account,
  callbackId: string,
): Promise<SendResult> {
  const api = telegramApi(account, apiRoot)
  const signal = AbortSignal.timeout(ACKNOWLEDGE_MS)
  const payload = { callback_query_id: callbackId }
  const answered = await attempt(() => api.callApi('answerCallbackQuery', payload, until(signal)))
  if (answered.kind === 'ok') return { kind: 'sent' }
  log.info({ accountId: account.id, result: answered.kind }, 'button press not acknowledged')
  return answered
}
