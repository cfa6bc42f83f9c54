import type { Tx } from '../../platform/db.js'
import { deleteIfAlone } from './subscribe.js'
import { KEPT_DAYS } from './subscription-rules.js'

const BATCH = 1000
const DAY_MS = 24 * 60 * 60_000
/** Who has blocked us for so long does not come back. */
const GONE_DAYS = 365

/** What was left 30 days ago goes, with the wishes of who has no chat any more; and codes and tries that are over. */
export async function purgeSubscriptions(tx: Tx, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS)
  await tx.deleteFrom('subscriberLink').where('expiresAt', '<=', now).execute()
  await tx.deleteFrom('subscriberLinkGuess').where('at', '<=', before(1)).execute()
  await tx
    .updateTable('subscription')
    .from('conversation')
    .whereRef('conversation.id', '=', 'subscription.conversationId')
    .where('conversation.blockedAt', '<=', before(GONE_DAYS))
    .where('subscription.leftAt', 'is', null)
    .set({ leftAt: now, leftBecause: 'gone' })
    .execute()
  await deleteLeft(tx, before(KEPT_DAYS))
}

/**
 * The subscriber is locked before the last look: whoever ties another chat to it meanwhile either comes first or
 * finds it gone. Those at work are left for the next time.
 */
async function deleteLeft(tx: Tx, leftBefore: Date): Promise<void> {
  const locked = await tx
    .selectFrom('subscriber')
    .select('id')
    .where('id', 'in', (from) =>
      from.selectFrom('subscription').select('subscriberId').where('leftAt', '<=', leftBefore).limit(BATCH),
    )
    .forUpdate()
    .skipLocked()
    .execute()
  const ids = locked.map(({ id }) => id)
  if (ids.length === 0) return
  await tx.deleteFrom('subscription').where('subscriberId', 'in', ids).where('leftAt', '<=', leftBefore).execute()
  await deleteIfAlone(tx, ids)
}
