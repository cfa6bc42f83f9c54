import type { Tx } from '../../platform/db.js'

/** The officer has looked at this tip: its notices are done with, for this officer only. */
export async function markTipRead(tx: Tx, officerId: string, tipId: string, now: Date): Promise<void> {
  await tx
    .updateTable('officerNotice')
    .set({ readAt: now })
    .where('officerId', '=', officerId)
    .where('tipId', '=', tipId)
    .where('readAt', 'is', null)
    .execute()
}
