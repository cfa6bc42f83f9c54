import type { Logger } from 'pino'
import { z } from 'zod'
import type { Account, Channel, Sendable, SendResult } from '../../conversations/channel.js'
import { withNumberedChoices } from '../../engine/numbered.js'
import { attempt, telegramApi, until } from './api.js'
import { callTelegram } from './call.js'
import { fetchFile } from './fetch-file.js'
import { inlineKeyboard } from './keyboard.js'
import { MAX_BUTTONS, MAX_CAPTION, MAX_TEXT, TELEGRAM_API_ROOT } from './limits.js'
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
    bulletins: { via: 'call' },
    send: (account, address, message) => send(apiRoot, account, address, message),
    fetchFile: (account, fileRef, maxBytes) => fetchFile({ fetch, apiRoot }, account, fileRef, maxBytes),
    acknowledgeChoice: (account, callbackId) => acknowledge({ log, apiRoot }, account, callbackId),
  }
}

/** A long text goes out in parts; if a later part fails, the retry repeats the earlier ones. */
async function send(apiRoot: string, account: Account, address: string, message: Sendable): Promise<SendResult> {
  const call: Call = { account, apiRoot, signal: AbortSignal.timeout(SEND_MS), address }
  const text = wellFormed(withNumberedChoices(message))
  const keyboard = inlineKeyboard(message)
  const markup = keyboard.length > 0 ? { reply_markup: { inline_keyboard: keyboard } } : {}
  if (!message.picture) return sendText(call, text, markup)
  if (text.length <= MAX_CAPTION) return sendPicture(call, message.picture, { caption: text, ...markup }, text, markup)
  const shown = await sendPicture(call, message.picture, {}, '', {})
  if (shown.kind !== 'sent') return shown
  const sent = await sendText(call, text, markup)
  return sent.kind === 'sent' ? { ...shown, ...sent } : sent
}

type Call = { account: Account; apiRoot: string; signal: AbortSignal; address: string }
const SentMessage = z.object({ message_id: z.number() })

type Markup = { reply_markup?: { inline_keyboard: ReturnType<typeof inlineKeyboard> } }

async function sendText({ address, ...where }: Call, text: string, markup: Markup): Promise<SendResult> {
  const parts = splitText(text, MAX_TEXT)
  let messageId: string | undefined
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1
    const payload = {
      chat_id: address,
      text: part,
      link_preview_options: { is_disabled: true },
      ...(isLast && markup),
    }
    const sent = await callTelegram({ ...where, method: 'sendMessage', payload })
    if (sent.kind !== 'ok') return sent
    messageId = String(SentMessage.parse(sent.result).message_id)
  }
  return messageId === undefined ? { kind: 'sent' } : { kind: 'sent', messageId }
}

/** A picture that Telegram refuses keeps nobody from the words. */
async function sendPicture(
  call: Call,
  picture: NonNullable<Sendable['picture']>,
  extra: { caption?: string } & Markup,
  text: string,
  markup: Markup,
): Promise<SendResult> {
  const { account, apiRoot, signal, address } = call
  const api = telegramApi(account, apiRoot)
  const photo = 'ref' in picture ? picture.ref : { source: picture.bytes, filename: 'hinh.jpg' }
  const sent = await attempt(() => api.callApi('sendPhoto', { chat_id: address, photo, ...extra }, until(signal)))
  if (sent.kind === 'rejected' && sent.reason !== 'chat not found') {
    const instead = text === '' ? ({ kind: 'sent' } as const) : await sendText(call, text, markup)
    return instead.kind === 'sent' ? { ...instead, pictureRefused: true } : instead
  }
  if (sent.kind !== 'ok') return sent
  const pictureRef = 'photo' in sent.result ? sent.result.photo.at(-1)?.file_id : undefined
  return { kind: 'sent', messageId: String(sent.result.message_id), ...(pictureRef && { pictureRef }) }
}

async function acknowledge(
  { log, apiRoot }: { log: Logger; apiRoot: string },
  account: Account,
  callbackId: string,
): Promise<SendResult> {
  const signal = AbortSignal.timeout(ACKNOWLEDGE_MS)
  const payload = { callback_query_id: callbackId }
  const answered = await callTelegram({ account, apiRoot, method: 'answerCallbackQuery', payload, signal })
  if (answered.kind === 'ok') return { kind: 'sent' }
  log.info({ accountId: account.id, result: answered.kind }, 'button press not acknowledged')
  return answered
}
