import { createHash } from 'node:crypto'
import type { Db } from '../../platform/db.js'
import { reencode } from '../attachments/reencode.js'
import { jpegSize } from './jpeg-size.js'

/** Wide enough for a desk. What is still too big, as of grain, is made smaller. */
const LONGEST_SIDES = [1_280, 900, 640]
const MAX_BYTES = 1024 * 1024

/** `sha256` is that of the file as it was given, so that the same file is known again. */
export type NewPicture = { bytes: Buffer; width: number; height: number; sha256: Buffer }

/** Decoded and encoded anew in a process of its own. Throws when it is no picture. */
export async function makePicture(given: Buffer): Promise<NewPicture> {
  for (const side of LONGEST_SIDES) {
    const bytes = await reencode([given], side)
    if (bytes.length <= MAX_BYTES) return { bytes, ...jpegSize(bytes), sha256: hashPicture(given) }
  }
  throw new Error('the picture stays too big')
}

export function hashPicture(given: Buffer): Buffer {
  return createHash('sha256').update(given).digest()
}

/** The picture's id. */
export async function insertPicture(db: Db, picture: NewPicture, unitId: string | null, now: Date): Promise<string> {
  const { id } = await db
    .insertInto('picture')
    .values({ ...picture, unitId, mime: 'image/jpeg', createdAt: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
