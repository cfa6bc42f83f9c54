import type { Facts } from '../engine/contract.js'
import type { Tx } from '../platform/db.js'
import type { Keys } from '../platform/keys.js'
import { sealEvent } from './event-body.js'

/**
 * Something outside a talk opens a flow in it, through the inbox: it waits for its turn in the lane, and `eventId`
 * makes it happen once however often a job runs.
 */
export async function openFlow(
  tx: Tx,
  keys: Keys,
  target: { accountId: string; conversationId: string },
  { eventId, flow, facts }: { eventId: string; flow: string; facts: Facts },
): Promise<void> {
  const { accountId, conversationId } = target
  await tx
    .insertInto('inbox')
    .values({
      accountId,
      conversationId,
      eventId,
      kind: 'open',
      body: sealEvent(keys, accountId, eventId, { kind: 'open', flow, facts }),
    })
    .onConflict((conflict) => conflict.columns(['accountId', 'eventId']).doNothing())
    .execute()
}
