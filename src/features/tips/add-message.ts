import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { sendSignal } from '../../platform/signals.js'
import { attachToTip } from '../attachments/tip-files.js'
import { findIdentifiers } from './identifiers.js'
import { addSearchText, addIdentifiers } from './keep-identifiers.js'
import { insertTipEvent } from './tip-events.js'

/** `text_only`: the words were kept, the files never. `refused`: there was nothing else, so nothing was kept. */
export type Added = 'added' | 'text_only' | 'refused' | 'closed'

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
  if (!tip || tip.status === 'closed') return 'closed'
  const files = takesFiles(tip.category) ? attachments : []
  const isEmpty = text.trim() === ''
  if (isEmpty && files.length === 0) return 'refused'
  const at = deps.clock.now()
  const { id: messageId } = await tx
    .insertInto('tipMessage')
    .values({ tipId, author: 'citizen', text, at })
    .returning('id')
    .executeTakeFirstOrThrow()
  const attached = await attachToTip(tx, conversationId, files, { tipId, messageId })
  if (isEmpty && attached === 0) {
    await tx.deleteFrom('tipMessage').where('id', '=', messageId).execute()
    return 'refused'
  }
  await makeSearchable(tx, tipId, messageId, text)
  if (tip.status === 'waiting_reporter') {
    await tx.updateTable('tip').set({ status: 'in_progress' }).where('id', '=', tipId).execute()
  }
  await insertTipEvent(tx, deps, null, tipId, { type: 'answered' })
  await tx.insertInto('unitNotice').values({ tipId, unitId: tip.unitId, kind: 'answer', createdAt: at }).execute()
  await sendSignal(tx, 'tip', tip.unitId)
  return files.length < attachments.length ? 'text_only' : 'added'
}

/** What was added is found like the report itself; what it names is kept with the answer that named it. */
async function makeSearchable(tx: Tx, tipId: string, messageId: string, text: string): Promise<void> {
  const found = findIdentifiers(text)
  await addSearchText(tx, tipId, [...found.flatMap(({ value, raw }) => [value, raw]), text])
  await addIdentifiers(tx, tipId, found, { messageId })
}
