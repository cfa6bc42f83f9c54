import { sql } from 'kysely'
import { foldText, nameKey } from '../../../src/engine/text-key.js'
import type { Area } from '../../../src/features/areas/areas.js'
import type { Db } from '../../../src/platform/db.js'

/** Finds the codes of the best eight for what was typed. */
export type Search = (text: string) => Promise<string[]> | string[]

const MOST = 8

/** PostgreSQL's own trigram search over the same names, folded the same way, with its index. */
export async function trigramSearch(db: Db, areas: readonly Area[]): Promise<Search> {
  await sql`create temporary table bench_name (code text not null, name text not null)`.execute(db)
  const rows = namesOf(areas)
  for (let at = 0; at < rows.length; at += 1000) {
    const some = JSON.stringify(rows.slice(at, at + 1000))
    await sql`insert into bench_name select code, name from jsonb_to_recordset(${some}::jsonb) as one (code text, name text)`.execute(
      db,
    )
  }
  await sql`create index bench_name_trigrams on bench_name using gin (name gin_trgm_ops)`.execute(db)
  await sql`analyze bench_name`.execute(db)
  return async (text) => {
    const key = nameKey(text.split(',')[0] ?? '')
    const found = await sql<{ code: string }>`select code from bench_name where name % ${key}
      order by similarity(name, ${key}) desc, code limit ${MOST}`.execute(db)
    return found.rows.map(({ code }) => code)
  }
}

/** Every name looked at in turn: what the search did before it had an index. */
export function plainScan(areas: readonly Area[]): Search {
  const names = namesOf(areas)
  return (text) => {
    const key = nameKey(text.split(',')[0] ?? '')
    const same = names.filter(({ name }) => name === key)
    const others = names.filter(
      ({ name }) => key.length > 2 && name !== key && (name.includes(key) || key.includes(name)),
    )
    return [...same, ...others].slice(0, MOST).map(({ code }) => code)
  }
}

function namesOf(areas: readonly Area[]): { code: string; name: string }[] {
  return areas.flatMap(({ code, name, aliases }) =>
    [name, ...aliases.map((alias) => alias.name)].map((one) => ({ code, name: nameKey(foldText(one)) })),
  )
}
