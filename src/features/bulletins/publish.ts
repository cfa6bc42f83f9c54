import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'

/** From this commit on everybody reads that version, at `/tin` and in the archive of the chats. */
export async function publishBulletin(
  tx: Tx,
  deps: Deps,
  { bulletinId, version, officerId }: { bulletinId: string; version: number; officerId: string | null },
): Promise<void> {
  const now = deps.clock.now()
  const { numUpdatedRows } = await tx
    .updateTable('bulletin')
    .set({ state: 'published', publicVersion: version, publishedAt: sql`coalesce(published_at, ${now})` })
    .where('id', '=', bulletinId)
    .where('state', 'in', ['approved', 'published'])
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  await tx
    .insertInto('bulletinEvent')
    .values({ bulletinId, at: now, type: 'published', officerId, data: JSON.stringify({ version }) })
    .execute()
}
