import { sql } from 'kysely'
import type { Db } from '../../platform/db.js'
import { AppError } from '../../platform/errors.js'
import { BulletinDraft } from './bulletin.js'
import type { State } from './review-rules.js'

/** All of it under the officer's database role: what one may not see is not there. */
export type BulletinRow = {
  id: string
  slug: string
  unitId: string | null
  unitName: string | null
  state: State
  version: number
  publicVersion: number | null
  /** As the newest version says. */
  isEmergency: boolean
  correctsId: string | null
  publishedAt: Date | null
  withdrawnAt: Date | null
  withdrawnBecause: string | null
  /** Of the officer's units; what came as a file is its highest unit's. */
  isOwn: boolean
}

export type ListedRow = BulletinRow & { title: string; writtenAt: Date }

type Page = { state: State | null; before: string | null; max: number }

export async function listBulletins(db: Db, { state, before, max }: Page): Promise<ListedRow[]> {
  const rows = await selectBulletins(db)
    .select(['writtenAt', sql<string>`content ->> 'title'`.as('title')])
    .$if(state !== null, (query) => query.where('bulletin.state', '=', state))
    .$if(before !== null, (query) => query.where('bulletin.id', '<', before))
    .orderBy('bulletin.id', 'desc')
    .limit(max)
    .execute()
  return rows.map((row) => ({ ...row, state: row.state as State }))
}

export async function findBulletin(db: Db, id: string): Promise<BulletinRow | undefined> {
  const row = await selectBulletins(db).where('bulletin.id', '=', id).executeTakeFirst()
  return row && { ...row, state: row.state as State }
}

/**
 * Holds the bulletin until the commit, then reads it: whoever waited here sees what the other did. Row-level security
 * hides what the officer may not change.
 */
export async function lockBulletin(db: Db, id: string): Promise<BulletinRow | undefined> {
  const held = await db.selectFrom('bulletin').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return held && findBulletin(db, id)
}

export async function getDraft(db: Db, id: string, number: number): Promise<BulletinDraft> {
  const { content } = await db
    .selectFrom('bulletinVersion')
    .select('content')
    .where('bulletinId', '=', id)
    .where('number', '=', number)
    .executeTakeFirstOrThrow(() => new AppError('not_found', 'Không có phiên bản này.'))
  return BulletinDraft.parse(content)
}

export type VersionRow = {
  number: number
  writtenBy: string | null
  writer: string | null
  writtenAt: Date
  approver: string | null
  approvedAt: Date | null
}

/** Newest first. */
export async function listVersions(db: Db, id: string): Promise<VersionRow[]> {
  return db
    .selectFrom('bulletinVersion')
    .select(['number', 'writtenBy', 'writtenAt', 'approvedAt'])
    .select(sql<string | null>`anninh_bulletin_hand(written_by)`.as('writer'))
    .select(sql<string | null>`anninh_bulletin_hand(approved_by)`.as('approver'))
    .where('bulletinId', '=', id)
    .orderBy('number', 'desc')
    .execute()
}

export type EventRow = { at: Date; type: string; who: string | null; data: unknown }

/** Newest first. */
export async function listEvents(db: Db, id: string): Promise<EventRow[]> {
  return db
    .selectFrom('bulletinEvent')
    .select(['at', 'type', 'data'])
    .select(sql<string | null>`anninh_bulletin_hand(officer_id)`.as('who'))
    .where('bulletinId', '=', id)
    .orderBy('id', 'desc')
    .execute()
}

/** Emergency bulletins of that unit that were approved since. */
export async function countEmergencies(db: Db, unitId: string | null, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom('bulletinEvent')
    .innerJoin('bulletin', 'bulletin.id', 'bulletinId')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('type', '=', 'approved')
    .where(sql`data ->> 'isEmergency'`, '=', 'true')
    .where('at', '>=', since)
    .where('unitId', 'is not distinct from', unitId)
    .executeTakeFirstOrThrow()
  return count
}

function selectBulletins(db: Db) {
  return db
    .selectFrom('bulletin')
    .innerJoin('bulletinVersion as newest', (join) =>
      join.onRef('newest.bulletinId', '=', 'bulletin.id').onRef('newest.number', '=', 'bulletin.version'),
    )
    .leftJoin('unit', 'unit.id', 'bulletin.unitId')
    .select([
      'bulletin.id',
      'slug',
      'bulletin.unitId',
      'unit.name as unitName',
      'bulletin.state',
      'bulletin.version',
      'bulletin.publicVersion',
      'newest.isEmergency',
      'newest.correctsId',
      'publishedAt',
      'withdrawnAt',
      'withdrawnBecause',
      sql<boolean>`(bulletin.unit_id = any((select anninh_teaching_units())::bigint[])
        or (bulletin.unit_id is null and (select anninh_is_top())))`.as('isOwn'),
    ])
}
