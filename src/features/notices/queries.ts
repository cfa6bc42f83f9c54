import type { Db, Tx } from '../../platform/db.js'
import { sendSignal } from '../../platform/signals.js'

/** Gives each open unit notice to every active officer of the unit who works on tips. Sweeps may overlap. */
export async function carryUnitNotices(tx: Tx, now: Date, max: number): Promise<number> {
  const waiting = tx
    .selectFrom('unitNotice')
    .select('id')
    .where('carriedAt', 'is', null)
    .orderBy('id')
    .limit(max)
    .forUpdate()
    .skipLocked()
  const open = await tx
    .updateTable('unitNotice')
    .set({ carriedAt: now })
    .where('id', 'in', waiting)
    .returning(['id', 'unitId'])
    .execute()
  if (open.length === 0) return 0
  await tx
    .insertInto('officerNotice')
    .columns(['officerId', 'tipId', 'kind', 'clock', 'createdAt', 'isUrgent'])
    .expression((select) =>
      select
        .selectFrom('unitNotice as notice')
        .innerJoin('officer', 'officer.unitId', 'notice.unitId')
        .select(['officer.id', 'notice.tipId', 'notice.kind', 'notice.clock', 'notice.createdAt', 'notice.isUrgent'])
        .where(
          'notice.id',
          'in',
          open.map(({ id }) => id),
        )
        .where('officer.isActive', '=', true)
        .where('officer.role', 'in', ['intake', 'triage', 'lead'])
        .orderBy('notice.id'),
    )
    .execute()
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

export type ListedNotice = {
  id: string
  number: string | null
  kind: string
  /** The term that it is about. */
  clock: string | null
  createdAt: Date
  readAt: Date | null
}

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
    .select(['officerNotice.id', 'tip.number', 'officerNotice.kind', 'officerNotice.clock'])
    .select(['officerNotice.createdAt', 'officerNotice.readAt'])
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
