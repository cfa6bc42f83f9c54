import { z } from 'zod'
import { toneKey } from '../../../engine/text-key.js'
import { type ImportedFile, refuse } from '../../../platform/imported-file.js'
import type { Area, AreaAlias } from '../areas.js'
import type { OldDistricts } from '../old-districts.js'
import { tidyName } from './area-rows.js'

const Became = z.array(z.object({ new_id: z.string(), name: z.string() }))
const Old = z.object({ name: z.string(), splits: Became })
const Table = z.object({
  data: z
    .array(
      Old.extend({
        level1_id: z.string(),
        level2s: z.array(Old.extend({ level2_id: z.string() })).optional(),
        level3s: z.array(Old.extend({ level3_id: z.string() })),
      }),
    )
    .min(1),
})
type Province = z.infer<typeof Table>['data'][number]

/** What each old commune, district and province became: dvhcvn's `splits.json`. */
export type Successors = { provinces: Province[]; communes: number }
export type SuccessorAliases = {
  byArea: Map<string, AreaAlias[]>
  /** The file's code is not the area's, but the name and the province are. */
  renumbered: { from: string; to: string; name: string }[]
  unknown: { code: string; name: string; former: string }[]
  /** The heir lies in another province than the rest of the old one: most likely a mistake of the file. */
  elsewhere: { code: string; name: string; former: string; province: string }[]
}

export function isSuccessorJson(content: unknown): boolean {
  const shape = z.object({ data: z.array(z.object({ level1_id: z.string() })).min(1) })
  return shape.safeParse(content).success
}

export function readSuccessorJson(file: ImportedFile, content: unknown): Successors {
  const parsed = Table.safeParse(content)
  if (!parsed.success) {
    const [, province, list, row] = parsed.error.issues[0]?.path ?? []
    const where = typeof province === 'number' ? `data ${province + 1}` : 'data'
    const place = typeof row === 'number' ? `${where}, ${String(list)} ${row + 1}` : where
    return refuse(file, place, 'must have a name and the list splits of { new_id, name }')
  }
  const { data } = parsed.data
  return { provinces: data, communes: data.reduce((sum, { level3s }) => sum + level3s.length, 0) }
}

/** The names by which today's areas were known. What bore its own present name is no alias of itself. */
export function aliasesOf(
  { provinces }: Successors,
  areas: readonly Area[],
  districts: OldDistricts,
): SuccessorAliases {
  const byCode = new Map(areas.map((area) => [area.code, area]))
  const byName = new Map(areas.map((area) => [`${area.provinceCode} ${toneKey(area.name)}`, area]))
  const result: SuccessorAliases = { byArea: new Map(), renumbered: [], unknown: [], elsewhere: [] }
  for (const province of provinces) {
    const add = (old: z.infer<typeof Old>, kind: AreaAlias['kind'], within?: string) => {
      for (const { new_id: code, name } of old.splits) {
        const area = byCode.get(code) ?? findRenumbered(province, name, byName)
        const former = tidyName(old.name)
        if (!area) {
          result.unknown.push({ code, name: tidyName(name), former })
          continue
        }
        if (area.code !== code) result.renumbered.push({ from: code, to: area.code, name: area.name })
        if (area.provinceCode !== area.code && !province.splits.some(({ new_id }) => new_id === area.provinceCode))
          result.elsewhere.push({ code: area.code, name: area.name, former, province: tidyName(province.name) })
        const isPartial = old.splits.length > 1
        if (toneKey(former) !== toneKey(area.name))
          addAlias(result.byArea, area.code, { name: former, kind, isPartial, ...(within && { within }) })
        for (const district of [within, districts.cityOf(within ?? '')])
          if (district) addAlias(result.byArea, area.code, { name: district, kind: 'old_district', isPartial: false })
      }
    }
    add(province, 'old_province')
    for (const district of province.level2s ?? []) add(district, 'old_district')
    for (const commune of province.level3s) add(commune, 'old_commune', districts.nameOf(commune.level3_id))
  }
  return result
}

function addAlias(byArea: Map<string, AreaAlias[]>, code: string, alias: AreaAlias): void {
  const aliases = byArea.get(code) ?? []
  byArea.set(code, aliases)
  const isKnown = aliases.some(
    (one) => one.kind === alias.kind && one.name === alias.name && one.within === alias.within,
  )
  if (!isKnown) aliases.push(alias)
}

function findRenumbered({ splits }: Province, name: string, byName: ReadonlyMap<string, Area>): Area | undefined {
  return splits.map(({ new_id: code }) => byName.get(`${code} ${toneKey(tidyName(name))}`)).find(Boolean)
}
