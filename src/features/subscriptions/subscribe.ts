import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { EffectContext } from '../../platform/effects.js'
import { countChannels, findSubscription, lockSubscribers, updateSubscriber } from './queries.js'

/** Begins the subscription of a chat, or takes up again one that was left; the other wishes are as they were. */
export async function subscribe(tx: Tx, deps: Deps, context: EffectContext, areas: string[]): Promise<void> {
  const now = deps.clock.now()
  const known = await findSubscription(tx, context.conversationId)
  if (known) {
    await updateSubscriber(tx, known.subscriberId, now, { areas })
    return joinSubscriber(tx, context, known.subscriberId, now)
  }
  // Most bulletins are in Vietnamese: who talks in English gets both.
  const langs = context.lang === 'en' ? ['vi', 'en'] : ['vi']
  const { id } = await tx
    .insertInto('subscriber')
    .values({ areas, langs, createdAt: now, changedAt: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  await joinSubscriber(tx, context, id, now)
}

/** Ties a chat to a person's wishes, as one that is subscribed from now on. */
export async function joinSubscriber(
  tx: Tx,
  { accountId, conversationId }: EffectContext,
  subscriberId: string,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('subscription')
    .values({ conversationId, subscriberId, accountId, since: now })
    .onConflict((conflict) =>
      conflict.column('conversationId').doUpdateSet((update) => ({
        subscriberId,
        since: update
          .case()
          .when('subscription.leftAt', 'is', null)
          .then(update.ref('subscription.since'))
          .else(now)
          .end(),
        leftAt: null,
        leftBecause: null,
      })),
    )
    .execute()
}

/** From this moment nothing is sent to this chat. On how many others the person goes on, or null where nothing ended. */
export async function unsubscribe(tx: Tx, deps: Deps, conversationId: string): Promise<number | null> {
  const ended = await tx
    .updateTable('subscription')
    .set({ leftAt: deps.clock.now(), leftBecause: 'stop' })
    .where('conversationId', '=', conversationId)
    .where('leftAt', 'is', null)
    .returning('subscriberId')
    .executeTakeFirst()
  return ended ? countChannels(tx, ended.subscriberId) : null
}

/**
 * The person's wish to be forgotten: this chat's subscription goes, and with the last one all that the person wished.
 * Whoever linked another chat goes on there.
 */
export async function forgetSubscription(tx: Tx, conversationId: string): Promise<void> {
  await tx.deleteFrom('quizRepetition').where('conversationId', '=', conversationId).execute()
  await tx.deleteFrom('subscriberLinkGuess').where('conversationId', '=', conversationId).execute()
  const known = await findSubscription(tx, conversationId)
  if (!known) return
  await lockSubscribers(tx, [known.subscriberId])
  await tx.deleteFrom('subscription').where('conversationId', '=', conversationId).execute()
  await tx.deleteFrom('subscriberLink').where('subscriberId', '=', known.subscriberId).execute()
  await deleteIfAlone(tx, [known.subscriberId])
}

/** Under the lock of these subscribers: those whom no chat names any more are deleted. */
export async function deleteIfAlone(tx: Tx, subscriberIds: readonly string[]): Promise<void> {
  if (subscriberIds.length === 0) return
  await tx
    .deleteFrom('subscriber')
    .where('id', 'in', [...subscriberIds])
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('subscription')
            .select('subscription.subscriberId')
            .whereRef('subscription.subscriberId', '=', 'subscriber.id'),
        ),
      ),
    )
    .execute()
}
