import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import type { Officer } from '../../platform/officer.js'
import { enqueueMessages } from '../../platform/outbox.js'
import { bulletinMessage } from '../bulletins/bulletin-message.js'
import { asOfficer } from '../officers/as-officer.js'
import { getSendable } from './sendable.js'

/** The bulletin as its readers would get it, into the officer's own linked chat. The conversation that it went to. */
export async function sendTest(tx: Tx, deps: Deps, officer: Officer, bulletinId: string): Promise<string> {
  const { bulletin, content } = await asOfficer(tx, officer, (limited) => getSendable(limited, officer, bulletinId))
  const chat = await tx
    .selectFrom('officerChat')
    .innerJoin('conversation', 'conversation.id', 'officerChat.conversationId')
    .select(['conversation.id', 'conversation.accountId'])
    .where('officerChat.officerId', '=', officer.id)
    .executeTakeFirst()
  if (!chat) {
    throw new AppError('conflict', 'Tài khoản của đồng chí chưa liên kết với cuộc trò chuyện nào.', {
      title: 'Chưa gửi thử được',
      todo: 'Xin mở trang Tài khoản của tôi, lấy mã liên kết rồi gõ vào kênh của đơn vị. Sau đó gửi thử lại.',
      back: '/console/me',
    })
  }
  const message = bulletinMessage({ ...content, slug: bulletin.slug }, { bulletinId, broadcastId: null })
  const text = `[Bản gửi thử, chỉ đồng chí nhận]\n\n${message.text}`
  await enqueueMessages(tx, deps.keys, { accountId: chat.accountId, conversationId: chat.id }, [{ ...message, text }])
  return chat.id
}
