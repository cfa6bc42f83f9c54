import { sql } from 'kysely'
import type { Inbound } from '../engine/message.js'
import { batched } from '../platform/batched.js'
import type { Db } from '../platform/db.js'
import type { Keys } from '../platform/keys.js'
import { hashConversation, type Received, storeEvent, toRow } from './receive.js'

const MOST_TOGETHER = 200

/** As `storeEvent`, but events that arrive together are stored by one statement. Resolves once the event is committed. */
export function eventStore(db: Db, keys: Keys): (inbound: Inbound) => Promise<Received> {
  return batched((inbounds) => storeEvents(db, keys, inbounds), MOST_TOGETHER)
}

/**
 * One statement for all whose conversation we know. What it does not store is a duplicate, or somebody's first word,
 * or belongs to no conversation: those are looked at one by one, in their order.
 */
async function storeEvents(db: Db, keys: Keys, inbounds: readonly Inbound[]): Promise<Received[]> {
  const stored = inbounds.length > 1 ? await insertKnown(db, keys, inbounds.filter(isOfConversation)) : new Map()
  const results: Received[] = []
  for (const inbound of inbounds) {
    const conversationId = stored.get(nameOf(inbound))
    stored.delete(nameOf(inbound))
    results.push(conversationId ? { kind: 'stored', conversationId } : await storeEvent(db, keys, inbound))
  }
  return results
}

type OfConversation = Inbound & { conversationKey: string }

function isOfConversation(inbound: Inbound): inbound is OfConversation {
  return inbound.conversationKey !== undefined
}

/** The conversations of what was stored, by the event's name. Takes no lock that a turn would wait for. */
async function insertKnown(db: Db, keys: Keys, inbounds: readonly OfConversation[]): Promise<Map<string, string>> {
  const rows = inbounds.map((inbound) => toRow(keys, inbound))
  const hashes = inbounds.map(({ accountId, conversationKey }) => hashConversation(keys, accountId, conversationKey))
  const { rows: inserted } = await sql<{ accountId: string; eventId: string; conversationId: string }>`
    insert into inbox (conversation_id, account_id, event_id, kind, body, files, sent_at)
    select c.id, g.account_id, g.event_id, g.kind, g.body, g.files, g.sent_at
    from unnest(
      ${hashes}::bytea[], ${rows.map((row) => row.accountId)}::text[], ${rows.map((row) => row.eventId)}::text[],
      ${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.body)}::bytea[],
      ${rows.map((row) => row.files)}::text[], ${rows.map((row) => row.sentAt)}::timestamptz[]
    ) with ordinality as g (key_hash, account_id, event_id, kind, body, files, sent_at, place)
    join conversation c on c.account_id = g.account_id and c.key_hash = g.key_hash
    order by g.place
    on conflict (account_id, event_id) do nothing
    returning account_id, event_id, conversation_id`.execute(db)
  return new Map(inserted.map((row) => [nameOf(row), row.conversationId]))
}

function nameOf({ accountId, eventId }: { accountId: string; eventId: string }): string {
  return JSON.stringify([accountId, eventId])
}
