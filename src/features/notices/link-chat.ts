import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'

const TYPED = /^\s*lk[\s-]?([0-9a-z]{10})\s*$/i
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const VALID_MINUTES = 15

/** A one-time code for the officer's own chat; typed there as `LK-…` or opened as a deep link. Replaces earlier ones. */
export async function makeChatLinkCode(tx: Tx, deps: Deps, officerId: string): Promise<string> {
  const code = [...deps.ids.bytes(10)].map((byte) => ALPHABET[byte % 32]).join('')
  const now = deps.clock.now()
  await tx.deleteFrom('oneTimeLink').where('kind', '=', 'link_chat').where('officerId', '=', officerId).execute()
  await tx
    .insertInto('oneTimeLink')
    .values({
      kind: 'link_chat',
      officerId,
      tokenHash: deps.keys.hash('chat-link', code),
      expiresAt: new Date(now.getTime() + VALID_MINUTES * 60_000),
    })
    .execute()
  return `LK-${code.toUpperCase()}`
}

type ChatLink = { kind: 'not_a_code' } | { kind: 'linked' } | { kind: 'wrong' }

/** Ties this chat to the officer whose unused code was typed. One chat an officer, one officer a chat. */
async function linkChat(tx: Tx, deps: Deps, conversationId: string, typed: string): Promise<ChatLink> {
  const code = TYPED.exec(typed)?.[1]?.toLowerCase()
  if (!code) return { kind: 'not_a_code' }
  const now = deps.clock.now()
  const link = await tx
    .updateTable('oneTimeLink')
    .set({ usedAt: now })
    .where('tokenHash', '=', deps.keys.hash('chat-link', code))
    .where('kind', '=', 'link_chat')
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returning('officerId')
    .executeTakeFirst()
  if (!link?.officerId) return { kind: 'wrong' }
  await tx
    .deleteFrom('officerChat')
    .where((where) => where.or([where('conversationId', '=', conversationId), where('officerId', '=', link.officerId)]))
    .execute()
  await tx.insertInto('officerChat').values({ officerId: link.officerId, conversationId, linkedAt: now }).execute()
  return { kind: 'linked' }
}

export async function unlinkChat(tx: Tx, officerId: string): Promise<void> {
  await tx.deleteFrom('officerChat').where('officerId', '=', officerId).execute()
}

/** The reply to a link code typed in a chat, or null for any other message. */
export async function linkReply(tx: Tx, deps: Deps, conversationId: string, text: string): Promise<string | null> {
  const link = await linkChat(tx, deps, conversationId, text)
  if (link.kind === 'not_a_code') return null
  return link.kind === 'linked' ? LINKED : WRONG
}

const LINKED =
  'Đã liên kết. Từ nay thông báo có tin mới (chỉ số tin, loại tin và thời hạn) và bản tin gửi thử của đồng chí đến cuộc trò chuyện này.'
const WRONG = 'Mã liên kết không đúng hoặc đã hết hạn. Hãy lấy mã mới trong trang Tài khoản của tôi.'
