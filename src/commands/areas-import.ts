import { parseArgs } from 'node:util'
import { join } from 'node:path'
import { PROJECT_DIR } from '../config.js'
import { readRegisters } from '../content.js'
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
import { localDay } from '../engine/local-day.js'
import { areaReport, boundaryReport, successorReport } from './import-report.js'
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
      'close-missing': { type: 'boolean', default: false },
    },
  })
  const now = new Date()
  const options = { from: readFromDay(values.from, now), today: localDay(now), closeMissing: values['close-missing'] }
  const file = await openImportedFile(positionals[0], positionals.length - 1, values['last-row-is-whole'])
  const lines = await withPlatform((platform) =>
    runImport(platform, values['dry-run'], (tx) => importAreaFile(tx, platform.deps, file, options)),
  )
  const end = values['dry-run']
    ? 'This was a dry run: nothing was changed.'
    : 'Imported. Running programs know it within seconds.'
  process.stdout.write(`${[...lines, end].join('\n')}\n`)
  return 0
}

/** What kind of file it is, is seen from what is in it. The lines to print. */
export async function importAreaFile(tx: Tx, deps: Deps, file: ImportedFile, options: PlanOptions): Promise<string[]> {
  const content = readAreaFile(file)
  const registers = await readRegisters(join(PROJECT_DIR, 'content'))
  switch (content.kind) {
    case 'areas':
      return takeAreas({ tx, deps, file, registers }, content.rows, options)
    case 'successors': {
      const parts = { table: content.table, districts: registers.oldDistricts }
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
