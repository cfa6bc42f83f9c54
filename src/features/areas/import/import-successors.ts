import type { Tx } from '../../../platform/db.js'
import type { Deps } from '../../../platform/deps.js'
import { type ImportedFile, refuse } from '../../../platform/imported-file.js'
import { writeAudit } from '../../audit/write-audit.js'
import { replaceAliases } from '../area-aliases.js'
import type { OldDistricts } from '../old-districts.js'
import { listAreas, tellNewAreas } from '../save-areas.js'
import { aliasesOf, type SuccessorAliases, type Successors } from './successors.js'

export type ImportedSuccessors = SuccessorAliases & { communes: number; added: number; removed: number }

/** The old names of every area that the table names; an earlier table's names of these areas go. */
export async function importSuccessors(
  tx: Tx,
  deps: Deps,
  file: ImportedFile,
  { table, districts }: { table: Successors; districts: OldDistricts },
): Promise<ImportedSuccessors> {
  const result = aliasesOf(table, await listAreas(tx), districts)
  if (result.byArea.size === 0) refuse(file, '', 'names no area that is known: import the list of areas first')
  const replaced = await replaceAliases(tx, 'successors', result.byArea)
  if (replaced.added + replaced.removed > 0) await tellNewAreas(tx)
  const data = { file: file.name, communes: table.communes, ...replaced, unknown: result.unknown.length }
  await writeAudit(tx, { at: deps.clock.now(), officerId: null, action: 'area.import', object: 'area', data })
  return { ...result, ...replaced, communes: table.communes }
}
