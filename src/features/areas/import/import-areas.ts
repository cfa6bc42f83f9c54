import type { Tx } from '../../../platform/db.js'
import type { Deps } from '../../../platform/deps.js'
import { type ImportedFile, refuse } from '../../../platform/imported-file.js'
import { writeAudit } from '../../audit/write-audit.js'
import { addFormerName, replaceAliases } from '../area-aliases.js'
import type { AreaAlias } from '../areas.js'
import { listAreas, tellNewAreas, writeAreas } from '../save-areas.js'
import type { AreaRow } from './area-rows.js'
import { type AreaChange, type AreaPlan, type PlanOptions, planAreas } from './plan-areas.js'

export type ImportedAreas = { plan: AreaPlan; aliases: { added: number; removed: number } }

/** One transaction: all of the file or nothing. What was called otherwise before is kept with its days. */
export async function importAreas(
  tx: Tx,
  deps: Deps,
  file: ImportedFile,
  rows: readonly AreaRow[],
  options: PlanOptions,
): Promise<ImportedAreas> {
  const plan = planAreas(rows, await listAreas(tx), options)
  const [refused] = plan.refused
  if (refused) refuse(file, refused.where, refused.what)
  const changes = [...plan.changed, ...plan.redated, ...plan.closed]
  for (const change of plan.changed) await keepHistory(tx, change)
  const areas = [...plan.added, ...changes.map(({ after }) => after), ...plan.unchanged]
  const provincesFirst = areas.toSorted((a, b) => Number(b.kind === 'province') - Number(a.kind === 'province'))
  await writeAreas(tx, provincesFirst, 'import')
  const told = rows.flatMap((row) => (row.aliases ? [[row.code, othersThan(row.name, row.aliases)] as const] : []))
  const aliases = await replaceAliases(tx, 'list', new Map(told))
  await tellNewAreas(tx)
  const data = {
    ...{ file: file.name, rows: rows.length, added: plan.added.length, changed: changes.length },
    ...{ missing: plan.missing.length, aliasesAdded: aliases.added, aliasesRemoved: aliases.removed },
  }
  await writeAudit(tx, { at: deps.clock.now(), officerId: null, action: 'area.import', object: 'area', data })
  for (const { before, after, from } of changes) {
    const object = `area:${after.code}`
    const change = { before: shown(before), after: shown(after), from }
    await writeAudit(tx, { at: deps.clock.now(), officerId: null, action: 'area.change', object, data: change })
  }
  return { plan, aliases }
}

/** From the day that the last name ended, or the area began, until the change. */
async function keepHistory(tx: Tx, { before, after, from }: AreaChange): Promise<void> {
  const { code, name, kind, provinceCode, validFrom } = before
  const last = await tx
    .selectFrom('areaHistory')
    .select((one) => one.fn.max('validTo').as('validTo'))
    .where('areaCode', '=', code)
    .executeTakeFirst()
  await tx
    .insertInto('areaHistory')
    .values({ areaCode: code, name, kind, provinceCode, validFrom: last?.validTo ?? validFrom, validTo: from })
    .execute()
  if (name !== after.name) await addFormerName(tx, code, name, from)
}

/** An area is no alias of itself. */
function othersThan(name: string, aliases: readonly AreaAlias[]): AreaAlias[] {
  return aliases.filter((alias) => alias.name.toLowerCase() !== name.toLowerCase())
}

function shown({ name, provinceCode, validTo }: AreaChange['before']) {
  return { name, provinceCode, validTo }
}
