import { foldText } from '../../engine/text-key.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import { asOfficer, type Officer } from '../officers/as-officer.js'
import type { BulletinDraft } from './bulletin.js'
import { listOwnAreaCodes } from './choice-queries.js'
import { requireOwnThings } from './own-things.js'
import { auditBulletin, lockFor, noteEvent } from './own-bulletin.js'
import { type BulletinRow, getDraft } from './queries.js'
import { findForeignAreas } from './review-rules.js'

const MAX_SLUG = 60

export type Written = { content: BulletinDraft; isEmergency: boolean; correctsId: string | null }
export type Saved = { kind: 'saved'; id: string } | { kind: 'conflict'; version: number }

/** The first version of a bulletin of the officer's own unit. */
export async function createBulletin(tx: Tx, deps: Deps, officer: Officer, written: Written): Promise<Saved> {
  const id = await asOfficer(tx, officer, async (limited) => {
    await requireOwnAreas(limited, written.content, [])
    await requireOwnThings(limited, written)
    const bulletin = await limited
      .insertInto('bulletin')
      .values({
        ...{ slug: makeSlug(deps, written.content.title), unitId: officer.unitId, state: 'draft' },
        version: 0,
        ...{ createdBy: officer.id, createdAt: deps.clock.now() },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await addVersion(limited, deps, officer, { id: bulletin.id, version: 0 }, written)
    return bulletin.id
  })
  await auditBulletin(tx, deps, officer, { id, type: 'written', data: { version: 1 } })
  return { kind: 'saved', id }
}

/** Always a new version, which must be reviewed anew; what is public stays so. `base`: the version it was made from. */
export async function saveVersion(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  { id, base, ...written }: Written & { id: string; base: number },
): Promise<Saved> {
  const row = await asOfficer(tx, officer, async (limited) => {
    const held = await lockFor(limited, officer, id, 'edit')
    if (held.version !== base) return held
    await requireOwnAreas(limited, written.content, await keptAreas(limited, held))
    await requireOwnThings(limited, written, held)
    await addVersion(limited, deps, officer, held, written)
    return held
  })
  if (row.version !== base) return { kind: 'conflict', version: row.version }
  await auditBulletin(tx, deps, officer, { id, type: 'written', data: { version: base + 1 } })
  return { kind: 'saved', id }
}

/** What came as a file may keep the areas that it came with. */
export async function keptAreas(limited: Tx, { id, unitId, version }: BulletinRow): Promise<string[]> {
  return unitId === null ? (await getDraft(limited, id, version)).areas : []
}

export async function requireOwnAreas(limited: Tx, { areas }: BulletinDraft, kept: readonly string[]): Promise<void> {
  const foreign = findForeignAreas(areas, await listOwnAreaCodes(limited), kept)
  if (foreign.length === 0) return
  throw new AppError('forbidden', `Đơn vị của đồng chí không đăng bản tin cho địa bàn ${foreign.join(', ')}.`, {
    todo: 'Xin chọn địa bàn của đơn vị mình hoặc cấp dưới.',
  })
}

async function addVersion(
  limited: Tx,
  deps: Deps,
  officer: Officer,
  { id, version }: { id: string; version: number },
  { content, isEmergency, correctsId }: Written,
): Promise<void> {
  const number = version + 1
  const at = deps.clock.now()
  await limited
    .insertInto('bulletinVersion')
    .values({
      ...{ bulletinId: id, number, content: JSON.stringify(content), isEmergency, correctsId },
      ...{ writtenBy: officer.id, writtenAt: at },
    })
    .execute()
  await limited.updateTable('bulletin').set({ state: 'draft', version: number }).where('id', '=', id).execute()
  await noteEvent(limited, deps, officer, { id, type: 'written', data: { version: number } })
}

/** Other units' are taken, too, and not to be seen: chance makes it free where the title alone does not. */
function makeSlug(deps: Deps, title: string): string {
  const words = foldText(title)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_SLUG)
    .replace(/^-+|-+$/g, '')
  return `${words || 'ban-tin'}-${deps.ids.bytes(3).toString('hex')}`
}
