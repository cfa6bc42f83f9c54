import { parse } from 'yaml'
import { z } from 'zod'
import type { Area } from '../areas/areas.js'

export type UnitKind = 'ministry' | 'province' | 'department' | 'commune'
/** Parents come before their children in a list of seeds. Days are yyyy-mm-dd. */
export type UnitSeed = {
  code: string
  name: string
  kind: UnitKind
  parentCode: string | null
  areaCode: string | null
  isRemote: boolean
  activeFrom: string
  activeTo: string | null
}
export type UnitContent = z.infer<typeof UnitFile>

/** Reads `content/units.yaml`. */
export function parseUnits(yamlText: string): UnitContent {
  return UnitFile.parse(parse(yamlText))
}

/** The units that the areas imply: a province's own, its departments, then its communes'. */
export function deriveUnits(areas: readonly Area[], content: UnitContent): UnitSeed[] {
  const provinces = areas.filter((area) => area.kind === 'province')
  return provinces.flatMap((province) => [
    seed(province, content.province, 'province', null, content),
    ...departmentsOf(province, content),
    ...communesOf(province, areas, content),
  ])
}

const Pattern = z.strictObject({ code: z.string().includes('{area}'), name: z.string().includes('{name}') })
const AreaCodes = z.array(z.string().regex(/^\d{2}(?:\d{3})?$/))
const UnitFile = z.strictObject({
  home: z.string().regex(/^\d{2}$/),
  province: Pattern,
  commune: Pattern,
  communesWithoutPolice: AreaCodes,
  remoteCommunes: AreaCodes,
  departments: z.array(Pattern.extend({ provinces: AreaCodes })),
  /** What the code of an investigating body begins with. */
  investigatingBodies: z.array(z.string().min(2)).default([]),
})

function departmentsOf(province: Area, content: UnitContent): UnitSeed[] {
  const parent = codeOf(content.province.code, province)
  const own = content.departments.filter((department) => department.provinces.includes(province.code))
  return own.map((department) => seed(province, department, 'department', parent, content))
}

function communesOf(province: Area, areas: readonly Area[], content: UnitContent): UnitSeed[] {
  const parent = codeOf(content.province.code, province)
  return areas
    .filter((area) => area.kind !== 'province' && area.provinceCode === province.code)
    .filter((area) => !content.communesWithoutPolice.includes(area.code))
    .map((area) => seed(area, content.commune, 'commune', parent, content))
}

function seed(
  area: Area,
  pattern: { code: string; name: string },
  kind: UnitKind,
  parentCode: string | null,
  content: UnitContent,
): UnitSeed {
  const name = area.name.slice(0, 1).toLowerCase() + area.name.slice(1)
  return {
    code: codeOf(pattern.code, area),
    name: pattern.name.replace('{name}', name),
    kind,
    parentCode,
    areaCode: area.code,
    isRemote: kind === 'commune' && content.remoteCommunes.includes(area.code),
    activeFrom: area.validFrom,
    activeTo: area.validTo,
  }
}

function codeOf(pattern: string, area: Area): string {
  return pattern.replace('{area}', area.code)
}
