import { type CsvRow, type ImportedFile, parseCsvFile } from '../../../platform/imported-file.js'
import type { AreaAlias } from '../areas.js'
import { type AreaRow, checkArea, checkCodes, tidyName } from './area-rows.js'

const ALIAS_COLUMNS: [column: string, kind: AreaAlias['kind'], isPartial: boolean][] = [
  ['old_communes', 'old_commune', false],
  ['partly_from_communes', 'old_commune', true],
  ['old_districts', 'old_district', false],
  ['partly_from_districts', 'old_district', true],
  ['old_provinces', 'old_province', false],
  ['also_called', 'other', false],
]
const NEEDED = ['code', 'name']
const KNOWN = ['kind', 'province_code', 'valid_from', 'valid_to', ...ALIAS_COLUMNS.map(([column]) => column)]

/** The documented CSV; names inside a cell stand between semicolons or bars. */
export function readAreaCsv(file: ImportedFile): AreaRow[] {
  const rows = parseCsvFile(file, { needed: NEEDED, known: KNOWN }).map((row) => toArea(file, row))
  checkCodes(file, rows)
  return rows
}

function toArea(file: ImportedFile, { where, cells, columns }: CsvRow): AreaRow {
  const hasAliases = ALIAS_COLUMNS.some(([column]) => columns.includes(column))
  return checkArea(file, {
    where,
    code: cells['code'],
    name: cells['name'],
    kind: cells['kind'],
    provinceCode: cells['province_code'],
    validFrom: cells['valid_from'],
    validTo: cells['valid_to'],
    ...(hasAliases && { aliases: ALIAS_COLUMNS.flatMap((column) => aliasesOf(cells, column)) }),
  })
}

function aliasesOf(cells: CsvRow['cells'], [column, kind, isPartial]: (typeof ALIAS_COLUMNS)[number]): AreaAlias[] {
  const names = (cells[column] ?? '').split(/[;|]/).map(tidyName)
  return names.filter((name) => name.length > 1).map((name) => ({ name, kind, isPartial }))
}
