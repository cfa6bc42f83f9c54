import { sql } from 'kysely'
import { localDay } from '../../engine/local-day.js'
import type { Db } from '../../platform/db.js'
import { BulletinContent } from './bulletin.js'

export type Named = { slug: string; title: string }

/** What everybody reads. `published`: the day in Vietnam, as yyyy-mm-dd. */
export type PublicBulletin = BulletinContent & {
  id: string
  slug: string
  published: string
  isEmergency: boolean
  /** Null: it came with the program. */
  unitName: string | null
  /** The one that it sets right, and the one that sets it right. */
  corrects: Named | null
  correctedBy: Named | null
}

export type ListedBulletin = Named & { summary: string; published: string; isCorrected: boolean; publishedAt: Date }

/** Instead of a bulletin that was taken back. */
export type Withdrawn = Named & { because: string; withdrawn: string; insteadOf: Named | null }

/** Newest first; of one moment by title. */
export async function listPublic(db: Db, { skip, max }: { skip: number; max: number }): Promise<ListedBulletin[]> {
  const rows = await publicRows(db)
    .select(sql<string>`content ->> 'title'`.as('title'))
    .select(sql<string>`content ->> 'summary'`.as('summary'))
    .orderBy('publishedAt', 'desc')
    .orderBy(sql`content ->> 'title'`)
    .orderBy('bulletin.id')
    .offset(skip)
    .limit(max)
    .execute()
  return rows.map(({ slug, title, summary, publishedAt, isCorrected }) => {
    const at = publishedAt ?? new Date(0)
    return { slug, title, summary, publishedAt: at, published: localDay(at), isCorrected }
  })
}

/** By its slug, or by its number as chats name it. */
export async function findPublic(db: Db, name: string): Promise<PublicBulletin | undefined> {
  const row = await publicRows(db)
    .leftJoin('unit', 'unit.id', 'bulletin.unitId')
    .select(['content', 'bulletinVersion.isEmergency', 'bulletinVersion.correctsId', 'unit.name as unitName'])
    .where(isNumber(name) ? 'bulletin.id' : 'slug', '=', name)
    .executeTakeFirst()
  if (!row?.publishedAt) return undefined
  const { id, slug, isEmergency, unitName } = row
  return {
    ...BulletinContent.parse(row.content),
    ...{ id, slug, isEmergency, unitName, published: localDay(row.publishedAt) },
    corrects: row.correctsId === null ? null : await findNamed(db, 'bulletin.id', row.correctsId),
    correctedBy: row.isCorrected ? await findNamed(db, 'bulletinVersion.correctsId', id) : null,
  }
}

/** Only of what everybody could read before. */
export async function findWithdrawn(db: Db, slug: string): Promise<Withdrawn | undefined> {
  const row = await db
    .selectFrom('bulletin')
    .innerJoin('bulletinVersion', (join) =>
      join.onRef('bulletinId', '=', 'bulletin.id').onRef('number', '=', 'publicVersion'),
    )
    .select(['bulletin.id', 'slug', 'withdrawnAt', 'withdrawnBecause'])
    .select(sql<string>`content ->> 'title'`.as('title'))
    .where('slug', '=', slug)
    .where('state', '=', 'withdrawn')
    .executeTakeFirst()
  if (!row?.withdrawnAt) return undefined
  const insteadOf = await findNamed(db, 'bulletinVersion.correctsId', row.id)
  return {
    slug,
    title: row.title,
    because: row.withdrawnBecause ?? '',
    withdrawn: localDay(row.withdrawnAt),
    insteadOf,
  }
}

/** Of a version that everybody could read, of a bulletin or a quiz that stands. */
export async function findPublicPicture(db: Db, id: string): Promise<{ mime: string; bytes: Buffer } | undefined> {
  return db
    .selectFrom('picture')
    .select(['mime', 'bytes'])
    .where('id', '=', id)
    .where((where) =>
      where.or([
        where.exists(
          where
            .selectFrom('bulletinVersion')
            .innerJoin('bulletin', 'bulletin.id', 'bulletinId')
            .select('number')
            .where(sql`content -> 'picture' ->> 'id'`, '=', id)
            .where('state', '<>', 'withdrawn')
            .where('approvedAt', 'is not', null)
            .whereRef('number', '<=', 'publicVersion'),
        ),
        where.exists(
          where
            .selectFrom('quizVersion')
            .innerJoin('quiz', 'quiz.id', 'quizId')
            .select('number')
            .where(sql<boolean>`content @> ${JSON.stringify({ questions: [{ picture: { id } }] })}::jsonb`)
            .where((version) => version.or([version('approvedAt', 'is not', null), version('writtenBy', 'is', null)]))
            .whereRef('number', '<=', 'publicVersion'),
        ),
      ]),
    )
    .executeTakeFirst()
}

/** What does not fit an id is no id. */
function isNumber(name: string): boolean {
  return /^\d{1,15}$/.test(name)
}

/** The version that everybody reads, of what was not taken back. */
function publicRows(db: Db) {
  return db
    .selectFrom('bulletin')
    .innerJoin('bulletinVersion', (join) =>
      join.onRef('bulletinId', '=', 'bulletin.id').onRef('number', '=', 'publicVersion'),
    )
    .select(['bulletin.id', 'slug', 'publishedAt'])
    .select(
      sql<boolean>`exists (
        select from bulletin_version v join bulletin c on c.id = v.bulletin_id and c.public_version = v.number
        where v.corrects_id = bulletin.id and c.state <> 'withdrawn')`.as('isCorrected'),
    )
    .where('state', '<>', 'withdrawn')
}

/** The newest that is so. */
async function findNamed(
  db: Db,
  column: 'bulletin.id' | 'bulletinVersion.correctsId',
  id: string,
): Promise<Named | null> {
  const row = await publicRows(db)
    .select(sql<string>`content ->> 'title'`.as('title'))
    .where(column, '=', id)
    .orderBy('publishedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { slug: row.slug, title: row.title } : null
}
