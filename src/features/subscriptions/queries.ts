import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'
import type { Values } from './change-rules.js'

/** A chat's place in a person's wishes; also one that was left, until it is purged. */
export async function findSubscription(db: Db, conversationId: string) {
  return db
    .selectFrom('subscription')
    .select(['subscriberId', 'leftAt'])
    .where('conversationId', '=', conversationId)
    .executeTakeFirst()
}

/** The wishes that hold for a chat, with the number of the person's chats. Undefined where nothing is subscribed. */
export async function findWishes(db: Db, conversationId: string) {
  return db
    .selectFrom('subscription')
    .innerJoin('subscriber', 'subscriber.id', 'subscription.subscriberId')
    .leftJoin('organisation', 'organisation.id', 'subscriber.organisationId')
    .select([
      'subscriber.id',
      'subscriber.areas',
      'subscriber.topics',
      'subscriber.weeklyCap',
      'subscriber.quietFrom',
      'subscriber.quietUntil',
      'subscriber.langs',
      'subscriber.dailyAt',
      'subscriber.wantsAllChannels',
      'organisation.name as organisation',
    ])
    .select(
      sql<number>`(select count(*)::int from subscription each
        where each.subscriber_id = subscriber.id and each.left_at is null)`.as('channels'),
    )
    .where('subscription.conversationId', '=', conversationId)
    .where('subscription.leftAt', 'is', null)
    .executeTakeFirst()
}

export async function updateSubscriber(tx: Tx, id: string, now: Date, values: Values): Promise<void> {
  await tx
    .updateTable('subscriber')
    .set({ ...values, changedAt: now })
    .where('id', '=', id)
    .execute()
}

/** In one order, so that two chats of one person cannot wait for each other. */
export async function lockSubscribers(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return []
  return tx
    .selectFrom('subscriber')
    .select(['id', 'createdAt'])
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** On how many other chats the person goes on. */
export async function countChannels(db: Db, subscriberId: string): Promise<number> {
  const { n } = await db
    .selectFrom('subscription')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('subscriberId', '=', subscriberId)
    .where('leftAt', 'is', null)
    .executeTakeFirstOrThrow()
  return n
}

/**
 * Marks that bulletins are offered in this chat now, unless they were lately, or are or were subscribed here: one
 * statement, for it runs at the end of many talks.
 */
export async function takeOffer(tx: Tx, conversationId: string, now: Date, lastBefore: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('conversation')
    .set({ bulletinsOfferedAt: now })
    .where('id', '=', conversationId)
    .where((where) => where.or([where('bulletinsOfferedAt', 'is', null), where('bulletinsOfferedAt', '<', lastBefore)]))
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('subscription')
            .select('subscription.conversationId')
            .whereRef('subscription.conversationId', '=', 'conversation.id'),
        ),
      ),
    )
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
