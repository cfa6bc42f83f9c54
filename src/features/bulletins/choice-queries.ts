import { sql } from 'kysely'
import type { Db } from '../../platform/db.js'
import { BY_NAME } from '../../platform/name-order.js'
import { COUNTRY } from './bulletin.js'

export type Choice = { value: string; label: string }

/** Of a ministry there are thousands: its officers choose whole provinces. */
const MOST_AREAS = 250
const MOST_CORRECTABLE = 200

/** Where the officer may publish. */
export async function listOwnAreaCodes(db: Db): Promise<string[]> {
  const { rows } = await sql<{ codes: string[] }>`select anninh_own_areas() as codes`.execute(db)
  return rows[0]?.codes ?? []
}

/** The widest first, then by name; with those of `chosen` that are not the officer's own. */
export async function listAreaChoices(db: Db, own: readonly string[], chosen: readonly string[]): Promise<Choice[]> {
  const codes = [...new Set([...own, ...chosen])]
  if (codes.length === 0) return []
  const areas = await db
    .selectFrom('area')
    .select(['code', 'name', 'kind'])
    .where('code', 'in', codes)
    .orderBy(sql`kind <> 'province'`)
    .orderBy(BY_NAME)
    .execute()
  const isFew = areas.length <= MOST_AREAS
  const shown = areas.filter(({ code, kind }) => isFew || kind === 'province' || chosen.includes(code))
  const country = codes.includes(COUNTRY) ? [{ value: COUNTRY, label: 'Cả nước' }] : []
  return [...country, ...shown.map(({ code, name }) => ({ value: code, label: name }))]
}

/** Of the officer's own units. */
export async function listOrganisations(db: Db): Promise<Choice[]> {
  const rows = await db
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where('isActive', '=', true)
    .where(sql<boolean>`unit_id = any((select anninh_teaching_units())::bigint[])`)
    .orderBy(BY_NAME)
    .execute()
  return rows.map(({ id, name }) => ({ value: id, label: name }))
}

/** What everybody can read by now and the officer may change, newest first. */
export async function listCorrectable(db: Db, exceptId: string | null): Promise<Choice[]> {
  const rows = await db
    .selectFrom('bulletin')
    .innerJoin('bulletinVersion', (join) =>
      join.onRef('bulletinId', '=', 'bulletin.id').onRef('number', '=', 'publicVersion'),
    )
    .select(['bulletin.id', sql<string>`content ->> 'title'`.as('title')])
    .where(sql<boolean>`bulletin.id in (select anninh_changes_bulletins())`)
    .$if(exceptId !== null, (query) => query.where('bulletin.id', '<>', exceptId))
    .orderBy('publishedAt', 'desc')
    .limit(MOST_CORRECTABLE)
    .execute()
  return rows.map(({ id, title }) => ({ value: id, label: title }))
}

export async function nameAreas(db: Db, codes: readonly string[]): Promise<Choice[]> {
  return codes.length === 0 ? [] : listAreaChoices(db, [], codes)
}
