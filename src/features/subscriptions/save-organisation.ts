import { foldText } from '../../engine/text-key.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import type { Officer } from '../../platform/officer.js'
import { writeAudit } from '../audit/write-audit.js'
import { asOfficer } from '../officers/as-officer.js'
import { findOwnOrganisation, listOwnAreas, type OrganisationRow } from './organisation-queries.js'

export type OrganisationEntry = { name: string; kind: string; areaCode: string; day: string }

/** A new entry in the register, kept by the officer's unit. */
export async function addOrganisation(tx: Tx, deps: Deps, officer: Officer, entry: OrganisationEntry): Promise<void> {
  const { name, kind, areaCode } = entry
  const now = deps.clock.now()
  const id = await asOfficer(tx, officer, async (limited) => {
    await requireFree(limited, entry, null)
    const added = await limited
      .insertInto('organisation')
      .values({ name, kind, areaCode, unitId: officer.unitId, createdAt: now })
      .returning('id')
      .executeTakeFirstOrThrow()
    return added.id
  })
  const data = { name, kind, area: areaCode }
  await writeAudit(tx, {
    at: now,
    officerId: officer.id,
    action: 'organisation.add',
    object: `organisation:${id}`,
    data,
  })
}

export async function changeOrganisation(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  { id, ...entry }: OrganisationEntry & { id: string },
): Promise<void> {
  const { name, kind, areaCode } = entry
  const before = await asOfficer(tx, officer, async (limited) => {
    const found = await getOwn(limited, id)
    await requireFree(limited, entry, id)
    await limited.updateTable('organisation').set({ name, kind, areaCode }).where('id', '=', id).execute()
    return found
  })
  const data = changes(before, entry)
  if (Object.keys(data).length === 0) return
  const line = { action: 'organisation.change', object: `organisation:${id}`, data }
  await writeAudit(tx, { at: deps.clock.now(), officerId: officer.id, ...line })
}

/** One that is switched off is offered to nobody any more; who named it keeps it. Its name comes back. */
export async function switchOrganisation(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  { id, isActive }: { id: string; isActive: boolean },
): Promise<string> {
  const found = await asOfficer(tx, officer, async (limited) => {
    const own = await getOwn(limited, id)
    await limited.updateTable('organisation').set({ isActive }).where('id', '=', id).execute()
    return own
  })
  if (found.isActive !== isActive) {
    const action = isActive ? 'organisation.enable' : 'organisation.disable'
    const line = { action, object: `organisation:${id}`, data: { name: found.name } }
    await writeAudit(tx, { at: deps.clock.now(), officerId: officer.id, ...line })
  }
  return found.name
}

const NOT_THERE = 'Không có mục này trong phạm vi của đồng chí.'
const NO_AREA = 'Xin chọn một địa bàn trong danh sách.'
const TWICE = 'Địa bàn này đã có một mục cùng tên.'

async function getOwn(limited: Tx, id: string): Promise<OrganisationRow> {
  const found = await findOwnOrganisation(limited, id)
  if (!found) throw new AppError('not_found', NOT_THERE)
  return found
}

/** In an own area, and under a name that no other has there, however it is written. */
async function requireFree(limited: Tx, { name, areaCode, day }: OrganisationEntry, own: string | null): Promise<void> {
  const areas = await listOwnAreas(limited, day)
  if (!areas.some(({ code }) => code === areaCode)) throw new AppError('invalid', NO_AREA, { area: NO_AREA })
  const there = await limited
    .selectFrom('organisation')
    .select(['id', 'name'])
    .where('areaCode', '=', areaCode)
    .execute()
  const twin = there.find((one) => one.id !== own && foldText(one.name) === foldText(name))
  if (twin) throw new AppError('invalid', TWICE, { name: TWICE })
}

function changes(before: OrganisationRow, { name, kind, areaCode }: OrganisationEntry): { [key: string]: string } {
  const pairs: [string, string, string][] = [
    ['name', before.name, name],
    ['kind', before.kind, kind],
    ['area', before.areaCode, areaCode],
  ]
  return Object.fromEntries(
    pairs.filter(([, from, to]) => from !== to).map(([key, from, to]) => [key, `${from} → ${to}`]),
  )
}
