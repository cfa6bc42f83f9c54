import type { Inbound } from '../engine/message.js'
import type { Db } from '../platform/db.js'
import type { Keys } from '../platform/keys.js'
import { sealEvent } from './event-body.js'

export type Received = { kind: 'stored'; conversationId: string | null } | { kind: 'duplicate' }

/**
 * P2: the event stands in the inbox before the platform hears that we have it. Unique per account and event id,
 * so a redelivery is a `duplicate`, also while the first is still being taken. One statement stores it, so that no
 * transaction is needed; a conversation without an event does no harm.
 */
export async function storeEvent(db: Db, keys: Keys, inbound: Inbound): Promise<Received> {
  const conversationId = await findOrInsertConversation(db, keys, inbound)
  const { accountId, eventId, content } = inbound
  const inserted = await db
    .insertInto('inbox')
    .values({
      accountId,
      eventId,
      conversationId,
      kind: content.kind,
      body: sealEvent(keys, accountId, eventId, content),
      files: content.kind === 'media' ? 'wanted' : 'none',
      sentAt: inbound.sentAt ?? null,
      doneAt: conversationId ? null : new Date(),
    })
    .onConflict((conflict) => conflict.columns(['accountId', 'eventId']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted ? { kind: 'stored', conversationId } : { kind: 'duplicate' }
}

/** Takes no lock on a conversation that exists: a turn in progress must not delay the answer to the platform. */
async function findOrInsertConversation(db: Db, keys: Keys, inbound: Inbound): Promise<string | null> {
  const { accountId, conversationKey } = inbound
  if (conversationKey === undefined) return null
  const keyHash = hashConversation(keys, accountId, conversationKey)
  const known = await findConversation(db, accountId, keyHash)
  if (known) return known
  const address = keys.seal('address', inbound.address ?? conversationKey, accountId)
  await db
    .insertInto('conversation')
    .values({ accountId, keyHash, address })
    .onConflict((conflict) => conflict.columns(['accountId', 'keyHash']).doNothing())
    .execute()
  return (await findConversation(db, accountId, keyHash)) ?? null
}

export function hashConversation(keys: Keys, accountId: string, conversationKey: string): Buffer {
  return keys.hash('conversation', JSON.stringify([accountId, conversationKey]))
}

export async function findConversation(db: Db, accountId: string, keyHash: Buffer): Promise<string | undefined> {
  const row = await db
    .selectFrom('conversation')
    .select('id')
    .where('accountId', '=', accountId)
    .where('keyHash', '=', keyHash)
    .executeTakeFirst()
  return row?.id
}
