import { localDay } from '../../engine/local-day.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { writeAudit } from '../audit/write-audit.js'
import { listActivePeople } from './queries.js'
import type { UnitSeed } from './unit-content.js'

/** What an import changes on a unit that is there; `day` is the one from which it holds. */
export type UnitChange = { code: string; day: string } & Partial<
  Pick<UnitSeed, 'name' | 'parentCode' | 'isRemote' | 'activeTo'>
>
export type UnitChanges = { changed: UnitChange[]; closed: string[]; notes: string[] }

/**
 * For imports, as the owner: names and parents that ended are kept as history; a unit that ends gives its children
 * and its channel accounts to its parent, and its open tips are moved by the caller (`checkUnattendedTips`). A unit
 * that still has people is not closed: who they work for next is a person's decision.
 */
export async function changeUnits(tx: Tx, deps: Deps, changes: readonly UnitChange[]): Promise<UnitChanges> {
  const result: UnitChanges = { changed: [], closed: [], notes: [] }
  for (const change of changes) {
    const unit = await tx
      .selectFrom('unit')
      .select(['id', 'code', 'name', 'parentId', 'activeTo'])
      .where('code', '=', change.code)
      .forUpdate()
      .executeTakeFirst()
    if (!unit) continue
    const isClosing = typeof change.activeTo === 'string' && change.activeTo !== unit.activeTo
    if (isClosing) {
      const people = await listActivePeople(tx, unit.id)
      if (people.length > 0 || unit.parentId === null) {
        const why = people.length > 0 ? `it still has ${people.length} officers` : 'it has no unit above it'
        result.notes.push(
          `${unit.code} ${unit.name} was not closed: ${why}; move them in the console, then close it there`,
        )
        continue
      }
      if (change.activeTo && change.activeTo <= localDay(deps.clock.now())) await handOver(tx, unit.id, unit.parentId)
    }
    await writeChange(tx, deps, unit, change)
    if (isClosing) result.closed.push(unit.code)
    else result.changed.push(change)
  }
  return result
}

/** On a later day the unit keeps what it has until somebody closes it; its tips go up by themselves. */
async function handOver(tx: Tx, unitId: string, parentId: string): Promise<void> {
  await tx.updateTable('unit').set({ parentId }).where('parentId', '=', unitId).execute()
  await tx.updateTable('account').set({ unitId: parentId }).where('unitId', '=', unitId).execute()
}

async function writeChange(
  tx: Tx,
  deps: Deps,
  unit: { id: string; name: string; parentId: string | null },
  { code, day, name, parentCode, isRemote, activeTo }: UnitChange,
): Promise<void> {
  const parentId = parentCode === undefined ? unit.parentId : await findUnitId(tx, parentCode)
  if ((name !== undefined && name !== unit.name) || parentId !== unit.parentId) {
    const { id: unitId, name: former, parentId: formerParent } = unit
    await tx.insertInto('unitHistory').values({ unitId, name: former, parentId: formerParent, validTo: day }).execute()
  }
  await tx
    .updateTable('unit')
    .set({
      name: name ?? unit.name,
      parentId,
      ...(isRemote !== undefined && { isRemote }),
      ...(activeTo !== undefined && { activeTo }),
    })
    .where('id', '=', unit.id)
    .execute()
  const told = { name, parentCode, isRemote, activeTo }
  const data = Object.fromEntries(
    Object.entries(told).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
  const action = typeof activeTo === 'string' ? 'unit.close' : 'unit.change'
  await writeAudit(tx, { at: deps.clock.now(), officerId: null, action, object: `unit:${code}`, data })
}

async function findUnitId(tx: Tx, code: string | null): Promise<string | null> {
  if (code === null) return null
  const { id } = await tx.selectFrom('unit').select('id').where('code', '=', code).executeTakeFirstOrThrow()
  return id
}
