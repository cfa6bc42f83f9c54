import { type ImportedFile, parseJsonFile, refuse } from '../../../platform/imported-file.js'
import type { Land } from '../boundaries.js'
import { readAreaCsv } from './area-csv.js'
import { isAreaJson, readAreaJson } from './area-json.js'
import type { AreaRow } from './area-rows.js'
import { isBoundaryJson, readBoundaryJson } from './boundary-json.js'
import { isSuccessorJson, readSuccessorJson, type Successors } from './successors.js'

export type AreaFile =
  | { kind: 'areas'; rows: AreaRow[] }
  | { kind: 'successors'; table: Successors }
  | { kind: 'boundaries'; lands: Land[] }

/** Which of the known files it is, is seen from what is in it. */
export function readAreaFile(file: ImportedFile): AreaFile {
  if (!/^\uFEFF?\s*[[{]/.test(file.text)) return { kind: 'areas', rows: readAreaCsv(file) }
  const content = parseJsonFile(file)
  if (isAreaJson(content)) return { kind: 'areas', rows: readAreaJson(file, content) }
  if (isSuccessorJson(content)) return { kind: 'successors', table: readSuccessorJson(file, content) }
  if (isBoundaryJson(content)) return { kind: 'boundaries', lands: readBoundaryJson(file, content) }
  return refuse(
    file,
    '',
    'must be a list of provinces with their Wards, a table of what old communes became (data, level3s, splits), or a GeoJSON FeatureCollection',
  )
}
