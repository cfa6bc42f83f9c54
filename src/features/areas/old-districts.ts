import { parse } from 'yaml'
import { z } from 'zod'

/** The district in which an old commune lay, where the content knows it, and the city that the district became. */
export type OldDistricts = {
  nameOf(oldCommuneCode: string): string | undefined
  cityOf(district: string): string | undefined
}

const Code = z.string().regex(/^\d{5}$/)
const DistrictFile = z.strictObject({
  districts: z.array(z.strictObject({ name: z.string().min(2), from: Code, to: Code })),
  cities: z.array(z.strictObject({ name: z.string().min(2), districts: z.array(z.string()) })).default([]),
})

/**
 * Reads `content/old-districts.yaml`. Official codes run on within a district, so a range names its communes; the
 * first range that has a code holds.
 */
export function parseOldDistricts(yamlText: string): OldDistricts {
  const { districts, cities } = DistrictFile.parse(parse(yamlText))
  return {
    nameOf: (code) => districts.find(({ from, to }) => from <= code && code <= to)?.name,
    cityOf: (district) => cities.find((city) => city.districts.includes(district))?.name,
  }
}
