import type { Inbound } from '../engine/message.js'
import { sql } from 'kysely'
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
  const { accountId, conversationKey } = inbound
  if (conversationKey === undefined) return (await insertLoose(db, keys, inbound)) ?? DUPLICATE
  const keyHash = hashConversation(keys, accountId, conversationKey)
  const stored = await insertFor(db, keys, inbound, keyHash)
  if (stored) return stored
  await insertConversation(db, keys, inbound, keyHash)
  return (await insertFor(db, keys, inbound, keyHash)) ?? DUPLICATE
}

const DUPLICATE = { kind: 'duplicate' } as const

/** Of an event that belongs to no conversation nothing is done. */
async function insertLoose(db: Db, keys: Keys, inbound: Inbound): Promise<Received | undefined> {
  const inserted = await db
    .insertInto('inbox')
    .values({ ...toRow(keys, inbound), conversationId: null, doneAt: new Date() })
    .onConflict((conflict) => conflict.columns(['accountId', 'eventId']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted && { kind: 'stored', conversationId: null }
}

/**
 * Nothing for a duplicate, and for a conversation that we do not know yet. Takes no lock on the conversation that a
 * turn would wait for: a turn in progress must not delay the answer to the platform.
 */
async function insertFor(db: Db, keys: Keys, inbound: Inbound, keyHash: Buffer): Promise<Received | undefined> {
  const row = toRow(keys, inbound)
  const columns = Object.keys(row) as (keyof typeof row)[]
  const inserted = await db
    .insertInto('inbox')
    .columns(['conversationId', ...columns])
    .expression((from) =>
      from
        .selectFrom('conversation')
        .select(['id', ...columns.map((column) => sql<unknown>`${row[column]}`.as(column))])
        .where('accountId', '=', inbound.accountId)
        .where('keyHash', '=', keyHash),
    )
    .onConflict((conflict) => conflict.columns(['accountId', 'eventId']).doNothing())
    .returning('conversationId')
    .executeTakeFirst()
  return inserted && { kind: 'stored', conversationId: inserted.conversationId }
}

export function toRow(keys: Keys, { accountId, eventId, content, sentAt }: Inbound) {
  return {
    accountId,
    eventId,
    kind: content.kind,
    body: sealEvent(keys, accountId, eventId, content),
    files: content.kind === 'media' ? 'wanted' : 'none',
    sentAt: sentAt ?? null,
  }
}

async function insertConversation(db: Db, keys: Keys, inbound: Inbound, keyHash: Buffer): Promise<void> {
  const { accountId, address, conversationKey = '' } = inbound
  await db
    .insertInto('conversation')
    .values({ accountId, keyHash, address: keys.seal('address', address ?? conversationKey, accountId) })
    .onConflict((conflict) => conflict.columns(['accountId', 'keyHash']).doNothing())
    .execute()
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
