import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { forgetTexts } from '../../platform/forget-texts.js'
import { dropTipFiles } from '../attachments/tip-files.js'
import { claimDueSoon } from '../deadlines/tip-clocks.js'
import { DUE_SOON_MS } from './due.js'
import { tellUnit } from './tell-unit.js'
import { insertTipEvent } from './tip-events.js'

const BATCH = 50

/** Told once for each clock and unit: who gets the tip later has not been told. */
export async function noteDueSoon(tx: Tx, deps: Deps): Promise<number> {
  const now = deps.clock.now()
  const near = await claimDueSoon(tx, now, { until: new Date(now.getTime() + DUE_SOON_MS), max: BATCH })
  for (const tipId of new Set(near.map((clock) => clock.tipId)))
    await tellUnit(tx, tipId, { kind: 'due_soon', createdAt: now })
  return near.length
}

/** P9: what was closed as outside our scope loses its content and the reported accounts; the shell of the tip stays. */
export async function eraseOutOfScope(db: Db, deps: Deps): Promise<number> {
  const now = deps.clock.now()
  return db.transaction().execute(async (tx) => {
    const due = await tx
      .selectFrom('tip')
      .select('id')
      .where('eraseAt', '<=', now)
      .where('erasedAt', 'is', null)
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const { id } of due) await eraseTip(tx, deps, id, now)
    return due.length
  })
}

async function eraseTip(tx: Tx, deps: Deps, tipId: string, now: Date): Promise<void> {
  await tx.deleteFrom('tipIdentifier').where('tipId', '=', tipId).execute()
  await dropTipFiles(tx, tipId)
  await tx.deleteFrom('tipMessage').where('tipId', '=', tipId).execute()
  await tx
    .updateTable('tip')
    .set({
      description: '(Nội dung đã được xóa vì không thuộc phạm vi.)',
      evidence: sql`'[]'::jsonb`,
      happened: null,
      loss: null,
      searchText: sql`replace(number, '-', ' ')`,
      outcomeReason: null,
      erasedAt: now,
    })
    .where('id', '=', tipId)
    .execute()
  await sql`update tip_event set data = data - 'reason' where tip_id = ${tipId}`.execute(tx)
  await sql`update tip_notice set data = '{}' where tip_id = ${tipId}`.execute(tx)
  const reporters = await tx.selectFrom('tipReporter').select('conversationId').where('tipId', '=', tipId).execute()
  for (const { conversationId } of reporters) if (conversationId) await forgetTexts(tx, conversationId)
  await insertTipEvent(tx, deps, null, tipId, { type: 'erased' })
}
