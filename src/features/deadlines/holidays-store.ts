import type { Db, Tx } from '../../platform/db.js'
import type { Holiday } from './holidays.js'

/** Adds the content's days. A day that was edited since stays as it is. */
export async function saveHolidays(tx: Tx, holidays: readonly Holiday[]): Promise<void> {
  if (holidays.length === 0) return
  const rows = holidays.map(({ day, name, isTentative }) => ({ day, name, isTentative }))
  await tx
    .insertInto('holiday')
    .values(rows)
    .onConflict((conflict) => conflict.column('day').doNothing())
    .execute()
}

export async function listHolidays(db: Db): Promise<Holiday[]> {
  return db.selectFrom('holiday').select(['day', 'name', 'isTentative']).orderBy('day').execute()
}
