import { sql } from 'kysely'
import type { Db } from '../../platform/db.js'
import { unreachable } from '../../platform/errors.js'
import type { SendResult } from '../channel.js'
import type { Claimed, Shard } from './claim.js'

export type Settled = {
  conversationId: string
  state: 'pending' | 'sent' | 'blocked' | 'failed' | 'uncertain'
  reason: string | null
  messageId: string | null
  /** Seconds from now, of what is tried again. */
  retrySeconds: number | null
  attempts: number
}

/** How often a platform may answer with trouble of its own before this person is given up. */
const MOST_ATTEMPTS = 8

/**
 * What a call's end means for its recipient. Nothing is given up because a network is down; what may have arrived is
 * sent again only where the broadcast says so.
 */
export function judgeSend(
  { conversationId, attempts }: Pick<Claimed, 'conversationId' | 'attempts'>,
  result: SendResult,
  onUncertain: 'skip' | 'resend',
): Settled {
  const settled = { conversationId, messageId: null, retrySeconds: null, attempts, reason: null }
  switch (result.kind) {
    case 'sent':
      return { ...settled, state: 'sent', messageId: result.messageId ?? null, reason: pictureNote(result) }
    case 'blocked':
      return { ...settled, state: 'blocked' }
    case 'rejected':
      return { ...settled, state: 'failed', reason: result.reason }
    case 'rate_limited':
      return { ...settled, state: 'pending', retrySeconds: result.retryAfterSeconds, attempts: attempts - 1 }
    case 'failed':
      return judgeFailure({ ...settled, reason: result.reason }, result.isUnsure === true, onUncertain)
    default:
      return unreachable(result)
  }
}

function judgeFailure(settled: Omit<Settled, 'state'>, isUnsure: boolean, onUncertain: 'skip' | 'resend'): Settled {
  const retrySeconds = Math.min(2 ** settled.attempts, 300)
  if (isUnsure && onUncertain === 'skip') return { ...settled, state: 'uncertain' }
  const isOver = settled.attempts >= MOST_ATTEMPTS
  if (isUnsure && isOver) return { ...settled, state: 'uncertain' }
  // The network's trouble is nobody's in particular: it ends, or the broadcast's own time does.
  const isNetwork = settled.reason?.startsWith('network') === true
  if (isOver && !isNetwork) return { ...settled, state: 'failed' }
  return { ...settled, state: 'pending', retrySeconds }
}

function pictureNote(result: { pictureRefused?: true }): string | null {
  return result.pictureRefused ? 'picture refused' : null
}

/**
 * One statement for all calls that came back meanwhile. Its commit may be forgotten by a crash of the machine: then
 * these rows are uncertain, which is true. Only what is still `sending` changes, so that it may run twice.
 */
export async function settleRecipients(db: Db, shard: Shard, settled: readonly Settled[], now: Date): Promise<void> {
  if (settled.length === 0) return
  const column = <Key extends keyof Settled>(key: Key) => settled.map((one) => one[key])
  await sql`
    with settled as (
      select * from unnest(
        ${column('conversationId')}::bigint[], ${column('state')}::text[], ${column('reason')}::text[],
        ${column('messageId')}::text[], ${column('retrySeconds')}::float8[], ${column('attempts')}::int[]
      ) as t (conversation_id, state, reason, message_id, retry_seconds, attempts)
    ), changed as (
      update broadcast_recipient r
      set state = settled.state, reason = settled.reason, message_id = settled.message_id, attempts = settled.attempts,
        lease_until = null,
        not_before = ${now}::timestamptz + interval '1 second' * settled.retry_seconds,
        sent_at = case when settled.state = 'sent' then clock_timestamp() end
      from settled
      where r.broadcast_id = ${shard.broadcastId} and r.conversation_id = settled.conversation_id and r.state = 'sending'
        and set_config('synchronous_commit', 'off', true) = 'off'
      returning r.conversation_id, r.state, r.reason
    ), gone as (
      update subscription s set left_at = ${now}, left_because = 'gone'
      from changed
      where s.conversation_id = changed.conversation_id and changed.state = 'failed'
        and changed.reason = 'chat not found' and s.left_at is null
    )
    update conversation c set blocked_at = ${now}
    from changed
    where c.id = changed.conversation_id and changed.state = 'blocked' and c.blocked_at is null`.execute(db)
  if (settled.some(({ state }) => state === 'pending')) await makeDue(db, shard, now)
}

/** Rows that go back to `pending` make their shard due, whoever closed it meanwhile. */
async function makeDue(db: Db, { accountId, broadcastId, shard }: Shard, now: Date): Promise<void> {
  await db
    .updateTable('broadcastShard')
    .set({ dueAt: now })
    .where('broadcastId', '=', broadcastId)
    .where('accountId', '=', accountId)
    .where('shard', '=', shard)
    .execute()
}

/** What was claimed and never called goes back as it was. */
export async function giveBack(db: Db, shard: Shard, rows: readonly Claimed[], now: Date): Promise<void> {
  const back = rows.map(({ conversationId, attempts }) => ({
    ...{ conversationId, state: 'pending' as const, reason: null, messageId: null, retrySeconds: null },
    attempts: attempts - 1,
  }))
  await settleRecipients(db, shard, back, now)
}
