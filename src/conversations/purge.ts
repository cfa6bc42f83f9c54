import { sql } from 'kysely'
import type { Db } from '../platform/db.js'

const BATCH = 2000

/**
 * P5: bodies that have served go after 7 days, the rows that recognise a redelivery after 40. A message that never
 * reached its reader waits for them, a year at most. Talks without a tip or a subscription leave nothing behind.
 */
export async function purgeServed(db: Db, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * 24 * 60 * 60 * 1000)
  await db
    .updateTable('inbox')
    .set({ body: null })
    .where('id', 'in', (from) =>
      from.selectFrom('inbox').select('id').where('doneAt', '<=', before(7)).where('body', 'is not', null).limit(BATCH),
    )
    .execute()
  await db.deleteFrom('inbox').where('doneAt', '<=', before(40)).execute()
  await db
    .deleteFrom('outbox')
    .where((where) =>
      where.or([
        where.and([where('status', 'in', ['sent', 'failed']), where('createdAt', '<=', before(7))]),
        where.and([where('status', '=', 'blocked'), where('createdAt', '<=', before(365))]),
      ]),
    )
    .execute()
  await db
    .deleteFrom('conversation')
    .where('lastEventAt', '<=', before(40))
    .where('timeoutAt', 'is', null)
    .where(
      sql<boolean>`not exists (select from tip_reporter where conversation_id = conversation.id)
        and not exists (select from officer_chat where conversation_id = conversation.id)
        and not exists (select from subscription where conversation_id = conversation.id)
        and not exists (select from inbox where conversation_id = conversation.id)
        and not exists (select from outbox where conversation_id = conversation.id)`,
    )
    .execute()
}
