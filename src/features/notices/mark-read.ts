import type { Tx } from '../../platform/db.js'
import { markRead } from './queries.js'

/** The officer has looked at this tip: its notices are done with, for this officer only. */
export async function markTipRead(tx: Tx, officerId: string, tipId: string, now: Date): Promise<void> {
  await markRead(tx, officerId, tipId, now)
}
