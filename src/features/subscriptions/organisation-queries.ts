import { sql } from 'kysely'
import type { Db } from '../../platform/db.js'
import type { NamedOrganisation } from './find-organisations.js'
import { FEWEST_COUNTED } from './organisation-words.js'

export type OrganisationRow = NamedOrganisation & { kind: string; areaCode: string; isActive: boolean }

/** Those that somebody may name as theirs; of these provinces, or of all where none is known. */
export async function listActiveOrganisations(db: Db, provinceCodes: readonly string[]): Promise<NamedOrganisation[]> {
  return selectOrganisations(db)
    .where('organisation.isActive', '=', true)
    .$if(provinceCodes.length > 0, (query) => query.where('area.provinceCode', 'in', [...provinceCodes]))
    .execute()
}

export async function isActiveOrganisation(db: Db, id: string): Promise<boolean> {
  const found = await selectOrganisations(db)
    .where('organisation.id', '=', id)
    .where('organisation.isActive', '=', true)
    .executeTakeFirst()
  return found !== undefined
}

/** Under the officer's role: those that the officer's unit or one below it keeps. */
export async function listOwnOrganisations(db: Db): Promise<OrganisationRow[]> {
  return selectOrganisations(db)
    .where(IS_OWN)
    .orderBy(sql`organisation.name collate "vi-x-icu"`)
    .orderBy('organisation.id')
    .execute()
}

export async function findOwnOrganisation(db: Db, id: string): Promise<OrganisationRow | undefined> {
  return selectOrganisations(db).where(IS_OWN).where('organisation.id', '=', id).executeTakeFirst()
}

/** Where the officer may enter organisations; of the whole country the provinces only, for a list to choose from. */
export async function listOwnAreas(db: Db, day: string): Promise<{ code: string; name: string }[]> {
  const areas = await db
    .selectFrom('area')
    .select(['code', 'name', 'kind'])
    .where(sql<boolean>`code = any((select anninh_own_areas())::text[])`)
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>', day)]))
    .orderBy(sql`kind = 'province' desc`)
    .orderBy(sql`name collate "vi-x-icu"`)
    .execute()
  const provinces = areas.filter(({ kind }) => kind === 'province')
  return (provinces.length > 1 ? provinces : areas).map(({ code, name }) => ({ code, name }))
}

/** Not under an officer's role. How many people named each as theirs; those with fewer than five are left out. */
export async function countSubscribers(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('subscriber')
    .select(['organisationId', sql<number>`count(*)::int`.as('people')])
    .where('organisationId', 'in', [...ids])
    .where(sql<boolean>`exists (select from subscription where subscriber_id = subscriber.id and left_at is null)`)
    .groupBy('organisationId')
    .having(sql<boolean>`count(*) >= ${FEWEST_COUNTED}`)
    .execute()
  return new Map(rows.map(({ organisationId, people }) => [organisationId ?? '', people]))
}

const IS_OWN = sql<boolean>`organisation.unit_id = any(
  (select anninh_subtree((select unit_id from officer where officer.id = anninh_officer_id())))::bigint[])`

function selectOrganisations(db: Db) {
  return db
    .selectFrom('organisation')
    .innerJoin('area', 'area.code', 'organisation.areaCode')
    .select(['organisation.id', 'organisation.name', 'organisation.kind', 'organisation.areaCode'])
    .select(['organisation.isActive', 'area.name as areaName'])
}
