import { type Selectable, sql } from 'kysely'
import type { Conversation, Inbox } from '../platform/database.generated.js'
import type { Db, Tx } from '../platform/db.js'

/** `isPaused`: the platform wants the account to keep still. `drafts`: files that belong to no tip yet. */
export type ConversationRow = Selectable<Conversation> & { isPaused: boolean; drafts: string[] }
export type InboxRow = Selectable<Inbox>

/** Longer than a healthy statement holds a row that turns want too, such as a tip's. */
const SHARED_LOCK_MS = 250

/**
 * The lanes' locks: those that another worker holds are left out. `for no key update` lets events that name the
 * conversation still be stored meanwhile. Several at once wait for no other lock long: who holds one up is then taken
 * alone.
 */
export async function lockConversations(tx: Tx, ids: readonly string[]): Promise<ConversationRow[]> {
  return tx
    .selectFrom('conversation')
    .selectAll()
    .select(
      sql<boolean>`coalesce((select paused_until > clock_timestamp() from account where id = account_id), false)`.as(
        'isPaused',
      ),
    )
    .select(
      sql<string[]>`array(
        select a.id::text from attachment a where a.conversation_id = conversation.id and ${isDraft}
      )`.as('drafts'),
    )
    .where(sql<boolean>`id = any(${ids}::bigint[])`)
    .$if(ids.length > 1, (query) =>
      query.where(sql<boolean>`set_config('lock_timeout', ${String(SHARED_LOCK_MS)}, true) <> ''`),
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .skipLocked()
    .execute()
}

export async function listDrafts(tx: Tx, conversationId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('attachment as a')
    .select('a.id')
    .where('a.conversationId', '=', conversationId)
    .where(isDraft)
    .execute()
  return rows.map(({ id }) => id)
}

/** Of `a`: in no tip, and its event has been taken, so that the talk knows of it. */
const isDraft = sql<boolean>`a.tip_id is null
  and not exists (select from inbox i where i.id = a.inbox_id and i.done_at is null)`

/** Marks the oldest event of each as done when it is due and its files are there; a rollback puts it back. */
export async function takeNextEvents(tx: Tx, conversationIds: readonly string[]): Promise<InboxRow[]> {
  return tx
    .updateTable('inbox')
    .set({ doneAt: sql`clock_timestamp()` })
    .where('id', 'in', oldestOpen(conversationIds))
    .where('nextTryAt', '<=', sql<Date>`clock_timestamp()`)
    .where('files', '<>', 'wanted')
    .returningAll()
    .execute()
}

/** The oldest event of each that is not done; whether it is due is the caller's question, by the database's clock. */
export async function listNextEvents(
  tx: Tx,
  conversationIds: readonly string[],
): Promise<(InboxRow & { isDue: boolean })[]> {
  if (conversationIds.length === 0) return []
  return tx
    .selectFrom('inbox')
    .selectAll()
    .select(sql<boolean>`next_try_at <= clock_timestamp()`.as('isDue'))
    .where('id', 'in', oldestOpen(conversationIds))
    .execute()
}

function oldestOpen(conversationIds: readonly string[]) {
  return sql<string>`(
    select head.id from unnest(${conversationIds}::bigint[]) c (id), lateral (
      select i.id from inbox i where i.conversation_id = c.id and i.done_at is null order by i.id limit 1
    ) head
  )`
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
