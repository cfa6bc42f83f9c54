import { type CsvRow, type ImportedFile, parseCsvFile, refuse } from '../../platform/imported-file.js'
import { isDay, tidyName } from '../areas/import/area-rows.js'
import type { UnitKind, UnitSeed } from './unit-content.js'
import { KINDS_BELOW } from './unit-words.js'

/** A unit as the file tells it; what it does not say is undefined. */
export type UnitImportRow = { where: string; code: string; name: string; kind: UnitKind } & Partial<
  Pick<UnitSeed, 'parentCode' | 'areaCode' | 'isRemote' | 'activeFrom' | 'activeTo'>
>
export type KnownUnit = { code: string; kind: string }

const COLUMNS = {
  needed: ['code', 'name', 'kind'],
  known: ['parent_code', 'area_code', 'is_remote', 'active_from', 'active_to'],
}
const KINDS: readonly string[] = ['ministry', 'province', 'department', 'commune']
const YES: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  yes: true,
  có: true,
  false: false,
  '0': false,
  no: false,
  không: false,
}

/** The documented CSV; refuses the whole file at its first row that cannot be right. */
export function readUnitCsv(file: ImportedFile): UnitImportRow[] {
  const rows = parseCsvFile(file, COLUMNS).map((row) => toUnit(file, row))
  const known = new Map<string, UnitImportRow>()
  for (const row of rows) {
    const first = known.get(row.code)
    if (first) refuse(file, row.where, `code ${row.code} must be there once, and ${first.where} has it already`)
    known.set(row.code, row)
  }
  return rows
}

/** What the rows say of each other and of what is there: parents, areas. */
export function checkUnits(
  file: ImportedFile,
  rows: readonly UnitImportRow[],
  known: { units: readonly KnownUnit[]; areaCodes: ReadonlySet<string> },
): void {
  const kinds = new Map<string, string>([...known.units, ...rows].map(({ code, kind }) => [code, kind]))
  const before = new Map(known.units.map(({ code, kind }) => [code, kind]))
  for (const { where, code, kind, parentCode, areaCode } of rows) {
    const isNew = !before.has(code)
    const wasKind = before.get(code)
    if (wasKind !== undefined && wasKind !== kind)
      refuse(file, where, `${code} is a ${wasKind} and cannot become a ${kind}`)
    if (isNew && !parentCode && kind !== 'ministry' && kind !== 'province')
      refuse(file, where, `parent_code must name the unit above ${code}`)
    if (parentCode && !kinds.has(parentCode))
      refuse(file, where, `parent_code ${parentCode} must be a unit of this file or one that is there`)
    if (parentCode && !KINDS_BELOW[kinds.get(parentCode) ?? '']?.some((below) => below === kind))
      refuse(file, where, `a ${kind} cannot stand below ${parentCode}, which is a ${kinds.get(parentCode)}`)
    if (areaCode && !known.areaCodes.has(areaCode))
      refuse(file, where, `area_code ${areaCode} must be an area that is there; import the areas first`)
    if (isNew && kind === 'commune' && !areaCode) refuse(file, where, `area_code must name the commune of ${code}`)
  }
}

function toUnit(file: ImportedFile, { where, cells }: CsvRow): UnitImportRow {
  const no = (what: string): never => refuse(file, where, what)
  const { code = '', kind = '', is_remote: remote, active_from: from, active_to: to } = cells
  if (!/^[A-Z0-9][A-Z0-9-]{1,30}$/.test(code))
    no(`code must be capitals, digits and dashes such as CA-21439, not "${code.slice(0, 40)}"`)
  const name = tidyName(cells['name'] ?? '')
  if (name.length < 2 || name.length > 200) no('name must be 2 to 200 letters such as "Công an phường Đức Phổ"')
  if (!KINDS.includes(kind)) no(`kind must be one of ${KINDS.join(', ')}, not "${kind.slice(0, 20)}"`)
  const isRemote = remote === undefined ? undefined : YES[remote.toLowerCase()]
  if (remote !== undefined && isRemote === undefined)
    no(`is_remote must be true or false, not "${remote.slice(0, 20)}"`)
  for (const day of [from, to])
    if (day !== undefined && !isDay(day)) no(`a day must be written as 2026-04-30, not "${day.slice(0, 20)}"`)
  if (from && to && to <= from) no('active_to must be later than active_from')
  return {
    ...{ where, code, name, kind: kind as UnitKind },
    ...(cells['parent_code'] && { parentCode: cells['parent_code'] }),
    ...(cells['area_code'] && { areaCode: cells['area_code'] }),
    ...(isRemote !== undefined && { isRemote }),
    ...(from && { activeFrom: from }),
    ...(to && { activeTo: to }),
  }
}
