import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import { AppError } from '../../platform/errors.js'
import type { Officer } from '../../platform/officer.js'
import { BulletinContent } from '../bulletins/bulletin.js'
import { audienceAreas } from './broadcast-rules.js'

export type SendableBulletin = {
  id: string
  slug: string
  sendVersion: number
  isEmergency: boolean
  correctsId: string | null
}

/** An approved version with the areas that this officer may send it to. */
export type Sendable = { bulletin: SendableBulletin; content: BulletinContent; areas: string[] }

/** Under the officer's role. 404 for what the officer may not see, 409 for what is not approved or has no area here. */
export async function getSendable(limited: Tx, officer: Officer, bulletinId: string): Promise<Sendable> {
  const row = await limited
    .selectFrom('bulletin')
    .select(['id', 'slug', 'state', 'version', 'publicVersion', 'isEmergency', 'correctsId'])
    .where('id', '=', bulletinId)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'Không có bản tin này trong phạm vi của đồng chí.')
  const back = `/console/bulletins/${row.id}`
  const sendVersion = row.state === 'approved' ? row.version : row.state === 'published' ? row.publicVersion : null
  if (sendVersion === null) {
    throw new AppError('conflict', 'Bản tin này chưa gửi được.', {
      title: 'Chưa gửi được',
      todo: 'Chỉ gửi được bản đã duyệt và chưa thu hồi. Nếu đang sửa, xin gửi duyệt lại trước.',
      back,
    })
  }
  const content = await readContent(limited, row.id, sendVersion)
  const areas = audienceAreas(content.areas, await listOwnAreas(limited))
  if (areas.length === 0) {
    throw new AppError('conflict', `Bản tin này dành cho địa bàn khác, ${officer.unitName} không gửi được.`, {
      title: 'Chưa gửi được',
      back,
    })
  }
  const { id, slug, isEmergency, correctsId } = row
  return { bulletin: { id, slug, sendVersion, isEmergency, correctsId }, content, areas }
}

async function readContent(limited: Tx, bulletinId: string, number: number): Promise<BulletinContent> {
  const { content } = await limited
    .selectFrom('bulletinVersion')
    .select('content')
    .where('bulletinId', '=', bulletinId)
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  return BulletinContent.parse(content)
}

async function listOwnAreas(limited: Tx): Promise<string[]> {
  const { rows } = await sql<{ areas: string[] }>`select anninh_own_areas() as areas`.execute(limited)
  return rows[0]?.areas ?? []
}
