import { sql } from 'kysely'
import sharp from 'sharp'
import type { Db } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { cleanPath, MAX_PIXELS, originalPath } from './seal-file.js'

const LONGEST_SIDE = 2400
const SECONDS = 20

/**
 * Makes the copy that officers see: decoded and encoded anew, so that no metadata (EXIF, GPS, thumbnail) and no
 * hidden second file survives. One at a time, each tried once: a picture that cannot be decoded stays sealed.
 */
export async function cleanPendingFiles(db: Db, deps: Deps): Promise<void> {
  for (;;) {
    const isMore = await db.transaction().execute(async (tx) => {
      const next = await tx
        .selectFrom('attachment')
        .select(['id', 'fileKey'])
        .where('clean', '=', 'pending')
        .orderBy('createdAt')
        .limit(1)
        .forUpdate()
        .skipLocked()
        .executeTakeFirst()
      if (!next) return false
      const isClean = await cleanOne(deps, next)
      await tx
        .updateTable('attachment')
        .set(isClean ? { clean: 'ready', cleanMime: 'image/jpeg' } : { clean: 'failed' })
        .where('id', '=', next.id)
        .execute()
      return true
    })
    if (!isMore) return
  }
}

async function cleanOne(deps: Deps, { id, fileKey }: { id: string; fileKey: Buffer }): Promise<boolean> {
  const original = await deps.files.get(originalPath(id), fileKey)
  const copy = await reencode(original).catch((err: unknown) => {
    deps.log.warn({ err, attachmentId: id }, 'a picture could not be decoded; it stays sealed')
    return null
  })
  if (!copy) return false
  await deps.files.putWith(cleanPath(id), fileKey, originalPath(id), copy)
  return true
}

/** Upright, at most 2,400 pixels a side, JPEG; all metadata dropped. */
export function reencode(bytes: Buffer): Promise<Buffer> {
  return sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true })
    .timeout({ seconds: SECONDS })
    .rotate()
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 84 })
    .toBuffer()
}

/** Destroys files whose rows are gone. */
export async function destroyFiles(db: Db, deps: Deps): Promise<void> {
  const files = await db.selectFrom('fileToDestroy').select(['id', 'path']).orderBy('id').limit(200).execute()
  for (const { id, path } of files) {
    await deps.files.destroy(path)
    await db.deleteFrom('fileToDestroy').where('id', '=', id).execute()
  }
}

/** Uploads of the web chat whose event never came. */
export async function dropStaleUploads(db: Db, deps: Deps): Promise<void> {
  const stale = await db
    .deleteFrom('upload')
    .where('createdAt', '<', sql<Date>`now() - interval '1 day'`)
    .returning('id')
    .execute()
  for (const { id } of stale) await deps.files.destroy(`uploads/${id}`)
}
