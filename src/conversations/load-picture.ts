import type { Picture } from '../engine/message.js'
import type { Db } from '../platform/db.js'
import type { Sendable, SendResult } from './channel.js'

/** What an account's platform needs to show a picture: the name that it gave it once, or its bytes. */
export async function loadPicture(
  db: Db,
  accountId: string,
  { id, alt }: Picture,
): Promise<Sendable['picture'] | undefined> {
  const row = await db
    .selectFrom('picture')
    .leftJoin('pictureUpload', (join) =>
      join.onRef('pictureUpload.pictureId', '=', 'picture.id').on('pictureUpload.accountId', '=', accountId),
    )
    .select(['picture.mime', 'pictureUpload.fileRef'])
    .select((from) =>
      from.case().when('pictureUpload.fileRef', 'is', null).then(from.ref('picture.bytes')).end().as('bytes'),
    )
    .where('picture.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  if (row.fileRef !== null) return { alt, ref: row.fileRef }
  return row.bytes ? { alt, mime: row.mime, bytes: row.bytes } : undefined
}

/** The platform has the picture now: nobody uploads it again. */
export async function keepPictureRef(
  db: Db,
  accountId: string,
  picture: Picture | undefined,
  result: SendResult,
): Promise<void> {
  if (!picture || result.kind !== 'sent' || result.pictureRef === undefined) return
  await db
    .insertInto('pictureUpload')
    .values({ pictureId: picture.id, accountId, fileRef: result.pictureRef })
    .onConflict((conflict) =>
      conflict.columns(['pictureId', 'accountId']).doUpdateSet({ fileRef: result.pictureRef ?? '' }),
    )
    .execute()
}
