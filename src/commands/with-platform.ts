import { join } from 'node:path'
import { openPlatform, type Platform } from '../app/platform.js'
import { PROJECT_DIR, readConfig } from '../config.js'
import { loadContent } from '../content.js'
import { AppError } from '../platform/errors.js'
import { makeLog } from '../platform/log.js'
import { UsageError } from './usage-error.js'
import { withDatabase } from './with-database.js'

/** For commands that act: the database with its content, and what actions need. A refusal is one line. */
export function withPlatform<Result>(work: (platform: Platform) => Promise<Result>): Promise<Result> {
  return withDatabase(readConfig(process.env), async (config) => {
    const platform = openPlatform(config, { log: makeLog('warn') })
    try {
      await loadContent(platform.database.db, join(PROJECT_DIR, 'content'), platform.deps.clock.now())
      return await work(platform)
    } catch (error) {
      if (error instanceof AppError) throw new UsageError(error.message, { cause: error })
      throw error
    } finally {
      await platform.jobs.close()
      await platform.database.close()
    }
  })
}
