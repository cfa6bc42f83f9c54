import type { Db } from '../../platform/db.js'

/** More than there are processes; whoever is through with a shard takes the next one that is due. */
const MOST = 16

/** What jobs are told: `broadcast/shard/account`. */
export async function listShards(db: Db, broadcastId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('broadcastShard')
    .select(['accountId', 'shard'])
    .where('broadcastId', '=', broadcastId)
    .where('dueAt', 'is not', null)
    .orderBy('shard')
    .limit(MOST)
    .execute()
  return rows.map(({ accountId, shard }) => `${broadcastId}/${shard}/${accountId}`)
}
