import type { Tx } from './db.js'

/**
 * Cuts what was said in a talk out of the inbox and the outbox at once: for a talk that must leave no text behind.
 * The rows stay, so that a redelivered event is still known. What waits to be sent is sent.
 */
export async function forgetTexts(tx: Tx, conversationId: string): Promise<void> {
  await tx
    .updateTable('inbox')
    .set({ body: null })
    .where('conversationId', '=', conversationId)
    .where('doneAt', 'is not', null)
    .where('body', 'is not', null)
    .execute()
  await tx
    .updateTable('outbox')
    .set({ body: null })
    .where('conversationId', '=', conversationId)
    .where('status', 'in', ['sent', 'failed'])
    .where('body', 'is not', null)
    .execute()
}
