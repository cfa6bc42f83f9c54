import type { Json } from '../../engine/message.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { Officer } from '../officers/as-officer.js'

export type TipEvent = { type: string; data?: { [key: string]: Json } }

/** A line of the tip's history. The officer's name stands in it as it was then, readable by every unit that sees the tip. */
export async function insertTipEvent(
  tx: Tx,
  deps: Deps,
  officer: Officer | null,
  tipId: string,
  event: TipEvent,
): Promise<void> {
  const by: { [key: string]: Json } = officer ? { by: officer.displayName, unit: officer.unitName } : {}
  await tx
    .insertInto('tipEvent')
    .values({
      tipId,
      at: deps.clock.now(),
      type: event.type,
      officerId: officer?.id ?? null,
      data: JSON.stringify({ ...by, ...event.data }),
    })
    .execute()
}
