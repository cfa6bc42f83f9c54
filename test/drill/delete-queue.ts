import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Chaos } from './run-drill.js'

/** Deletes all that the queue knows, several times a second, until everybody is served. */
export const deleteQueue: Chaos = async ({ database: { db } }, { random, figures, isOver }) => {
  while (!isOver()) {
    await sql`truncate bullmq.job cascade`.execute(db)
    figures['deletions'] = (figures['deletions'] ?? 0) + 1
    await delay(20 + random.upTo(300))
  }
}
