import { sql } from 'kysely'
import { localDay } from '../../engine/local-day.js'
import { foldText } from '../../engine/text-key.js'
import type { Tx } from '../../platform/db.js'

/**
 * `2026-000123`: counted without gaps within the year as people here live it. The counter stays locked until the
 * commit, so that this comes last: in a flood everybody who files waits for it.
 */
export async function numberTip(tx: Tx, tipId: string, now: Date): Promise<string> {
  const year = Number(localDay(now).slice(0, 4))
  const { last } = await tx
    .insertInto('tipNumber')
    .values({ year, last: 1 })
    .onConflict((conflict) => conflict.column('year').doUpdateSet({ last: sql`tip_number.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow()
  const number = `${year}-${String(last).padStart(6, '0')}`
  await tx
    .updateTable('tip')
    .set({ number, searchText: sql`${`${foldText(number)} `} || search_text` })
    .where('id', '=', tipId)
    .execute()
  return number
}
