import { parseArgs } from 'node:util'
import { join } from 'node:path'
import { PROJECT_DIR } from '../config.js'
import { readRegisters } from '../content.js'
import { checkUnattendedTips } from '../features/units/check-unattended.js'
import { importUnits } from '../features/units/import-units.js'
import { readUnitCsv } from '../features/units/unit-rows.js'
import type { Tx } from '../platform/db.js'
import type { Deps } from '../platform/deps.js'
import type { ImportedFile } from '../platform/imported-file.js'
import { unitReport } from './import-report.js'
import { openImportedFile, readFromDay } from './open-imported-file.js'
import { runImport } from './run-import.js'
import { withPlatform } from './with-platform.js'

export async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      'last-row-is-whole': { type: 'boolean', default: false },
    },
  })
  const from = readFromDay(values.from, new Date())
  const file = await openImportedFile(positionals[0], positionals.length - 1, values['last-row-is-whole'])
  const lines = await withPlatform((platform) =>
    runImport(platform, values['dry-run'], (tx) => importUnitFile(tx, platform.deps, file, from)),
  )
  const end = values['dry-run'] ? 'This was a dry run: nothing was changed.' : 'Imported.'
  process.stdout.write(`${[...lines, end].join('\n')}\n`)
  return 0
}

/** The units, and the open tips of those that ended. The lines to print. */
export async function importUnitFile(tx: Tx, deps: Deps, file: ImportedFile, from: string): Promise<string[]> {
  const rows = readUnitCsv(file)
  const { homeProvince } = await readRegisters(join(PROJECT_DIR, 'content'))
  const imported = await importUnits(tx, deps, file, rows, { from })
  if (imported.closed.length > 0) await checkUnattendedTips(tx, deps, homeProvince)
  return unitReport(imported)
}
