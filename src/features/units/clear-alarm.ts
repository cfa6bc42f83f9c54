import type { Tx } from '../../platform/db.js'

/** Ends the open alarm of this kind for this unit, if there is one. */
export async function clearAlarm(
  tx: Tx,
  { kind, unitId, clearedAt }: { kind: string; unitId: string; clearedAt: Date },
): Promise<void> {
  await tx
    .updateTable('alarm')
    .set({ clearedAt })
    .where('kind', '=', kind)
    .where('unitId', '=', unitId)
    .where('clearedAt', 'is', null)
    .execute()
}
