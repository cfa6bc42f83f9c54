import type { Tx } from '../../platform/db.js'

export type NewAlarm = { kind: string; tipId?: string; unitId?: string; text: string; raisedAt: Date }

/** Once per kind, tip and unit until somebody clears it. `text` is for operators and holds nothing of a citizen's. */
export async function raiseAlarm(tx: Tx, { tipId, unitId, ...alarm }: NewAlarm): Promise<void> {
  await tx
    .insertInto('alarm')
    .values({ ...alarm, tipId: tipId ?? null, unitId: unitId ?? null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
