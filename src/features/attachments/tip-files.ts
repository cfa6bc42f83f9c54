import type { Tx } from '../../platform/db.js'
import { cleanPath, isPicture, originalPath } from './seal-file.js'

/** Lets go of files that belong to no tip; the bytes are destroyed after the commit. Others' and tips' files stay. */
export async function dropDraftFiles(tx: Tx, conversationId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const dropped = await tx
    .deleteFrom('attachment')
    .where('id', 'in', ids)
    .where('conversationId', '=', conversationId)
    .where('tipId', 'is', null)
    .returning('id')
    .execute()
  await destroyLater(tx, dropped)
}

/** Only the conversation's own drafts can be attached; asks for a cleaned copy of each picture. */
export async function attachToTip(
  tx: Tx,
  conversationId: string,
  ids: readonly string[],
  target: { tipId: string; messageId?: string },
): Promise<number> {
  let attached = 0
  for (const [position, id] of ids.entries()) {
    const row = await tx
      .updateTable('attachment')
      .set({ tipId: target.tipId, messageId: target.messageId ?? null, position, conversationId: null, inboxId: null })
      .where('id', '=', id)
      .where('conversationId', '=', conversationId)
      .where('tipId', 'is', null)
      .returning('mime')
      .executeTakeFirst()
    if (!row) continue
    attached++
    if (isPicture(row.mime)) await tx.updateTable('attachment').set({ clean: 'pending' }).where('id', '=', id).execute()
  }
  return attached
}

/** Files of events that no turn took in, once their talk is gone too. */
export async function dropOwnerlessFiles(tx: Tx): Promise<void> {
  const dropped = await tx
    .deleteFrom('attachment')
    .where('tipId', 'is', null)
    .where('conversationId', 'is', null)
    .where('inboxId', 'is', null)
    .returning('id')
    .execute()
  await destroyLater(tx, dropped)
}

/** Takes the files off a tip for good. */
export async function dropTipFiles(tx: Tx, tipId: string): Promise<void> {
  const dropped = await tx.deleteFrom('attachment').where('tipId', '=', tipId).returning('id').execute()
  await destroyLater(tx, dropped)
}

async function destroyLater(tx: Tx, dropped: readonly { id: string }[]): Promise<void> {
  if (dropped.length === 0) return
  const paths = dropped.flatMap(({ id }) => [{ path: originalPath(id) }, { path: cleanPath(id) }])
  await tx.insertInto('fileToDestroy').values(paths).execute()
}
