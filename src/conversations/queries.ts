import { type Selectable, sql } from 'kysely'
import type { Conversation, Inbox } from '../platform/database.generated.js'
import type { Db, Tx } from '../platform/db.js'

/** `isPaused`: the platform wants the account to keep still. `hasDrafts`: files that belong to no tip yet. */
export type ConversationRow = Selectable<Conversation> & { isPaused: boolean; hasDrafts: boolean }
export type InboxRow = Selectable<Inbox>

/**
 * The lane's lock: null when another worker holds it. `for no key update` lets events that name the conversation
 * still be stored meanwhile.
 */
export async function lockConversation(tx: Tx, id: string): Promise<ConversationRow | null> {
  const row = await tx
    .selectFrom('conversation')
    .selectAll()
    .select(
      sql<boolean>`coalesce((select paused_until > clock_timestamp() from account where id = account_id), false)`.as(
        'isPaused',
      ),
    )
    .select(
      sql<boolean>`exists (select from attachment where conversation_id = conversation.id and tip_id is null)`.as(
        'hasDrafts',
      ),
    )
    .where('id', '=', id)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row ?? null
}

/** Marks the oldest event as done when it is due and its files are there; a rollback puts it back. */
export async function takeNextEvent(tx: Tx, conversationId: string): Promise<InboxRow | null> {
  const oldest = tx
    .selectFrom('inbox')
    .select('id')
    .where('conversationId', '=', conversationId)
    .where('doneAt', 'is', null)
    .orderBy('id')
    .limit(1)
  const row = await tx
    .updateTable('inbox')
    .set({ doneAt: sql`clock_timestamp()` })
    .where('id', '=', oldest)
    .where('nextTryAt', '<=', sql<Date>`clock_timestamp()`)
    .where('files', '<>', 'wanted')
    .returningAll()
    .executeTakeFirst()
  return row ?? null
}

/** The oldest event that is not done; whether it is due is the caller's question, by the database's clock. */
export async function findNextEvent(tx: Tx, conversationId: string): Promise<(InboxRow & { isDue: boolean }) | null> {
  const row = await tx
    .selectFrom('inbox')
    .selectAll()
    .select(sql<boolean>`next_try_at <= clock_timestamp()`.as('isDue'))
    .where('conversationId', '=', conversationId)
    .where('doneAt', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** At once, not after the usual days. */
export async function forgetBody(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('inbox').set({ body: null }).where('id', '=', id).execute()
}

/** Conversations with something to do: an oldest event that has been due for so long, or a question whose time is over. */
export async function listReadyConversations(db: Db, now: Date, max: number, overdueMs = 0): Promise<string[]> {
  const oldest = db
    .selectFrom('inbox')
    .distinctOn('conversationId')
    .select(['conversationId as id', 'nextTryAt'])
    .where('doneAt', 'is', null)
    .where('conversationId', 'is not', null)
    .orderBy('conversationId')
    .orderBy('inbox.id')
  const rows = await db
    .selectFrom(oldest.as('oldest'))
    .select('id')
    .where('nextTryAt', '<=', sql<Date>`clock_timestamp() - interval '1 millisecond' * ${overdueMs}`)
    .limit(max)
    .execute()
  const timedOut = await db
    .selectFrom('conversation')
    .select('id')
    .where('timeoutAt', '<=', now)
    .orderBy('timeoutAt')
    .limit(max)
    .execute()
  return [...new Set([...rows.map((row) => row.id), ...timedOut.map((row) => row.id)])].filter((id) => id !== null)
}

export async function setBlocked(tx: Tx, conversationId: string, blockedAt: Date): Promise<void> {
  await tx.updateTable('conversation').set({ blockedAt }).where('id', '=', conversationId).execute()
  await tx
    .updateTable('outbox')
    .set({ status: 'blocked', leaseUntil: null })
    .where('conversationId', '=', conversationId)
    .where('status', 'in', ['pending', 'sending'])
    .execute()
}

/** The person is back: what waited for them goes out first, in its old order. */
export async function clearBlocked(tx: Tx, conversationId: string): Promise<void> {
  await tx.updateTable('conversation').set({ blockedAt: null }).where('id', '=', conversationId).execute()
  await tx
    .updateTable('outbox')
    .set({ status: 'pending', attempts: 0, nextTryAt: sql`clock_timestamp()` })
    .where('conversationId', '=', conversationId)
    .where('status', '=', 'blocked')
    .execute()
}
