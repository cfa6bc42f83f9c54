import type { Tx } from '../../../platform/db.js'
import type { Deps } from '../../../platform/deps.js'
import { type ImportedFile, refuse } from '../../../platform/imported-file.js'
import { writeAudit } from '../../audit/write-audit.js'
import type { Land } from '../boundaries.js'

const CHUNK = 100

export type ImportedBoundaries = { communes: number; unknown: string[] }

/** Replaces the boundaries of the communes in the file. */
export async function importBoundaries(
  tx: Tx,
  deps: Deps,
  file: ImportedFile,
  lands: readonly Land[],
): Promise<ImportedBoundaries> {
  const areas = await tx.selectFrom('area').select('code').execute()
  const known = new Set(areas.map(({ code }) => code))
  const codes = [...new Set(lands.map(({ areaCode }) => areaCode))]
  const own = lands.filter(({ areaCode }) => known.has(areaCode))
  if (own.length === 0) refuse(file, '', 'names no commune that is known: import the list of areas first')
  await tx.deleteFrom('areaBoundary').where('areaCode', 'in', codes).execute()
  for (let at = 0; at < own.length; at += CHUNK) {
    const rows = own.slice(at, at + CHUNK).map((land) => ({ ...land, rings: JSON.stringify(land.rings) }))
    await tx.insertInto('areaBoundary').values(rows).execute()
  }
  const unknown = codes.filter((code) => !known.has(code))
  const communes = codes.length - unknown.length
  const data = { file: file.name, communes, unknown: unknown.length }
  await writeAudit(tx, { at: deps.clock.now(), officerId: null, action: 'area.boundaries', object: 'area', data })
  return { communes, unknown }
}
