import { z } from 'zod'
import type { Outgoing } from '../engine/message.js'
import type { Tx } from './db.js'
import type { Keys } from './keys.js'

/** `isBlocked`: given by a caller that holds the lock on the conversation and knows. */
export type OutboxTarget = { accountId: string; conversationId: string; isBlocked?: boolean }

/**
 * Queues messages to one chat, in order, under the caller's lock on the conversation. To a person who blocked
 * us they wait, and go out before anything else once that person writes again.
 */
export async function enqueueMessages(
  tx: Tx,
  keys: Keys,
  target: OutboxTarget,
  messages: readonly Outgoing[],
): Promise<void> {
  if (messages.length === 0) return
  const { accountId, conversationId } = target
  const isBlocked = target.isBlocked ?? (await lockAndLook(tx, conversationId))
  const status = isBlocked ? 'blocked' : 'pending'
  const bodies = messages.map((message) => keys.seal('outbox', JSON.stringify(message), conversationId))
  await tx
    .insertInto('outbox')
    .values(bodies.map((body) => ({ accountId, conversationId, body, status })))
    .execute()
}

async function lockAndLook(tx: Tx, conversationId: string): Promise<boolean> {
  const { blockedAt } = await tx
    .selectFrom('conversation')
    .select('blockedAt')
    .where('id', '=', conversationId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  return blockedAt !== null
}

const Stored = z.object({
  text: z.string(),
  choices: z.array(z.object({ value: z.string(), number: z.number(), label: z.string() })).optional(),
  waitId: z.string().optional(),
  offers: z.array(z.object({ label: z.string(), payload: z.string() })).optional(),
  picture: z.object({ id: z.string(), alt: z.string() }).optional(),
})

export function openMessage(keys: Keys, conversationId: string, body: Buffer): Outgoing {
  const stored = Stored.parse(JSON.parse(keys.open('outbox', body, conversationId).toString('utf8')))
  return {
    text: stored.text,
    ...(stored.choices && { choices: stored.choices }),
    ...(stored.waitId !== undefined && { waitId: stored.waitId }),
    ...(stored.offers && { offers: stored.offers }),
    ...(stored.picture && { picture: stored.picture }),
  }
}
