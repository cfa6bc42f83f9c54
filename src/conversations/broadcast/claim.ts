import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../platform/db.js'

export type Shard = { accountId: string; broadcastId: string; shard: number }
export type Claimed = { conversationId: string; address: Buffer | null; attempts: number }

/** Longer than a call may take; what is still `sending` after it belongs to a process that is gone. */
const LEASE_SECONDS = 30
/** Behind the last message to the same person, whoever sent it: the platforms want no more than one a second. */
const CHAT_GAP = sql`interval '1 second'`
const LATER = sql`interval '1500 milliseconds'`

/**
 * Takes up to `max` people of a shard for the caller, and commits before anybody is called: a crash in between leaves
 * them `sending`, which is all that is ever uncertain. Whoever has quiet hours, or a reply on its way, is put off in
 * the same statement; whoever stopped or blocked us since the audience was frozen drops out. Nothing once the
 * broadcast is not `sending` any more. `minute`: of the day in Vietnam.
 */
export async function claimRecipients(
  db: Db,
  { accountId, broadcastId, shard }: Shard,
  { max, minute, now }: { max: number; minute: number; now: Date },
): Promise<Claimed[]> {
  const { rows } = await sql<Claimed & { state: string }>`
    with due as (
      select r.conversation_id,
        case
          when not exists (select from subscription s where s.conversation_id = r.conversation_id and s.left_at is null)
            then 'left'
          when exists (select from conversation c where c.id = r.conversation_id and c.blocked_at is not null)
            then 'blocked'
        end as gone,
        ${isQuiet(minute)} and not b.is_emergency as is_quiet,
        ${isBusy} as is_busy
      from broadcast_recipient r
      join broadcast b on b.id = r.broadcast_id and b.state = 'sending' and b.stop_at > ${now}
      where r.account_id = ${accountId} and r.broadcast_id = ${broadcastId} and r.shard = ${shard}
        and r.state = 'pending' and (r.not_before is null or r.not_before <= ${now})
      order by r.conversation_id
      limit ${max}
      for update of r skip locked
    ), next as (
      select conversation_id, gone, is_quiet,
        case when gone is not null then 'ineligible' when is_quiet or is_busy then 'pending' else 'sending' end as state
      from due
    )
    update broadcast_recipient r
    set
      state = next.state,
      reason = next.gone,
      not_before = case
        when next.state <> 'pending' then null
        when next.is_quiet then ${now}::timestamptz + interval '1 minute' * ((r.quiet_until - ${minute}::int + 1440) % 1440)
        else ${now}::timestamptz + ${LATER}
      end,
      attempts = r.attempts + case when next.state = 'sending' then 1 else 0 end,
      lease_until = case when next.state = 'sending'
        then clock_timestamp() + interval '1 second' * ${LEASE_SECONDS} end
    from next
    where r.broadcast_id = ${broadcastId} and r.conversation_id = next.conversation_id
    returning r.conversation_id, r.attempts, r.state,
      (select address from conversation where id = r.conversation_id) as address`.execute(db)
  return rows.filter(({ state }) => state === 'sending')
}

function isQuiet(minute: number): RawBuilder<boolean> {
  return sql<boolean>`case when r.quiet_from <= r.quiet_until
    then ${minute} >= r.quiet_from and ${minute} < r.quiet_until
    else ${minute} >= r.quiet_from or ${minute} < r.quiet_until end`
}

/** A reply waits or has just gone, or another bulletin: looks at the newest row of each alone. */
const isBusy = sql<boolean>`(
  coalesce((
    select o.status in ('pending', 'sending') or o.sent_at > clock_timestamp() - ${CHAT_GAP}
    from outbox o where o.conversation_id = r.conversation_id order by o.id desc limit 1
  ), false)
  or exists (
    select from broadcast_recipient o
    where o.conversation_id = r.conversation_id and o.broadcast_id <> r.broadcast_id
      and (o.state = 'sending' or o.sent_at > clock_timestamp() - ${CHAT_GAP})
  )
)`

/** The shard whose turn it is: warnings that cannot wait first, then `wanted`, then whatever was begun first. */
export async function findDueShard(db: Db, { accountId, ...wanted }: Shard, now: Date): Promise<Shard | null> {
  const row = await db
    .selectFrom('broadcastShard')
    .innerJoin('broadcast', 'broadcast.id', 'broadcastShard.broadcastId')
    .select(['broadcastShard.broadcastId', 'broadcastShard.shard'])
    .where('broadcastShard.accountId', '=', accountId)
    .where('broadcastShard.dueAt', '<=', now)
    .where('broadcast.state', '=', 'sending')
    .where('broadcast.stopAt', '>', now)
    .orderBy('broadcast.isEmergency', 'desc')
    .orderBy(sql`(broadcast.id, broadcast_shard.shard) = (${wanted.broadcastId}::bigint, ${wanted.shard}::int)`, 'desc')
    .orderBy('broadcast.startAt')
    .orderBy('broadcast.id')
    .orderBy('broadcastShard.shard')
    .limit(1)
    .executeTakeFirst()
  return row ? { accountId, ...row } : null
}

/** All of the shard who sleep now, at once: they come back when their quiet hours end. */
export async function putOffQuiet(
  db: Db,
  { accountId, broadcastId, shard }: Shard,
  { minute, now }: { minute: number; now: Date },
): Promise<void> {
  await sql`
    update broadcast_recipient r
    set not_before = ${now}::timestamptz + interval '1 minute' * ((r.quiet_until - ${minute}::int + 1440) % 1440)
    from broadcast b
    where b.id = r.broadcast_id and not b.is_emergency
      and r.account_id = ${accountId} and r.broadcast_id = ${broadcastId} and r.shard = ${shard} and r.state = 'pending'
      and (r.not_before is null or r.not_before <= ${now}) and ${isQuiet(minute)}`.execute(db)
}

/** When the shard has something to do again, from its rows; null when nobody is left to wait for. */
export async function noteNextDue(db: Db, { accountId, broadcastId, shard }: Shard, now: Date): Promise<void> {
  await sql`
    update broadcast_shard s
    set due_at = (
      select min(coalesce(r.not_before, ${now}::timestamptz)) from broadcast_recipient r
      where r.account_id = s.account_id and r.broadcast_id = s.broadcast_id and r.shard = s.shard and r.state = 'pending'
    )
    where s.broadcast_id = ${broadcastId} and s.account_id = ${accountId} and s.shard = ${shard}`.execute(db)
}
