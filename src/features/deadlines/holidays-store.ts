import type { Db, Tx } from '../../platform/db.js'
import type { Holiday } from './holidays.js'

/** Adds the content's days and follows what it says of them, such as that a tentative day is certain by now. */
export async function saveHolidays(tx: Tx, holidays: readonly Holiday[]): Promise<void> {
  if (holidays.length === 0) return
  const rows = holidays.map(({ day, name, isTentative }) => ({ day, name, isTentative }))
  await tx
    .insertInto('holiday')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('day').doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        isTentative: row.ref('excluded.isTentative'),
      })),
    )
    .execute()
}

export async function listHolidays(db: Db): Promise<Holiday[]> {
  return db.selectFrom('holiday').select(['day', 'name', 'isTentative']).orderBy('day').execute()
}
