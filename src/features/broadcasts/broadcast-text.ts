import type { Outgoing } from '../../engine/message.js'
import type { Db } from '../../platform/db.js'
import { BulletinContent } from '../bulletins/bulletin.js'
import { bulletinMessage } from '../bulletins/bulletin-message.js'

/** What every recipient gets: the version that was frozen with the audience, whatever was edited since. */
export async function readBroadcastText(
  db: Db,
  broadcastId: string,
): Promise<{ message: Outgoing; onUncertain: 'skip' | 'resend' }> {
  const row = await db
    .selectFrom('broadcast')
    .innerJoin('bulletin', 'bulletin.id', 'broadcast.bulletinId')
    .innerJoin('bulletinVersion', (join) =>
      join
        .onRef('bulletinVersion.bulletinId', '=', 'broadcast.bulletinId')
        .onRef('bulletinVersion.number', '=', 'broadcast.bulletinVersion'),
    )
    .select(['bulletin.id', 'bulletin.slug', 'bulletinVersion.content', 'broadcast.onUncertain'])
    .where('broadcast.id', '=', broadcastId)
    .executeTakeFirstOrThrow()
  const content = { ...BulletinContent.parse(row.content), slug: row.slug }
  const message = bulletinMessage(content, { bulletinId: row.id, broadcastId })
  return { message, onUncertain: row.onUncertain === 'resend' ? 'resend' : 'skip' }
}
