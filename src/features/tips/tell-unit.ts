import type { Tx } from '../../platform/db.js'
import type { ClockKind } from '../deadlines/deadline.js'
import { sendSignal } from '../../platform/signals.js'

export type UnitNotice = { kind: string; createdAt: Date; isUrgent?: boolean; clock?: ClockKind }

/** A notice for the unit that has the tip. `clock`: the term that it is about. */
export async function tellUnit(tx: Tx, tipId: string, { isUrgent = false, ...notice }: UnitNotice): Promise<void> {
  const { unitId } = await tx.selectFrom('tip').select('unitId').where('id', '=', tipId).executeTakeFirstOrThrow()
  await tx
    .insertInto('unitNotice')
    .values({ ...notice, tipId, unitId, isUrgent })
    .execute()
  await sendSignal(tx, 'tip', unitId)
}
