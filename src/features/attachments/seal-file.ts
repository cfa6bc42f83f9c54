import { createHash } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import { sql } from 'kysely'
import sharp from 'sharp'
import type { Db, Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'

export type Sealed =
  | { kind: 'sealed'; id: string; mime: string; size: number; sha256: Buffer; fileKey: Buffer }
  | { kind: 'refused'; reason: 'too_big' | 'not_a_picture' | 'unreadable' }

const MAX_BYTES = 20 * 1024 * 1024
export const MAX_PIXELS = 64_000_000
const PICTURES: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/heic',
  'image/avif',
])

/** No picture comes twice, so remembering decoded ones only costs memory; and answers need the other core. */
sharp.cache(false)
sharp.concurrency(1)

/**
 * P4: the original as it came, encrypted, with its SHA-256. What it is, is read from its bytes: a name or a type
 * that the sender claims is ignored. SVG, HTML, archives and programs are refused here. A file whose row never comes
 * (a crash, another file of the message that failed) is destroyed after an hour: `keepFiles` is what saves it.
 */
export async function sealFile(db: Db, deps: Deps, bytes: Buffer): Promise<Sealed> {
  if (bytes.length > MAX_BYTES) return { kind: 'refused', reason: 'too_big' }
  const mime = await findTakenType(bytes)
  if (mime === null) return { kind: 'refused', reason: 'not_a_picture' }
  if (isPicture(mime) && !(await hasSaneSize(bytes))) return { kind: 'refused', reason: 'unreadable' }
  const id = deps.ids.uuid()
  const anHourOn = sql<Date>`clock_timestamp() + interval '1 hour'`
  await db
    .insertInto('fileToDestroy')
    .values({ path: originalPath(id), since: anHourOn })
    .execute()
  const fileKey = await deps.files.put(originalPath(id), bytes)
  const sha256 = createHash('sha256').update(bytes).digest()
  return { kind: 'sealed', id, mime, size: bytes.length, sha256, fileKey }
}

/** In the transaction that writes the files' rows. */
export async function keepFiles(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.deleteFrom('fileToDestroy').where('path', 'in', ids.map(originalPath)).execute()
}

/** What the bytes are, when it is something that is taken as evidence; else null. */
export async function findTakenType(bytes: Buffer): Promise<string | null> {
  const mime = (await fileTypeFromBuffer(bytes))?.mime ?? ''
  return isPicture(mime) || mime === 'application/pdf' ? mime : null
}

export function isPicture(mime: string): boolean {
  return PICTURES.has(mime)
}

export function originalPath(id: string): string {
  return `sealed/${id}`
}

export function cleanPath(id: string): string {
  return `clean/${id}`
}

/** Reads the header only: a few bytes may claim a picture that takes gigabytes to decode. */
async function hasSaneSize(bytes: Buffer): Promise<boolean> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: MAX_PIXELS }).metadata()
    return width > 0 && height > 0 && width * height <= MAX_PIXELS
  } catch {
    return false
  }
}
