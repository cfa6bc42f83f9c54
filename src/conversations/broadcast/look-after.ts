import { sql } from 'kysely'
import type { Db } from '../../platform/db.js'
import type { Shell } from '../shell.js'
import type { BroadcastSender } from './sender.js'

/** Finds what no wake-up reached: due shards, and people whose sender is gone. */
export async function sweepBroadcasts({ db, deps }: Shell, sender: BroadcastSender): Promise<void> {
  const now = deps.clock.now()
  await releaseLeases(db, now)
  for (const shardId of await listDueShards(db, now)) sender.kick(shardId)
}

/**
 * The process that was sending to these people is gone, and nobody knows whether the message arrived. The broadcast
 * says whether they get it again.
 */
async function releaseLeases(db: Db, now: Date): Promise<void> {
  await sql`
    with lost as (
      update broadcast_recipient r
      set state = case when b.on_uncertain = 'resend' then 'pending' else 'uncertain' end,
        reason = 'interrupted', lease_until = null, not_before = null
      from broadcast b
      where b.id = r.broadcast_id and r.state = 'sending' and r.lease_until < clock_timestamp()
      returning r.broadcast_id, r.account_id, r.shard, r.state
    )
    update broadcast_shard s set due_at = ${now}
    from (select distinct broadcast_id, account_id, shard from lost where state = 'pending') l
    where s.broadcast_id = l.broadcast_id and s.account_id = l.account_id and s.shard = l.shard`.execute(db)
}

/** One of each account is enough: its line goes on from there. */
async function listDueShards(db: Db, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('broadcastShard')
    .innerJoin('broadcast', 'broadcast.id', 'broadcastShard.broadcastId')
    .distinctOn('broadcastShard.accountId')
    .select(['broadcastShard.accountId', 'broadcastShard.broadcastId', 'broadcastShard.shard'])
    .where('broadcast.state', '=', 'sending')
    .where('broadcast.stopAt', '>', now)
    .where('broadcastShard.dueAt', '<=', now)
    .orderBy('broadcastShard.accountId')
    .execute()
  return rows.map(({ accountId, broadcastId, shard }) => `${broadcastId}/${shard}/${accountId}`)
}
