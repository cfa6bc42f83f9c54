import { join } from 'node:path'
import { type Config, PROJECT_DIR } from '../config.js'
import { openDataDir } from '../platform/data-dir.js'
import { attachPostgres } from '../platform/embedded-postgres.js'
import { loadMasterKey } from '../platform/master-key.js'
import { migrate } from '../platform/migrate.js'

/** What the app is built from: nothing is left open. */
export type ReadyConfig = Config & { databaseUrl: string; masterKey: Buffer }
export type Opened = { config: ReadyConfig; onGone(listener: () => void): void; release(): Promise<void> }

export const MIGRATIONS_DIR = join(PROJECT_DIR, 'migrations')

/** DATABASE_URL, or else the server in DATA_DIR: the one that runs, or one started for as long as this process needs it. */
export async function openDatabaseServer(config: Config, say: (line: string) => void): Promise<Opened> {
  openDataDir(config.dataDir)
  const masterKey = config.masterKey ?? loadMasterKey(config.dataDir)
  const ready = (databaseUrl: string) => ({ ...config, masterKey, databaseUrl })
  if (config.databaseUrl) return { config: ready(config.databaseUrl), ...NOT_OURS }
  const { url, onGone, release } = await attachPostgres({ dataDir: config.dataDir, say })
  return { config: ready(url), onGone, release }
}

/** For commands: a database in its newest form, let go of afterwards whatever happens. */
export async function withDatabase<Result>(
  config: Config,
  work: (config: ReadyConfig) => Promise<Result>,
): Promise<Result> {
  const opened = await openDatabaseServer(config, say)
  try {
    await migrate(opened.config.databaseUrl, MIGRATIONS_DIR)
    return await work(opened.config)
  } finally {
    await opened.release()
  }
}

const NOT_OURS = { onGone: () => undefined, release: async () => undefined }

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
