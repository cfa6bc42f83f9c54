import { createHash } from 'node:crypto'
import { z } from 'zod'

/** Made by the page for each message, and sent again with it after a lost answer. */
export const ClientId = z.string().regex(/^[\w-]{8,64}$/)

/**
 * The same message sent twice is one event. Another session with the same client id, or the same form with other
 * words in it (the browser's "back"), is another. Begins with the client's id, by which the page knows its own.
 */
export function makeEventId(conversationKey: string, clientId: string, content: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify([conversationKey, clientId, ...content]))
  return `${clientId}.${digest.digest('base64url').slice(0, 22)}`
}
