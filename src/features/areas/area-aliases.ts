import type { Tx } from '../../platform/db.js'
import type { AreaAlias } from './areas.js'

/** Who says so: the program's content, an imported list, the table of what old communes became, or a name that ended. */
export type AliasSource = 'content' | 'list' | 'successors' | 'history'
export type ReplacedAliases = { added: number; removed: number }

const CHUNK = 1000

/** The named areas have exactly these aliases of this source afterwards; what is there already is not touched. */
export async function replaceAliases(
  tx: Tx,
  source: AliasSource,
  byArea: ReadonlyMap<string, readonly AreaAlias[]>,
): Promise<ReplacedAliases> {
  const known = await tx
    .selectFrom('areaAlias')
    .select(['id', 'areaCode', 'name', 'kind', 'isPartial', 'within', 'until'])
    .where('source', '=', source)
    .execute()
  const wanted = new Map<string, { areaCode: string } & AreaAlias>()
  for (const [areaCode, aliases] of byArea) {
    for (const alias of aliases) wanted.set(keyOf({ areaCode, ...alias }), { areaCode, ...alias })
  }
  const gone: string[] = []
  for (const row of known.filter(({ areaCode }) => byArea.has(areaCode))) {
    if (wanted.get(keyOf(row))?.isPartial === row.isPartial) wanted.delete(keyOf(row))
    else gone.push(row.id)
  }
  for (let at = 0; at < gone.length; at += CHUNK) {
    await tx
      .deleteFrom('areaAlias')
      .where('id', 'in', gone.slice(at, at + CHUNK))
      .execute()
  }
  await insertAliases(tx, source, [...wanted.values()])
  return { added: wanted.size, removed: gone.length }
}

async function insertAliases(
  tx: Tx,
  source: AliasSource,
  aliases: readonly ({ areaCode: string } & AreaAlias)[],
): Promise<void> {
  for (let at = 0; at < aliases.length; at += CHUNK) {
    const rows = aliases.slice(at, at + CHUNK).map(({ areaCode, name, kind, isPartial, within, until }) => ({
      ...{ areaCode, name, kind, isPartial, source },
      ...{ within: within ?? null, until: until ?? null },
    }))
    await tx
      .insertInto('areaAlias')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** A former name that came back and ended again has its latest day. */
export async function addFormerName(tx: Tx, areaCode: string, name: string, until: string): Promise<void> {
  await tx
    .deleteFrom('areaAlias')
    .where('areaCode', '=', areaCode)
    .where('source', '=', 'history')
    .where('name', '=', name)
    .execute()
  await insertAliases(tx, 'history', [{ areaCode, name, kind: 'former_name', isPartial: false, until }])
}

function keyOf(alias: { areaCode: string; kind: string; name: string; within?: string | null }): string {
  return JSON.stringify([alias.areaCode, alias.kind, alias.name, alias.within ?? null])
}
