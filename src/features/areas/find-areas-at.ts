import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import { around, isInside, type Point, type Rings } from './boundaries.js'

/**
 * The communes in which the point lies, then those whose border is near: a phone's place is off by some metres, and
 * people live on both sides of a street. Only the polygons around the point are read.
 */
export async function findAreasAt(tx: Tx, point: Point): Promise<string[] | 'no_boundaries'> {
  const ring = around(point)
  const [longitudes, latitudes] = [ring.map(({ longitude }) => longitude), ring.map(({ latitude }) => latitude)]
  const candidates = await tx
    .selectFrom('areaBoundary')
    .select(['areaCode', 'rings'])
    .where('west', '<=', Math.max(...longitudes))
    .where('east', '>=', Math.min(...longitudes))
    .where('south', '<=', Math.max(...latitudes))
    .where('north', '>=', Math.min(...latitudes))
    .execute()
  const lands = candidates.map(({ areaCode, rings }) => ({ areaCode, rings: rings as Rings }))
  const inside = lands.filter(({ rings }) => isInside(point, rings))
  const near = lands.filter(({ rings }) => ring.some((one) => isInside(one, rings)))
  const codes = [...new Set([...inside, ...near].map(({ areaCode }) => areaCode))]
  return codes.length > 0 || (await hasBoundaries(tx)) ? codes : 'no_boundaries'
}

async function hasBoundaries(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select exists (select from area_boundary) as found`.execute(tx)
  return rows[0]?.found ?? false
}
