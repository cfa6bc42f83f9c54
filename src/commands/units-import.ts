import { join } from 'node:path'
import { PROJECT_DIR } from '../config.js'
import { readRegisters } from '../content.js'
import { checkUnattendedTips } from '../features/units/check-unattended.js'
import { importUnits } from '../features/units/import-units.js'
import { readUnitCsv } from '../features/units/unit-rows.js'
import type { Tx } from '../platform/db.js'
import type { Deps } from '../platform/deps.js'
import type { ImportedFile } from '../platform/imported-file.js'
import { importCommand } from './import-command.js'
import { unitReport } from './import-report.js'

export function run(args: readonly string[]): Promise<number> {
  return importCommand({ args, mayClose: false, end: 'Imported.' }, (tx, deps, file, { from }) =>
    importUnitFile(tx, deps, file, from),
  )
}

/** The units, and the open tips of those that ended. The lines to print. */
export async function importUnitFile(tx: Tx, deps: Deps, file: ImportedFile, from: string): Promise<string[]> {
  const rows = readUnitCsv(file)
  const { homeProvince } = await readRegisters(join(PROJECT_DIR, 'content'))
  const imported = await importUnits(tx, deps, file, rows, { from })
  if (imported.closed.length > 0) await checkUnattendedTips(tx, deps, homeProvince)
  return unitReport(imported)
}
