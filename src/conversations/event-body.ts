import type { Facts } from '../engine/contract.js'
import type { InboundContent, TurnContent } from '../engine/message.js'
import type { Keys } from '../platform/keys.js'

/** What lies in the inbox: an event as it came, one whose files are fetched, or our own request to open a flow. */
export type StoredContent = InboundContent | TurnContent | { kind: 'open'; flow: string; facts: Facts }

export function sealEvent(keys: Keys, accountId: string, eventId: string, content: StoredContent): Buffer {
  return keys.seal('inbox', JSON.stringify(content), JSON.stringify([accountId, eventId]))
}

/** Only we write these rows, and the seal proves it, so the type is trusted. */
export function openEvent(keys: Keys, accountId: string, eventId: string, body: Buffer): StoredContent {
  const plain = keys.open('inbox', body, JSON.stringify([accountId, eventId])).toString('utf8')
  return JSON.parse(plain) as StoredContent
}
