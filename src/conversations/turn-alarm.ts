import type { Tx } from '../platform/db.js'

/** Alarms of the talk itself carry no content and no conversation: only that an operator should look. */
export async function raiseTurnAlarm(tx: Tx, now: Date, text: string): Promise<void> {
  await tx
    .insertInto('alarm')
    .values({ kind: 'turn_failed', text, raisedAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
