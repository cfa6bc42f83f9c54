import type { Tx } from '../../platform/db.js'
import type { Area } from './areas.js'

/** Brings the tables in step with the content. Areas that left the content stay: old tips name them. */
export async function saveAreas(tx: Tx, areas: readonly Area[]): Promise<void> {
  if (areas.length === 0) return
  const rows = areas.map(({ code, name, kind, provinceCode, validFrom, validTo }) => ({
    code,
    name,
    kind,
    provinceCode,
    validFrom,
    validTo,
  }))
  await tx
    .insertInto('area')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('code').doUpdateSet((update) => ({
        name: update.ref('excluded.name'),
        kind: update.ref('excluded.kind'),
        provinceCode: update.ref('excluded.provinceCode'),
        validFrom: update.ref('excluded.validFrom'),
        validTo: update.ref('excluded.validTo'),
      })),
    )
    .execute()
  await tx
    .deleteFrom('areaAlias')
    .where(
      'areaCode',
      'in',
      areas.map(({ code }) => code),
    )
    .execute()
  const aliases = areas.flatMap(({ code, aliases: own }) =>
    own.map(({ name, kind, isPartial }) => ({ areaCode: code, name, kind, isPartial })),
  )
  if (aliases.length === 0) return
  await tx
    .insertInto('areaAlias')
    .values(aliases)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Every area with the names that people still use, for the index that names are looked up in. */
export async function listAreas(tx: Tx): Promise<Area[]> {
  const areas = await tx.selectFrom('area').selectAll().orderBy('code').execute()
  const aliases = await tx
    .selectFrom('areaAlias')
    .select(['areaCode', 'name', 'kind', 'isPartial'])
    .orderBy('id')
    .execute()
  const byArea = new Map<string, typeof aliases>()
  for (const alias of aliases) byArea.set(alias.areaCode, [...(byArea.get(alias.areaCode) ?? []), alias])
  return areas.map((area) => ({
    ...area,
    kind: area.kind as Area['kind'],
    aliases: (byArea.get(area.code) ?? []).map(({ name, kind, isPartial }) => ({
      name,
      kind: kind as Area['aliases'][number]['kind'],
      isPartial,
    })),
  }))
}
