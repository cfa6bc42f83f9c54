import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'
import type { DayKind, Holiday } from './holidays.js'
import { type DaysOff, makeCalendar, type WeeklyRest, type WorkCalendar } from './working-days.js'

const LOCK = 7_205_199_405

/** For whoever starts or moves a clock, before any row is locked: until the commit no day off changes. */
export async function holdCalendar(tx: Tx): Promise<WorkCalendar> {
  const [, days] = await Promise.all([
    sql`select pg_advisory_xact_lock_shared(${LOCK})`.execute(tx),
    // After the lock: statements of a transaction keep their order.
    listDaysOff(tx),
  ])
  return makeCalendar(days)
}

/** For whoever changes a day off: clocks that are being started are waited for, and counted anew with the others. */
export async function lockCalendar(tx: Tx): Promise<DaysOff> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx)
  return listDaysOff(tx)
}

export async function listDaysOff(db: Db): Promise<DaysOff> {
  const [days, weekly] = await Promise.all([listHolidays(db), listWeeklyRest(db)])
  return { days, weekly }
}

export async function listHolidays(db: Db): Promise<Holiday[]> {
  const rows = await db
    .selectFrom('holiday')
    .select(['day', 'name', 'kind', 'isTentative'])
    .where('removedAt', 'is', null)
    .orderBy('day')
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as DayKind }))
}

async function listWeeklyRest(db: Db): Promise<WeeklyRest[]> {
  return db.selectFrom('weeklyRest').select(['since', 'weekdays']).orderBy('since', 'desc').execute()
}

/**
 * Adds the content's days and follows what it says of them, such as that a tentative day is certain by now. What the
 * console has written or removed stays as it is.
 */
export async function saveHolidays(tx: Tx, holidays: readonly Holiday[]): Promise<void> {
  if (holidays.length === 0) return
  await tx
    .insertInto('holiday')
    .values(holidays.map(({ day, name, kind, isTentative }) => ({ day, name, kind, isTentative })))
    .onConflict((conflict) =>
      conflict
        .column('day')
        .doUpdateSet((row) => ({
          name: row.ref('excluded.name'),
          kind: row.ref('excluded.kind'),
          isTentative: row.ref('excluded.isTentative'),
        }))
        .where('holiday.isOwn', '=', false),
    )
    .execute()
}

/** Under the officer's role. From here on the day is the console's. */
export async function upsertHoliday(tx: Tx, { day, name, kind, isTentative }: Holiday): Promise<void> {
  const values = { name, kind, isTentative, isOwn: true, removedAt: null }
  await tx
    .insertInto('holiday')
    .values({ day, ...values })
    .onConflict((conflict) => conflict.column('day').doUpdateSet(values))
    .execute()
}

/** A removed day is remembered, so that the content does not bring it back. */
export async function removeHoliday(tx: Tx, day: string, removedAt: Date): Promise<void> {
  await tx.updateTable('holiday').set({ removedAt, isOwn: true }).where('day', '=', day).execute()
}

export async function upsertWeeklyRest(tx: Tx, { since, weekdays }: WeeklyRest): Promise<void> {
  const row = { weekdays: [...weekdays] }
  await tx
    .insertInto('weeklyRest')
    .values({ since, ...row })
    .onConflict((conflict) => conflict.column('since').doUpdateSet(row))
    .execute()
}

export async function removeWeeklyRest(tx: Tx, since: string): Promise<void> {
  await tx.deleteFrom('weeklyRest').where('since', '=', since).execute()
}
