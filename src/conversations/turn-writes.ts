import { sql } from 'kysely'
import type { Outgoing } from '../engine/message.js'
import type { Tx } from '../platform/db.js'
import type { Keys } from '../platform/keys.js'
import type { Seen } from './run-engine.js'

/** What turns of one transaction leave behind, kept until all are taken: then each table needs one statement. */
export type TurnWrites = { states: StateWrite[]; messages: MessageWrite[] }
type StateWrite = Seen & { conversationId: string; state: Buffer | null; timeoutAt: Date | null }
type MessageWrite = { accountId: string; conversationId: string; isBlocked: boolean; message: Outgoing }

/** A message that the transaction of its turn claimed for us: nobody else sends it while the lease runs. */
export type ClaimedReply = { id: string; accountId: string; conversationId: string; body: Buffer; attempts: number }

export function newWrites(): TurnWrites {
  return { states: [], messages: [] }
}

/** Under the lock on each conversation. The replies that nothing holds back are claimed: send them after the commit. */
export async function saveWrites(tx: Tx, keys: Keys, { states, messages }: TurnWrites): Promise<ClaimedReply[]> {
  if (states.length > 0) await saveStates(tx, states)
  return messages.length > 0 ? insertReplies(tx, keys, messages) : []
}

async function saveStates(tx: Tx, states: readonly StateWrite[]): Promise<void> {
  await sql`
    update conversation set
      state = g.state, timeout_at = g.timeout_at,
      last_event_at = coalesce(g.last_event_at, conversation.last_event_at),
      last_sent_at = coalesce(g.last_sent_at, conversation.last_sent_at)
    from unnest(
      ${states.map((row) => row.conversationId)}::bigint[], ${states.map((row) => row.state)}::bytea[],
      ${states.map((row) => row.timeoutAt)}::timestamptz[], ${states.map((row) => row.lastEventAt ?? null)}::timestamptz[],
      ${states.map((row) => row.lastSentAt ?? null)}::timestamptz[]
    ) as g (id, state, timeout_at, last_event_at, last_sent_at)
    where conversation.id = g.id`.execute(tx)
}

/**
 * In order. A reply is claimed when its chat has no older message on its way, and no bulletin that just left: these the
 * usual sender looks after.
 */
async function insertReplies(tx: Tx, keys: Keys, messages: readonly MessageWrite[]): Promise<ClaimedReply[]> {
  const bodies = messages.map(({ message, conversationId }) =>
    keys.seal('outbox', JSON.stringify(message), conversationId),
  )
  const { rows } = await sql<Omit<ClaimedReply, 'body'> & { place: string; status: string }>`
    with given as (
      select g.*, case when g.is_blocked then 'blocked' when ${isChatQuiet} then 'sending' else 'pending' end as status
      from unnest(
        ${messages.map((row) => row.accountId)}::text[], ${messages.map((row) => row.conversationId)}::bigint[],
        ${messages.map((row) => row.isBlocked)}::bool[], ${bodies}::bytea[]
      ) with ordinality as g (account_id, conversation_id, is_blocked, body, place)
    )
    insert into outbox (account_id, conversation_id, body, status, attempts, lease_until)
    select account_id, conversation_id, body, status, case status when 'sending' then 1 else 0 end,
      case status when 'sending' then clock_timestamp() + interval '30 seconds' end
    from given order by place
    returning id, account_id, conversation_id, attempts, status`.execute(tx)
  return rows.flatMap(({ status, ...row }, index) => {
    const body = bodies[index]
    return status === 'sending' && body ? [{ ...row, body }] : []
  })
}

const isChatQuiet = sql<boolean>`not exists (
    select from outbox o where o.conversation_id = g.conversation_id and o.status in ('pending', 'sending')
  ) and not exists (
    select from broadcast_recipient r
    where r.conversation_id = g.conversation_id
      and ((r.message_id is not null and r.sent_at > clock_timestamp() - interval '1 second')
        or (r.state = 'sending' and r.lease_until > clock_timestamp()))
  )`
