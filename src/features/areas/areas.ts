import { parse } from 'yaml'
import { z } from 'zod'

export type AreaKind = 'province' | 'phuong' | 'xa' | 'dac_khu'
/**
 * A name that people still use. `isPartial`: what bore it went to several areas, so it decides nothing. `within`: the
 * district of an old commune, where it is known ("Phường 1" of which one?). `until`: the day a former name ended.
 */
export type AreaAlias = {
  name: string
  kind: 'old_commune' | 'old_district' | 'old_province' | 'former_name' | 'other'
  isPartial: boolean
  within?: string
  until?: string
}
/** Days are yyyy-mm-dd; the area is valid from `validFrom` until the day before `validTo`. */
export type Area = {
  code: string
  name: string
  kind: AreaKind
  provinceCode: string
  validFrom: string
  validTo: string | null
  aliases: AreaAlias[]
}

/** Reads one file of `content/areas/`. */
export function parseAreas(yamlText: string): Area[] {
  const { province, validFrom, areas } = AreaFile.parse(parse(yamlText))
  return areas.map((area) => ({
    code: area.code,
    name: area.name,
    kind: area.kind,
    provinceCode: province ?? area.code,
    validFrom: area.validFrom ?? validFrom,
    validTo: area.validTo ?? null,
    aliases: [
      ...aliases('old_commune', area.formerCommunes),
      ...aliases('old_commune', area.partlyFromCommunes, true),
      ...aliases('old_district', area.formerDistricts),
      ...aliases('old_district', area.partlyFromDistricts, true),
      ...aliases('old_province', area.formerProvinces),
      ...aliases('other', area.alsoCalled),
    ],
  }))
}

/** "Phường Đức Phổ, Tỉnh Quảng Ngãi": many communes of the country bear the same name. */
export function placeName(name: string, province: string): string {
  return name === province ? name : `${name}, ${province}`
}

export function isValidOn(area: Area, day: string): boolean {
  return area.validFrom <= day && (area.validTo === null || day < area.validTo)
}

const Day = z.iso.date()
const Names = z.array(z.string().min(2)).default([])
const AreaFile = z.strictObject({
  province: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
  validFrom: Day,
  areas: z.array(
    z.strictObject({
      code: z.string().regex(/^\d{2}(?:\d{3})?$/),
      name: z.string().min(2),
      kind: z.enum(['province', 'phuong', 'xa', 'dac_khu']),
      validFrom: Day.optional(),
      validTo: Day.optional(),
      formerCommunes: Names,
      partlyFromCommunes: Names,
      formerDistricts: Names,
      partlyFromDistricts: Names,
      formerProvinces: Names,
      alsoCalled: Names,
    }),
  ),
})

function aliases(kind: AreaAlias['kind'], names: string[], isPartial = false): AreaAlias[] {
  return names.map((name) => ({ name, kind, isPartial }))
}
