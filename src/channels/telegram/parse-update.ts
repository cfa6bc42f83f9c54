import type { Inbound, InboundContent } from '../../engine/message.js'
import { readContent, readEdit } from './message-content.js'
import { type TelegramCallback, type TelegramMembership, type TelegramMessage, Update } from './update-shape.js'

type Talk = { chatId: string; sentAt?: Date; content: InboundContent }

/**
 * Nothing comes back only where there is no integer `update_id`. A shape that we do not know is `unknown`:
 * stored, so that Telegram never keeps a chat waiting for it. Groups and channels are not served.
 */
export function parseUpdate(accountId: string, body: unknown): Inbound | undefined {
  const update = Update.safeParse(body)
  if (!update.success) return undefined
  const event = { accountId, eventId: String(update.data.update_id) }
  const talk = readTalk(update.data)
  if (!talk || talk.content.kind === 'unknown') return { ...event, content: { kind: 'unknown' } }
  const { chatId, sentAt, content } = talk
  return { ...event, conversationKey: chatId, address: chatId, ...(sentAt ? { sentAt } : {}), content }
}

function readTalk(update: Update): Talk | undefined {
  if (update.message) return fromMessage(update.message, update.message.date, readContent)
  if (update.edited_message) {
    const { edit_date, date } = update.edited_message
    return fromMessage(update.edited_message, edit_date ?? date, readEdit)
  }
  if (update.callback_query) return fromCallback(update.callback_query)
  if (update.my_chat_member) return fromMembership(update.my_chat_member)
  return undefined
}

function fromMessage(
  message: TelegramMessage,
  seconds: number | undefined,
  read: (message: TelegramMessage) => InboundContent,
): Talk | undefined {
  if (message.chat.type !== 'private') return undefined
  return { chatId: message.chat.id, ...at(seconds), content: read(message) }
}

/** Data of another form than ours belongs to no question: the engine answers it as an old button. */
function fromCallback({ id, from, message, data }: TelegramCallback): Talk | undefined {
  if (message.chat.type !== 'private') return undefined
  const colon = data.indexOf(':')
  const [waitId, value] = colon < 0 ? ['', data] : [data.slice(0, colon), data.slice(colon + 1)]
  return { chatId: from.id, content: { kind: 'choice', waitId, value, callbackId: id } }
}

function fromMembership({ chat, date, new_chat_member }: TelegramMembership): Talk | undefined {
  if (chat.type !== 'private') return undefined
  const { status } = new_chat_member
  if (status === 'kicked' || status === 'left') return { chatId: chat.id, ...at(date), content: { kind: 'blocked' } }
  if (status === 'member') return { chatId: chat.id, ...at(date), content: { kind: 'unblocked' } }
  return undefined
}

function at(seconds: number | undefined): { sentAt?: Date } {
  return seconds === undefined ? {} : { sentAt: new Date(seconds * 1000) }
}
