import { parse } from 'yaml'
import { z } from 'zod'
import { tidyName } from './import/area-rows.js'

/** The district in which an old commune lay, where the content knows it, and the city that the district became. */
export type OldDistricts = {
  nameOf(oldCommuneCode: string): string | undefined
  cityOf(district: string): string | undefined
}

const Codes = z
  .string()
  .regex(/^\d{5}(-\d{5})?(, \d{5}(-\d{5})?)*$/, 'must be codes of communes, as "26734-26761, 26770"')
/** As the import writes names, or one district would be two. */
const Name = z
  .string()
  .min(2)
  .refine((name) => tidyName(name) === name, { error: ({ input }) => `is to be written "${tidyName(String(input))}"` })
const DistrictFile = z.strictObject({
  districts: z.record(z.string(), z.record(Name, Codes)),
  cities: z.array(z.strictObject({ name: Name, districts: z.array(z.string()) })).default([]),
})

type Range = { name: string; from: string; to: string }

/** Reads `content/old-districts.yaml`. Throws when a code would lie in two districts, or a city has one that is not there. */
export function parseOldDistricts(yamlText: string): OldDistricts {
  const { districts, cities } = DistrictFile.parse(parse(yamlText))
  const ranges = Object.values(districts)
    .flatMap((ofProvince) => Object.entries(ofProvince).flatMap(([name, codes]) => readRanges(name, codes)))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
  for (const [at, { name, from, to }] of ranges.entries()) {
    const next = ranges[at + 1]
    if (to < from) throw new Error(`${name}: ${from}-${to} runs backwards`)
    if (next && next.from <= to) throw new Error(`${next.from} lies in ${name} and in ${next.name}`)
  }
  const known = new Set(ranges.map(({ name }) => name))
  const lost = cities.flatMap((city) => city.districts).find((name) => !known.has(name))
  if (lost) throw new Error(`cities: there is no district ${lost}`)
  return {
    nameOf: (code) => ranges.find(({ from, to }) => from <= code && code <= to)?.name,
    cityOf: (district) => cities.find((city) => city.districts.includes(district))?.name,
  }
}

function readRanges(name: string, codes: string): Range[] {
  return codes.split(', ').map((range) => {
    const [from = '', to = from] = range.split('-')
    return { name, from, to }
  })
}
