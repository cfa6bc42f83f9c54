import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { forgetTexts } from '../../platform/forget-texts.js'
import { sendSignal } from '../../platform/signals.js'
import { dropTipFiles } from '../attachments/tip-files.js'
import { claimDueSoon, markBreachedClocks } from '../deadlines/tip-clocks.js'
import { DUE_SOON_MS } from './due.js'
import { insertTipEvent } from './tip-events.js'

const BATCH = 50

/** Clocks that ran out: a breach stays a breach, also once the tip is answered. */
export async function noteBreaches(tx: Tx, deps: Deps): Promise<number> {
  const now = deps.clock.now()
  const breached = await markBreachedClocks(tx, now, BATCH)
  for (const { tipId, kind } of breached) {
    await insertTipEvent(tx, deps, null, tipId, { type: 'breached', data: { clock: kind } })
    await tellUnit(tx, tipId, 'overdue', now)
  }
  return breached.length
}

/** Told once for each clock and unit: who gets the tip later has not been told. */
export async function noteDueSoon(tx: Tx, deps: Deps): Promise<number> {
  const now = deps.clock.now()
  const near = await claimDueSoon(tx, now, { until: new Date(now.getTime() + DUE_SOON_MS), max: BATCH })
  for (const tipId of new Set(near.map((clock) => clock.tipId))) await tellUnit(tx, tipId, 'due_soon', now)
  return near.length
}

async function tellUnit(tx: Tx, tipId: string, kind: string, createdAt: Date): Promise<void> {
  const { unitId } = await tx.selectFrom('tip').select('unitId').where('id', '=', tipId).executeTakeFirstOrThrow()
  await tx.insertInto('unitNotice').values({ tipId, unitId, kind, createdAt }).execute()
  await sendSignal(tx, 'tip', unitId)
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
