import { join } from 'node:path'
import { loadContent } from '../../src/content.js'
import { openDatabase } from '../../src/platform/db.js'
import { openJobs } from '../../src/platform/jobs.js'
import { makeLog } from '../../src/platform/log.js'
import { migrate } from '../../src/platform/migrate.js'

const ROOT = join(import.meta.dirname, '../..')

/** The database that every test clones: migrated, with the content and the queue's own tables. */
export async function prepareTemplate(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl, join(ROOT, 'migrations'))
  const { db, close } = openDatabase(databaseUrl, { maxConnections: 2 })
  await loadContent(db, join(ROOT, 'content'), new Date())
  await close()
  const jobs = openJobs({ redisUrl: null, databaseUrl, log: makeLog('silent') })
  await jobs.isReady()
  await jobs.close()
}
