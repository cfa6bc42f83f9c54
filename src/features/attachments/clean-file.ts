import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { sendSignal } from '../../platform/signals.js'
import type { PictureDecoder } from './picture-decoder.js'
import { cleanPicture } from './reencode.js'
import { cleanPath, originalPath } from './seal-file.js'

const MAX_ATTEMPTS = 3

type Pending = { id: string; fileKey: Buffer; cleanAttempts: number }

/** Keeps what the QR codes in a picture say, in the transaction that says that its copy is ready. */
export type KeepCodes = (tx: Tx, attachmentId: string, codes: readonly string[]) => Promise<void>

/**
 * Makes the copy that officers see: decoded and encoded anew, so that no metadata (EXIF, GPS, thumbnail) and no
 * hidden second file survives. One at a time. Each try is counted before it begins: a picture that cannot be decoded
 * stays sealed, and one that takes the process with it is left alone after the third time.
 */
export async function cleanPendingFiles(
  db: Db,
  deps: Deps,
  { decoder, keepCodes }: { decoder: PictureDecoder; keepCodes?: KeepCodes },
): Promise<void> {
  for (let next = await claimPending(db); next; next = await claimPending(db)) {
    const { id } = next
    const codes = next.cleanAttempts <= MAX_ATTEMPTS ? await cleanOne(deps, decoder, next) : undefined
    if (!codes || codes.length === 0) await markTried(db, id, codes !== undefined)
    else {
      await db.transaction().execute(async (tx) => {
        await keepCodes?.(tx, id, codes)
        await markTried(tx, id, true)
      })
    }
  }
}

/** Also told to whoever has the tip open: a page that was opened before the copy was there would wait for it in vain. */
async function markTried(db: Db, id: string, isClean: boolean): Promise<void> {
  await db
    .updateTable('attachment')
    .set(isClean ? { clean: 'ready', cleanMime: 'image/jpeg' } : { clean: 'failed' })
    .where('id', '=', id)
    .execute()
  const tip = await db
    .selectFrom('attachment')
    .innerJoin('tip', 'tip.id', 'attachment.tipId')
    .select('tip.unitId')
    .where('attachment.id', '=', id)
    .executeTakeFirst()
  if (tip) await sendSignal(db, 'tip', tip.unitId)
}

/** The lease ends after a minute, longer than a try may take; then a try that ended with its process is made again. */
async function claimPending(db: Db): Promise<Pending | undefined> {
  const next = db
    .selectFrom('attachment')
    .select('id')
    .where('clean', '=', 'pending')
    .where('cleanAfter', '<=', sql<Date>`clock_timestamp()`)
    .orderBy('createdAt')
    .limit(1)
    .forUpdate()
    .skipLocked()
  return db
    .updateTable('attachment')
    .set({ cleanAttempts: sql`clean_attempts + 1`, cleanAfter: sql`clock_timestamp() + interval '1 minute'` })
    .where('id', '=', next)
    .returning(['id', 'fileKey', 'cleanAttempts'])
    .executeTakeFirst()
}

/** What its QR codes say; nothing when there is no copy. */
async function cleanOne(deps: Deps, decoder: PictureDecoder, { id, fileKey }: Pending): Promise<string[] | undefined> {
  try {
    const original = await deps.files.read(originalPath(id), fileKey)
    const { copy, codes, complaint } = await cleanPicture(decoder, original)
    await deps.files.putWith(cleanPath(id), fileKey, originalPath(id), copy)
    if (complaint) deps.log.warn({ attachmentId: id, complaint }, 'no QR codes could be looked for in a picture')
    return codes
  } catch (err) {
    deps.log.warn({ err, attachmentId: id }, 'a picture could not be cleaned; it stays sealed')
    return undefined
  }
}

/** Destroys files whose rows are gone, or never came. */
export async function destroyFiles(db: Db, deps: Deps): Promise<void> {
  const files = await db
    .selectFrom('fileToDestroy')
    .select(['id', 'path'])
    .where('since', '<=', sql<Date>`clock_timestamp()`)
    .orderBy('id')
    .limit(200)
    .execute()
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
