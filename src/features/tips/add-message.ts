import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { sendSignal } from '../../platform/signals.js'
import { attachToTip } from '../attachments/tip-files.js'
import { insertTipEvent } from './tip-events.js'

export type Added = { kind: 'added' } | { kind: 'closed' }

/** An answer or more information from the reporter lands on the tip, wherever it now lies, and its unit is told. */
export async function addCitizenMessage(
  tx: Tx,
  deps: Deps,
  message: { tipId: string; conversationId: string; text: string; attachments: readonly string[] },
  /** False for categories of which no picture is ever taken: what was sent is let go of unseen. */
  takesFiles: (category: string) => boolean,
): Promise<Added> {
  const { tipId, conversationId, text, attachments } = message
  const tip = await tx
    .selectFrom('tip')
    .select(['status', 'unitId', 'category'])
    .where('id', '=', tipId)
    .forUpdate()
    .executeTakeFirst()
  if (!tip || tip.status === 'closed') return { kind: 'closed' }
  const at = deps.clock.now()
  const { id: messageId } = await tx
    .insertInto('tipMessage')
    .values({ tipId, author: 'citizen', text, at })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (takesFiles(tip.category)) await attachToTip(tx, conversationId, attachments, { tipId, messageId })
  if (tip.status === 'waiting_reporter') {
    await tx.updateTable('tip').set({ status: 'in_progress' }).where('id', '=', tipId).execute()
  }
  await insertTipEvent(tx, deps, null, tipId, { type: 'answered' })
  await tx.insertInto('unitNotice').values({ tipId, unitId: tip.unitId, kind: 'answer', createdAt: at }).execute()
  await sendSignal(tx, 'tip', tip.unitId)
  return { kind: 'added' }
}
