import { join } from 'node:path'
import { PROJECT_DIR } from '../config.js'
import { readOldDistricts, readRegisters } from '../content.js'
import { importAreas } from '../features/areas/import/import-areas.js'
import { importBoundaries } from '../features/areas/import/import-boundaries.js'
import { importSuccessors } from '../features/areas/import/import-successors.js'
import type { AreaRow } from '../features/areas/import/area-rows.js'
import type { PlanOptions } from '../features/areas/import/plan-areas.js'
import { readAreaFile } from '../features/areas/import/read-area-file.js'
import { listAreas } from '../features/areas/save-areas.js'
import { checkUnattendedTips } from '../features/units/check-unattended.js'
import { followAreas } from '../features/units/follow-areas.js'
import type { Tx } from '../platform/db.js'
import type { Deps } from '../platform/deps.js'
import { unreachable } from '../platform/errors.js'
import type { ImportedFile } from '../platform/imported-file.js'
import { importCommand } from './import-command.js'
import { areaReport, boundaryReport, successorReport } from './import-report.js'

const CONTENT = join(PROJECT_DIR, 'content')

export function run(args: readonly string[]): Promise<number> {
  const end = 'Imported. Running programs know it within seconds.'
  return importCommand({ args, mayClose: true, end }, importAreaFile)
}

/** What kind of file it is, is seen from what is in it. The lines to print. */
export async function importAreaFile(tx: Tx, deps: Deps, file: ImportedFile, options: PlanOptions): Promise<string[]> {
  const content = readAreaFile(file)
  switch (content.kind) {
    case 'areas':
      return takeAreas({ tx, deps, file, registers: await readRegisters(CONTENT) }, content.rows, options)
    case 'successors': {
      const parts = { table: content.table, districts: readOldDistricts(CONTENT) }
      return successorReport(await importSuccessors(tx, deps, file, parts))
    }
    case 'boundaries':
      return boundaryReport(await importBoundaries(tx, deps, file, content.lands))
    default:
      return unreachable(content)
  }
}

type Import = { tx: Tx; deps: Deps; file: ImportedFile; registers: Awaited<ReturnType<typeof readRegisters>> }

/** The areas, the units that follow from them, and the open tips of units that ended. */
async function takeAreas(
  { tx, deps, file, registers }: Import,
  rows: readonly AreaRow[],
  options: PlanOptions,
): Promise<string[]> {
  const before = await listAreas(tx)
  const imported = await importAreas(tx, deps, file, rows, options)
  const areas = { before, after: await listAreas(tx), day: options.from }
  const units = await followAreas(tx, deps, areas, registers.unitContent)
  if (units.closed.length > 0) await checkUnattendedTips(tx, deps, registers.homeProvince)
  return areaReport(imported, units, { isClosing: options.closeMissing })
}
