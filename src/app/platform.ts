import { join } from 'node:path'
import type { ReadyConfig } from '../commands/with-database.js'
import type { Channel } from '../conversations/channel.js'
import { type Clock, systemClock } from '../platform/clock.js'
import { type Database, openDatabase } from '../platform/db.js'
import type { Deps } from '../platform/deps.js'
import { sealedFiles } from '../platform/files.js'
import { type Ids, randomIds } from '../platform/ids.js'
import { type Jobs, openJobs } from '../platform/jobs.js'
import { deriveKeys } from '../platform/keys.js'
import { type Log, makeLog } from '../platform/log.js'
import { openSignals, type Signals } from '../platform/signals.js'

/** `channels` come beside the product's own; tests keep what was sent in one. */
export type Overrides = { clock?: Clock; ids?: Ids; log?: Log; isDemo?: boolean; channels?: readonly Channel[] }

export type Platform = { database: Database; deps: Deps; jobs: Jobs; signals: Signals }

export function openPlatform(config: ReadyConfig, overrides: Overrides): Platform {
  const log = overrides.log ?? makeLog(config.logLevel)
  const keys = deriveKeys(config.masterKey)
  const database = openDatabase(config.databaseUrl, {
    onError: (err) => log.warn({ err: { message: err.message } }, 'a database connection broke'),
  })
  const deps: Deps = {
    clock: overrides.clock ?? systemClock,
    ids: overrides.ids ?? randomIds,
    log,
    keys,
    files: sealedFiles(join(config.dataDir, 'files'), keys),
  }
  return {
    database,
    deps,
    jobs: openJobs({ redisUrl: config.redisUrl, databaseUrl: config.databaseUrl, log }),
    signals: openSignals(config.databaseUrl, log),
  }
}
