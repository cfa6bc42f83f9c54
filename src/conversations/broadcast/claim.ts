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
 * the same statement. Nothing once the broadcast is not `sending` any more. `minute`: of the day in Vietnam.
 */
export async function claimRecipients(
  db: Db,
  { accountId, broadcastId, shard }: Shard,
  { max, minute, now }: { max: number; minute: number; now: Date },
): Promise<Claimed[]> {
  const { rows } = await sql<Claimed & { isTaken: boolean }>`
    with due as (
      select r.conversation_id, ${isQuiet(minute)} and not b.is_emergency as is_quiet, ${isBusy} as is_busy
      from broadcast_recipient r
      join broadcast b on b.id = r.broadcast_id and b.state = 'sending' and b.stop_at > ${now}
      where r.account_id = ${accountId} and r.broadcast_id = ${broadcastId} and r.shard = ${shard}
        and r.state = 'pending' and (r.not_before is null or r.not_before <= ${now})
      order by r.conversation_id
      limit ${max}
      for update of r skip locked
    )
    update broadcast_recipient r
    set
      state = case when due.is_quiet or due.is_busy then 'pending' else 'sending' end,
      not_before = case
        when due.is_quiet then ${now}::timestamptz + interval '1 minute' * ((r.quiet_until - ${minute}::int + 1440) % 1440)
        when due.is_busy then ${now}::timestamptz + ${LATER}
      end,
      attempts = r.attempts + case when due.is_quiet or due.is_busy then 0 else 1 end,
      lease_until = case when due.is_quiet or due.is_busy then null
        else clock_timestamp() + interval '1 second' * ${LEASE_SECONDS} end
    from due
    where r.broadcast_id = ${broadcastId} and r.conversation_id = due.conversation_id
    returning r.conversation_id, r.attempts, r.state = 'sending' as is_taken,
      (select address from conversation where id = r.conversation_id) as address`.execute(db)
  return rows.filter(({ isTaken }) => isTaken)
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
