import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import { replaceAliases } from './area-aliases.js'
import type { Area, AreaAlias } from './areas.js'

const CHUNK = 1000

/**
 * Brings the tables in step with the content. Areas that left the content stay: old tips name them. What an import
 * brought is newer than the files of the program, so there only the aliases of the content are kept up.
 */
export async function saveAreas(tx: Tx, areas: readonly Area[]): Promise<void> {
  if (areas.length === 0) return
  const written = await writeAreas(tx, areas, 'content')
  const replaced = await replaceAliases(tx, 'content', new Map(areas.map(({ code, aliases }) => [code, aliases])))
  if (written + replaced.added + replaced.removed > 0) await tellNewAreas(tx)
}

/** Returns how many rows changed. The content leaves alone what was imported. */
export async function writeAreas(
  tx: Tx,
  areas: readonly Omit<Area, 'aliases'>[],
  source: 'content' | 'import',
): Promise<number> {
  let changed = 0
  for (let at = 0; at < areas.length; at += CHUNK) {
    const rows = areas.slice(at, at + CHUNK).map(({ code, name, kind, provinceCode, validFrom, validTo }) => ({
      ...{ code, name, kind, provinceCode, validFrom, validTo, source },
    }))
    const written = await tx
      .insertInto('area')
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .column('code')
          .doUpdateSet((update) => ({
            name: update.ref('excluded.name'),
            kind: update.ref('excluded.kind'),
            provinceCode: update.ref('excluded.provinceCode'),
            validFrom: update.ref('excluded.validFrom'),
            validTo: update.ref('excluded.validTo'),
            source: update.ref('excluded.source'),
          }))
          .where(
            sql<boolean>`(excluded.source = 'import' or area.source = 'content')
              and (area.name, area.kind, area.province_code, area.valid_from, area.valid_to, area.source) is distinct from
                (excluded.name, excluded.kind, excluded.province_code, excluded.valid_from, excluded.valid_to, excluded.source)`,
          ),
      )
      .executeTakeFirst()
    changed += Number(written.numInsertedOrUpdatedRows ?? 0)
  }
  return changed
}

/** Every process reads the areas anew within seconds after the commit. */
export async function tellNewAreas(tx: Tx): Promise<void> {
  await tx
    .updateTable('areaRevision')
    .set((update) => ({ number: update('number', '+', '1') }))
    .execute()
}

export async function findAreaRevision(tx: Tx): Promise<string> {
  const { number } = await tx.selectFrom('areaRevision').select('number').executeTakeFirstOrThrow()
  return number
}

/** Every area with the names that people still use, each once, for the index that names are looked up in. */
export async function listAreas(tx: Tx): Promise<Area[]> {
  const areas = await tx
    .selectFrom('area')
    .select(['code', 'name', 'kind', 'provinceCode', 'validFrom', 'validTo'])
    .orderBy('code')
    .execute()
  const rows = await tx
    .selectFrom('areaAlias')
    .select(['areaCode', 'name', 'kind', 'isPartial', 'within', 'until'])
    .orderBy(sql`within is null`)
    .orderBy('id')
    .execute()
  const byArea = new Map<string, AreaAlias[]>()
  for (const { areaCode, within, until, ...row } of rows) {
    const aliases = byArea.get(areaCode) ?? []
    byArea.set(areaCode, aliases)
    const isKnown = aliases.some((one) => isSameName(one, row) && (within === null || one.within === within))
    if (isKnown) continue
    const kind = row.kind as AreaAlias['kind']
    aliases.push({ ...row, kind, ...(within !== null && { within }), ...(until !== null && { until }) })
  }
  return areas.map((area) => ({ ...area, kind: area.kind as Area['kind'], aliases: byArea.get(area.code) ?? [] }))
}

function isSameName(one: AreaAlias, other: { name: string; kind: string }): boolean {
  return one.kind === other.kind && one.name.toLowerCase() === other.name.toLowerCase()
}
