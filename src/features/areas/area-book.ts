import type { Db } from '../../platform/db.js'
import { makeAreaIndex } from './area-index.js'
import type { AreaBook } from './propose-areas.js'
import { findAreaRevision, listAreas } from './save-areas.js'

const LOOK_AGAIN_MS = 2000

/**
 * All areas as one index in memory, read again within two seconds of an import by any process. While it is read,
 * the former one serves. Which moment it is, is the machine's affair: `now` in milliseconds that never go back.
 */
export function openAreaBook(db: Db, now: () => number = () => performance.now()): () => Promise<AreaBook> {
  let known: { revision: string; book: AreaBook } | undefined
  let looking: Promise<AreaBook> | undefined
  let lookedAt = Number.NEGATIVE_INFINITY
  const look = async (): Promise<AreaBook> => {
    const found = await db.transaction().execute(async (tx) => {
      const revision = await findAreaRevision(tx)
      return { revision, areas: revision === known?.revision ? undefined : await listAreas(tx) }
    })
    if (found.areas) {
      const index = makeAreaIndex(found.areas)
      known = { revision: found.revision, book: { index, byCode: index.byCode } }
    }
    if (!known) throw new Error('the first look finds areas')
    lookedAt = now()
    return known.book
  }
  return () => {
    if (known && now() - lookedAt <= LOOK_AGAIN_MS) return Promise.resolve(known.book)
    looking ??= look().finally(() => {
      looking = undefined
    })
    return looking
  }
}
