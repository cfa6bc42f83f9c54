import type { Tx } from '../../platform/db.js'
import { AppError } from '../../platform/errors.js'
import { listCorrectable, listOrganisations } from './choice-queries.js'
import { type BulletinRow, getDraft } from './queries.js'
import type { Written } from './save-version.js'

/**
 * A picture, organisations and an earlier bulletin are named by number, and only those of the officer's units may be;
 * what the version before (`held`) named already may stay.
 */
export async function requireOwnThings(limited: Tx, written: Written, held?: BulletinRow): Promise<void> {
  const { content, correctsId } = written
  const kept = held && (await getDraft(limited, held.id, held.version))
  if (content.picture && content.picture.id !== kept?.picture?.id) await requirePicture(limited, content.picture.id)
  const foreign = content.organisations.filter((id) => !kept?.organisations.includes(id))
  if (foreign.length > 0) await requireOrganisations(limited, foreign)
  if (correctsId === null || correctsId === held?.correctsId) return
  const isKnown = (await listCorrectable(limited, held?.id ?? null)).some(({ value }) => value === correctsId)
  if (!isKnown) throw new AppError('forbidden', 'Đồng chí chỉ đính chính được bản tin của đơn vị mình và cấp dưới.')
}

/** Row-level security shows only pictures of the officer's units. */
async function requirePicture(limited: Tx, id: string): Promise<void> {
  const row = await limited.selectFrom('picture').select('id').where('id', '=', id).executeTakeFirst()
  if (!row) throw new AppError('invalid', 'Không có ảnh này. Xin tải ảnh lên lại.')
}

async function requireOrganisations(limited: Tx, ids: readonly string[]): Promise<void> {
  const own = new Set((await listOrganisations(limited)).map(({ value }) => value))
  if (ids.every((id) => own.has(id))) return
  throw new AppError('forbidden', 'Có cơ quan, trường học không thuộc đơn vị của đồng chí hoặc cấp dưới.')
}
