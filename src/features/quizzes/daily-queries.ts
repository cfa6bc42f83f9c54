import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import { type DailyWish, type Moment, WINDOW_MINUTES } from './daily.js'

/** What the person of this talk wishes, as long as the subscription stands. */
export async function findDailyWish(
  tx: Tx,
  conversationId: string,
): Promise<(DailyWish & { subscriberId: string }) | undefined> {
  return tx
    .selectFrom('subscription')
    .innerJoin('subscriber', 'subscriber.id', 'subscription.subscriberId')
    .select(['subscriber.id as subscriberId', 'dailyAt', 'dailyOn', 'quietFrom', 'quietUntil'])
    .where('subscription.conversationId', '=', conversationId)
    .where('subscription.leftAt', 'is', null)
    .executeTakeFirst()
}

export type DueDaily = DailyWish & { subscriberId: string; conversationId: string; accountId: string }

/** Of those whom one look finds: enough for every account's share. */
const MOST_LOOKED_AT = 1_000

/**
 * People whose hour has come and who had no question today, each with the talk in which they were last seen. A talk
 * that waits for an answer is left alone. `perAccount`: at most so many of each account.
 *
 * They are looked at in no order: whoever cannot get one now must not stand before all others.
 */
export async function listDueDaily(tx: Tx, { day, minute }: Moment, perAccount: number): Promise<DueDaily[]> {
  const found = await sql<DueDaily>`
    with due as materialized (
      select id, daily_at, daily_on, quiet_from, quiet_until from subscriber
      where daily_at between ${minute - WINDOW_MINUTES + 1} and ${minute} and (daily_on is null or daily_on < ${day})
      order by random() limit ${MOST_LOOKED_AT}
    ), reached as (
      select due.*, chat.conversation_id, chat.account_id,
        row_number() over (partition by chat.account_id order by daily_at, id) as place
      from due
      cross join lateral (
        select conversation.id as conversation_id, conversation.account_id, conversation.timeout_at
        from subscription
        join conversation on conversation.id = subscription.conversation_id
        join account on account.id = conversation.account_id
        where subscription.subscriber_id = due.id and subscription.left_at is null
          and conversation.blocked_at is null and account.is_enabled
        order by conversation.last_event_at desc, conversation.id
        limit 1
      ) chat
      where chat.timeout_at is null
    )
    select id as subscriber_id, conversation_id, account_id, daily_at, daily_on, quiet_from, quiet_until
    from reached where place <= ${perAccount}
    order by place, id`.execute(tx)
  return found.rows
}

/** False when somebody else was quicker. */
export async function markAsked(tx: Tx, subscriberId: string, day: string): Promise<boolean> {
  const marked = await tx
    .updateTable('subscriber')
    .set({ dailyOn: day })
    .where('id', '=', subscriberId)
    .where((where) => where.or([where('dailyOn', 'is', null), where('dailyOn', '<', day)]))
    .executeTakeFirst()
  return marked.numUpdatedRows > 0n
}
