import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import { type Audience, classifiedAudience, type Reach, withoutNestedLoops } from './audience.js'

const SHARD_SIZE = 1000

/**
 * Writes down who gets it, and who does not and why: from now on nobody comes in or drops out. All in the caller's
 * transaction, so that half an audience never exists.
 */
export async function freezeAudience(
  tx: Tx,
  broadcastId: string,
  audience: Audience,
  { reach, now }: { reach: Reach; now: Date },
): Promise<void> {
  await withoutNestedLoops(tx)
  await sql`
    insert into broadcast_recipient
      (broadcast_id, conversation_id, account_id, subscriber_id, shard, state, reason, quiet_from, quiet_until)
    select ${broadcastId}::bigint, conversation_id, account_id, subscriber_id,
      (row_number() over () - 1) / ${SHARD_SIZE}::int,
      case when reason is null then 'pending' else 'ineligible' end, reason, quiet_from, quiet_until
    from (${classifiedAudience(audience, reach, now)}) a`.execute(tx)
  await sql`
    insert into broadcast_shard (broadcast_id, account_id, shard, due_at)
    select broadcast_id, account_id, shard, ${now}::timestamptz from broadcast_recipient
    where broadcast_id = ${broadcastId} and state = 'pending'
    group by broadcast_id, account_id, shard`.execute(tx)
}
