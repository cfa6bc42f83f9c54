import type { Db } from '../../platform/db.js'
import type { NamedOrganisation } from './find-organisations.js'

/** Those that somebody may name as theirs; of these provinces, or of all where none is known. */
export async function listActiveOrganisations(db: Db, provinceCodes: readonly string[]): Promise<NamedOrganisation[]> {
  return db
    .selectFrom('organisation')
    .innerJoin('area', 'area.code', 'organisation.areaCode')
    .select(['organisation.id', 'organisation.name', 'area.name as areaName'])
    .where('organisation.isActive', '=', true)
    .$if(provinceCodes.length > 0, (query) => query.where('area.provinceCode', 'in', [...provinceCodes]))
    .execute()
}

export async function isActiveOrganisation(db: Db, id: string): Promise<boolean> {
  const found = await db
    .selectFrom('organisation')
    .select('id')
    .where('id', '=', id)
    .where('isActive', '=', true)
    .executeTakeFirst()
  return found !== undefined
}
