import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { asOfficer } from '../../officers/as-officer.js'
import { insertPicture, makePicture, type NewPicture } from '../pictures.js'

export const MAX_UPLOAD_BYTES = 8 * 1024 * 1024

type Taken = { kind: 'none' } | { kind: 'taken'; id: string } | { kind: 'wrong'; because: string }

/** The file of the form's field `picture`, encoded anew and stored. */
export async function takePicture(c: ConsoleContext, { db, deps }: Edge): Promise<Taken> {
  const { officer } = c.var
  const file = (await c.req.parseBody())['picture']
  if (!(file instanceof File) || file.size === 0) return { kind: 'none' }
  const picture = await decode(Buffer.from(await file.arrayBuffer()))
  if (!picture) return { kind: 'wrong', because: 'Không đọc được ảnh này. Xin chọn tệp JPG, PNG hoặc WebP.' }
  const id = await db
    .transaction()
    .execute((tx) =>
      asOfficer(tx, officer, (limited) => insertPicture(limited, picture, officer.unitId, deps.clock.now())),
    )
  return { kind: 'taken', id }
}

/** Whatever breaks the decoder breaks its process only, and is no picture for us. */
function decode(given: Buffer): Promise<NewPicture | null> {
  return makePicture(given).catch(() => null)
}
