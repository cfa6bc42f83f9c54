import type { Db, Tx } from '../../platform/db.js'
import { sendSignal } from '../../platform/signals.js'

/** Gives each open unit notice to every active officer of the unit who works on tips. Sweeps may overlap. */
export async function carryUnitNotices(tx: Tx, now: Date, max: number): Promise<number> {
  const open = await tx
    .selectFrom('unitNotice')
    .select(['id', 'tipId', 'unitId', 'kind', 'createdAt', 'isUrgent'])
    .where('carriedAt', 'is', null)
    .orderBy('id')
    .limit(max)
    .forUpdate()
    .skipLocked()
    .execute()
  for (const notice of open) {
    const { tipId, kind, createdAt, isUrgent } = notice
    await tx
      .insertInto('officerNotice')
      .columns(['officerId', 'tipId', 'kind', 'createdAt', 'isUrgent'])
      .expression((select) =>
        select
          .selectFrom('officer')
          .select((row) => [
            'officer.id',
            row.val(tipId).as('tipId'),
            row.val(kind).as('kind'),
            row.val(createdAt).as('createdAt'),
            row.val(isUrgent).as('isUrgent'),
          ])
          .where('unitId', '=', notice.unitId)
          .where('isActive', '=', true)
          .where('role', 'in', ['intake', 'triage', 'lead']),
      )
      .execute()
    await tx.updateTable('unitNotice').set({ carriedAt: now }).where('id', '=', notice.id).execute()
  }
  for (const unitId of new Set(open.map((notice) => notice.unitId))) await sendSignal(tx, 'tip', unitId)
  return open.length
}

export async function countUnread(db: Db, officerId: string): Promise<number> {
  const row = await db
    .selectFrom('officerNotice')
    .select((select) => select.fn.countAll<string>().as('unread'))
    .where('officerId', '=', officerId)
    .where('readAt', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.unread)
}

export type ListedNotice = { id: string; number: string | null; kind: string; createdAt: Date; readAt: Date | null }

/** Newest first, from before the given one. A tip that has left the officer's units has no number any more. */
export async function listNotices(
  db: Db,
  officerId: string,
  before: string | null,
  max: number,
): Promise<ListedNotice[]> {
  return db
    .selectFrom('officerNotice')
    .leftJoin('tip', 'tip.id', 'officerNotice.tipId')
    .select(['officerNotice.id', 'tip.number', 'officerNotice.kind', 'officerNotice.createdAt', 'officerNotice.readAt'])
    .where('officerId', '=', officerId)
    .$if(before !== null, (query) => query.where('officerNotice.id', '<', before ?? ''))
    .orderBy('officerNotice.id', 'desc')
    .limit(max)
    .execute()
}

/** Each officer has a mark of their own: one who reads hides nothing from the others. */
export async function markReadUpTo(db: Db, officerId: string, noticeId: string, now: Date): Promise<void> {
  await db
    .updateTable('officerNotice')
    .set({ readAt: now })
    .where('officerId', '=', officerId)
    .where('id', '<=', noticeId)
    .where('readAt', 'is', null)
    .execute()
}
