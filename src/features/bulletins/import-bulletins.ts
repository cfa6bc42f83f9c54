import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'
import { type Bulletin, BulletinContent } from './bulletin.js'
import { hashPicture, insertPicture, makePicture } from './pictures.js'

/** By slug. */
export type PictureIds = ReadonlyMap<string, string>

/**
 * The pictures beside the files, as rows: each is encoded anew once. Before the transaction of `importBulletins`,
 * since it takes its time.
 */
export async function importPictures(db: Db, folder: string, bulletins: readonly Bulletin[]): Promise<PictureIds> {
  const ids = new Map<string, string>()
  for (const { slug, picture } of bulletins) {
    if (!picture) continue
    const given = await readFile(join(folder, 'bulletins', picture.file))
    ids.set(
      slug,
      (await findPicture(db, given)) ?? (await insertPicture(db, await makePicture(given), null, new Date())),
    )
  }
  return ids
}

/**
 * Brings the rows in step with the files, given newest first. A changed file is a new version. What somebody has edited or withdrawn in
 * the console is theirs from then on, and is left alone; so is a bulletin whose file is gone.
 */
export async function importBulletins(tx: Tx, bulletins: readonly Bulletin[], pictures: PictureIds): Promise<void> {
  const rows = new Map((await listImported(tx)).map((row) => [row.slug, row]))
  // The oldest first: of two the newer has the higher number, as those have that are written in the console.
  for (const bulletin of bulletins.toReversed()) {
    const row = rows.get(bulletin.slug)
    const content = toContent(bulletin, pictures.get(bulletin.slug))
    if (!row) await insertImported(tx, bulletin, content)
    else if (row.isOurs && !isDeepStrictEqual(row.content, content)) await addVersion(tx, row, content)
    if (row?.isOurs) await movePublished(tx, row, bulletin)
  }
  for (const { slug, corrects } of bulletins) {
    const { isOurs, isTied } = rows.get(slug) ?? { isOurs: true, isTied: false }
    if (isOurs && (corrects || isTied)) await tie(tx, slug, corrects)
  }
}

/** `isOurs`: it came as a file, and nobody has written a version since. `isTied`: it corrects another. */
type Row = {
  id: string
  slug: string
  version: number
  isOurs: boolean
  isTied: boolean
  content: unknown
  publishedAt: Date | null
}

async function findPicture(db: Db, given: Buffer): Promise<string | undefined> {
  const row = await db
    .selectFrom('picture')
    .select('id')
    .where('sha256', '=', hashPicture(given))
    .where('unitId', 'is', null)
    .executeTakeFirst()
  return row?.id
}

function listImported(tx: Tx): Promise<Row[]> {
  return tx
    .selectFrom('bulletin')
    .innerJoin('bulletinVersion', (join) =>
      join.onRef('bulletinId', '=', 'bulletin.id').onRef('number', '=', 'bulletin.version'),
    )
    .select(['bulletin.id', 'slug', 'version', 'content', 'publishedAt'])
    .select([
      sql<boolean>`unit_id is null and state = 'published' and not exists (
        select from bulletin_version v where v.bulletin_id = bulletin.id and v.written_by is not null)`.as('isOurs'),
      sql<boolean>`coalesce(bulletin.corrects_id, bulletin_version.corrects_id) is not null`.as('isTied'),
    ])
    .execute()
}

/** In the form in which it comes back from the database. */
function toContent(bulletin: Bulletin, pictureId: string | undefined): unknown {
  const { slug: _slug, published: _published, corrects: _corrects, picture, ...facts } = bulletin
  const shown = picture && pictureId ? { picture: { id: pictureId, alt: picture.alt } } : {}
  return JSON.parse(JSON.stringify(BulletinContent.parse({ ...facts, ...shown })))
}

async function insertImported(tx: Tx, bulletin: Bulletin, content: unknown): Promise<void> {
  const publishedAt = noonOf(bulletin.published)
  const { id } = await tx
    .insertInto('bulletin')
    .values({
      ...{ slug: bulletin.slug, state: 'published', version: 0, publicVersion: 0 },
      ...{ publishedAt, createdAt: publishedAt },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await addVersion(tx, { id, version: 0 }, content)
}

async function addVersion(tx: Tx, { id, version }: Pick<Row, 'id' | 'version'>, content: unknown): Promise<void> {
  const number = version + 1
  const now = sql<Date>`now()`
  await tx
    .insertInto('bulletinVersion')
    .values({ bulletinId: id, number, content: JSON.stringify(content), writtenAt: now, approvedAt: now })
    .execute()
  await tx.updateTable('bulletin').set({ version: number, publicVersion: number }).where('id', '=', id).execute()
  await tx
    .insertInto('bulletinEvent')
    .values({ bulletinId: id, at: now, type: 'imported', data: JSON.stringify({ version: number }) })
    .execute()
}

async function movePublished(tx: Tx, row: Row, { published }: Bulletin): Promise<void> {
  const publishedAt = noonOf(published)
  if (row.publishedAt?.getTime() === publishedAt.getTime()) return
  await tx.updateTable('bulletin').set({ publishedAt }).where('id', '=', row.id).execute()
}

async function tie(tx: Tx, slug: string, corrects: string | undefined): Promise<void> {
  const earlier = corrects
    ? await tx.selectFrom('bulletin').select('id').where('slug', '=', corrects).executeTakeFirst()
    : undefined
  const correctsId = earlier?.id ?? null
  const tied = await tx
    .updateTable('bulletin')
    .set({ correctsId })
    .where('slug', '=', slug)
    .where('unitId', 'is', null)
    .returning(['id', 'version'])
    .executeTakeFirst()
  if (!tied) return
  await tx
    .updateTable('bulletinVersion')
    .set({ correctsId })
    .where('bulletinId', '=', tied.id)
    .where('number', '=', tied.version)
    .where('correctsId', 'is distinct from', correctsId)
    .execute()
}

/** A day has no hour, so noon in Vietnam stands for it: that is the same day everywhere that reads us. */
function noonOf(day: string): Date {
  return new Date(`${day}T12:00:00+07:00`)
}
