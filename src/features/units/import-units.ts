import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { type ImportedFile, refuse } from '../../platform/imported-file.js'
import { writeAudit } from '../audit/write-audit.js'
import { changeUnits, type UnitChange, type UnitChanges } from './change-units.js'
import { saveUnits } from './save-units.js'
import { checkUnits, type UnitImportRow } from './unit-rows.js'

export type ImportedUnits = UnitChanges & { added: UnitImportRow[]; unchanged: number }

/** The days on which what the file does not date begins. */
export type UnitDays = { from: string }

/** One transaction: all of the file or nothing. Units that the file does not name are left as they are. */
export async function importUnits(
  tx: Tx,
  deps: Deps,
  file: ImportedFile,
  rows: readonly UnitImportRow[],
  { from }: UnitDays,
): Promise<ImportedUnits> {
  const known = await tx
    .selectFrom('unit')
    .leftJoin('unit as above', 'above.id', 'unit.parentId')
    .select(['unit.code', 'unit.name', 'unit.kind', 'unit.isRemote', 'unit.activeTo', 'unit.areaCode'])
    .select('above.code as parentCode')
    .execute()
  const areas = await tx.selectFrom('area').select('code').execute()
  checkUnits(file, rows, { units: known, areaCodes: new Set(areas.map(({ code }) => code)) })
  const byCode = new Map(known.map((unit) => [unit.code, unit]))
  checkOnePerArea(file, rows, known)
  const added = rows.filter(({ code }) => !byCode.has(code))
  const changes = rows.flatMap((row) => {
    const before = byCode.get(row.code)
    return before ? changeOf(row, before, from) : []
  })
  await saveUnits(
    tx,
    added.map(({ code, name, kind, parentCode, areaCode, isRemote, activeFrom, activeTo }) => ({
      ...{ code, name, kind, parentCode: parentCode ?? null, areaCode: areaCode ?? null },
      ...{ isRemote: isRemote ?? false, activeFrom: activeFrom ?? from, activeTo: activeTo ?? null },
    })),
  )
  const done = await changeUnits(tx, deps, changes)
  const unchanged = rows.length - added.length - changes.length
  const data = {
    file: file.name,
    rows: rows.length,
    added: added.length,
    changed: done.changed.length,
    closed: done.closed.length,
  }
  await writeAudit(tx, { at: deps.clock.now(), officerId: null, action: 'unit.import', object: 'unit', data })
  return { ...done, added, unchanged }
}

type Known = {
  code: string
  name: string
  kind: string
  isRemote: boolean
  activeTo: string | null
  parentCode: string | null
  areaCode: string | null
}

function changeOf(row: UnitImportRow, before: Known, from: string): UnitChange[] {
  const change = {
    ...(row.name !== before.name && { name: row.name }),
    ...(row.parentCode !== undefined && row.parentCode !== before.parentCode && { parentCode: row.parentCode }),
    ...(row.isRemote !== undefined && row.isRemote !== before.isRemote && { isRemote: row.isRemote }),
    ...(row.activeTo !== undefined && row.activeTo !== before.activeTo && { activeTo: row.activeTo }),
  }
  return Object.keys(change).length > 0 ? [{ code: row.code, day: row.activeTo ?? from, ...change }] : []
}

/** Of one commune there is one open unit. */
function checkOnePerArea(file: ImportedFile, rows: readonly UnitImportRow[], known: readonly Known[]): void {
  const ending = new Set(rows.filter(({ activeTo }) => activeTo).map(({ code }) => code))
  const open = known.filter(({ kind, activeTo, code }) => kind === 'commune' && activeTo === null && !ending.has(code))
  const byArea = new Map(open.map(({ areaCode, code }) => [areaCode, code]))
  for (const { where, code, kind, areaCode, activeTo } of rows) {
    if (kind !== 'commune' || !areaCode || activeTo) continue
    const other = byArea.get(areaCode)
    if (other !== undefined && other !== code)
      refuse(file, where, `area_code ${areaCode} has an open unit already, ${other}`)
    byArea.set(areaCode, code)
  }
}
