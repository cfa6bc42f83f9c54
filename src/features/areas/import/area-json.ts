import { z } from 'zod'
import { type ImportedFile, refuse } from '../../../platform/imported-file.js'
import { type AreaRow, checkArea, checkCodes } from './area-rows.js'

const Ward = z.object({ Code: z.string(), FullName: z.string() })
const Provinces = z.array(z.object({ Code: z.string(), FullName: z.string(), Wards: z.array(Ward).nullable() })).min(1)

/** The simplified JSON of thanglequoc/vietnamese-provinces-database: provinces with their `Wards`. */
export function isAreaJson(content: unknown): boolean {
  return Array.isArray(content) && z.object({ Code: z.string(), FullName: z.string() }).safeParse(content[0]).success
}

export function readAreaJson(file: ImportedFile, content: unknown): AreaRow[] {
  const parsed = Provinces.safeParse(content)
  if (!parsed.success) {
    const { path } = parsed.error.issues[0] ?? { path: [] }
    return refuse(file, placeOf(path), 'must have the text fields Code and FullName, and a province the list Wards')
  }
  const rows = parsed.data.flatMap((province, at) => [
    checkArea(file, { where: `province ${at + 1}`, code: province.Code, name: province.FullName }),
    ...(province.Wards ?? []).map((ward, wardAt) =>
      checkArea(file, {
        where: `province ${at + 1} (${province.FullName}), ward ${wardAt + 1}`,
        code: ward.Code,
        name: ward.FullName,
        provinceCode: province.Code,
      }),
    ),
  ])
  checkCodes(file, rows)
  return rows
}

function placeOf(path: readonly PropertyKey[]): string {
  const [province, , ward] = path
  const where = typeof province === 'number' ? `province ${province + 1}` : ''
  return typeof ward === 'number' ? `${where}, ward ${ward + 1}` : where
}
