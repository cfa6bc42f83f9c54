import { sql } from 'kysely'
import type { Db } from '../../platform/db.js'
import { countStates } from './broadcast-queries.js'
import { countAftermath } from './outcome-queries.js'

const KEPT_DAYS = 30
const PURGE_BATCH = 20_000

/** The late-send guard: who was not reached by the broadcast's own end is not reached any more. */
export async function closeLate(db: Db, now: Date): Promise<void> {
  const late = await db
    .selectFrom('broadcast')
    .select('id')
    .where('state', 'in', ['sending', 'paused'])
    .where('stopAt', '<=', now)
    .execute()
  for (const { id } of late) await closeShards(db, id, 'late')
  const cancelled = await db
    .selectFrom('broadcastShard')
    .innerJoin('broadcast', 'broadcast.id', 'broadcastShard.broadcastId')
    .select('broadcast.id')
    .distinct()
    .where('broadcast.state', '=', 'cancelled')
    .where('broadcastShard.dueAt', 'is not', null)
    .execute()
  for (const { id } of cancelled) await closeShards(db, id, 'cancelled')
}

/** Shard by shard, so that nothing is locked for long. */
async function closeShards(db: Db, broadcastId: string, reason: 'late' | 'cancelled'): Promise<void> {
  const shards = await db
    .selectFrom('broadcastShard')
    .select(['accountId', 'shard'])
    .where('broadcastId', '=', broadcastId)
    .where('dueAt', 'is not', null)
    .execute()
  for (const { accountId, shard } of shards) {
    await sql`
      with closed as (
        update broadcast_recipient set state = 'ineligible', reason = ${reason}
        where account_id = ${accountId} and broadcast_id = ${broadcastId} and shard = ${shard} and state = 'pending'
      )
      update broadcast_shard set due_at = null
      where broadcast_id = ${broadcastId} and account_id = ${accountId} and shard = ${shard}`.execute(db)
  }
}

/** A broadcast is done when nobody of it waits and no call is under way. */
export async function finishBroadcasts(db: Db, now: Date): Promise<void> {
  const quiet = await db
    .selectFrom('broadcast')
    .select('id')
    .where('state', 'in', ['sending', 'paused', 'cancelled'])
    .where('result', 'is', null)
    .where('frozenAt', 'is not', null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('broadcastShard')
            .select('shard')
            .whereRef('broadcastShard.broadcastId', '=', 'broadcast.id')
            .where('dueAt', 'is not', null),
        ),
      ),
    )
    .execute()
  for (const { id } of quiet) await finishOne(db, id, now)
}

async function finishOne(db: Db, id: string, now: Date): Promise<void> {
  const reopened = await reopenShards(db, id, now)
  if (reopened || (await hasCallUnderWay(db, id))) return
  const result = JSON.stringify({ counts: await countStates(db, id) })
  await sql`
    update broadcast
    set result = ${result}::jsonb, state = case when state = 'cancelled' then state else 'done' end,
      finished_at = coalesce(finished_at, ${now})
    where id = ${id} and state in ('sending', 'paused', 'cancelled') and result is null`.execute(db)
}

/** A row that went back to `pending` while its shard was being closed is found here. */
async function reopenShards(db: Db, id: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ shard: number }>`
    update broadcast_shard s set due_at = ${now}
    where s.broadcast_id = ${id} and exists (
      select from broadcast_recipient r
      where r.account_id = s.account_id and r.broadcast_id = s.broadcast_id and r.shard = s.shard and r.state = 'pending'
    )
    returning shard`.execute(db)
  return rows.length > 0
}

async function hasCallUnderWay(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('broadcastRecipient')
    .select('conversationId')
    .where('broadcastId', '=', id)
    .where('state', '=', 'sending')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Who got what is forgotten after 30 days; the counts stay. */
export async function forgetRecipients(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000)
  const old = await db
    .selectFrom('broadcast')
    .select('id')
    .where('finishedAt', '<', before)
    .where('result', 'is not', null)
    .where(sql<boolean>`not result ? 'left'`)
    .execute()
  for (const { id } of old) {
    const aftermath = JSON.stringify(await countAftermath(db, id))
    await sql`update broadcast set result = result || ${aftermath}::jsonb where id = ${id}`.execute(db)
  }
  await sql`
    delete from broadcast_recipient
    where ctid = any (array(
      select r.ctid from broadcast_recipient r join broadcast b on b.id = r.broadcast_id
      where b.result ? 'left' and b.finished_at < ${before}
      limit ${PURGE_BATCH}
    ))`.execute(db)
}
