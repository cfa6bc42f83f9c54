import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, openDatabase } from '../../src/platform/db.js'
import { type AttachedPostgres, attachPostgres } from '../../src/platform/embedded-postgres.js'
import { type Files, sealedFiles } from '../../src/platform/files.js'
import { deriveKeys, type Keys } from '../../src/platform/keys.js'
import { loadMasterKey } from '../../src/platform/master-key.js'
import { type FakeTelegramApi, startTelegramApi } from '../fakes/telegram-api.js'
import { freePort } from './free-port.js'
import { type ServerProcess, startServer } from './server-process.js'

/** The real process with a database and a Telegram of its own, and a look into both from outside. */
export type Stage = {
  api: FakeTelegramApi
  server: ServerProcess
  database: Database
  databaseUrl: string
  keys: Keys
  files: Files
  dataDir: string
  /** Of its first start, which makes the database, and of its second. */
  readyMs: number[]
  restart(settings?: Record<string, string>): void
  /** One more process on the same data, which the caller stops. */
  startAnother(settings?: Record<string, string>): Promise<ServerProcess>
  /** What the process's own commands need to find it. */
  env: Readonly<Record<string, string>>
  close(): Promise<void>
}

export async function openStage(name: string): Promise<Stage> {
  const api = await startTelegramApi({ retryBaseMs: 50 })
  const dataDir = await mkdtemp(join(tmpdir(), `anninh-${name}-`))
  const env = await makeEnvironment(api, dataDir)
  const first = startServer(env)
  const readyMs = [await untilReady(first)]
  await first.stop()
  const server = startServer(env)
  readyMs.push(await untilReady(server))
  const postgres = await attachPostgres({ dataDir })
  const database = openDatabase(postgres.url, { maxConnections: 4 })
  const keys = deriveKeys(loadMasterKey(dataDir))
  const stage: Stage = {
    ...{
      api,
      server,
      database,
      databaseUrl: postgres.url,
      keys,
      dataDir,
      readyMs,
      env,
      files: sealedFiles(join(dataDir, 'files'), keys),
    },
    restart(settings = {}) {
      stage.server = startServer({ ...env, ...settings })
    },
    async startAnother(settings = {}) {
      const another = startServer({ ...env, PORT: String(await freePort()), ...settings })
      await untilReady(another)
      return another
    },
    close: () => closeStage(stage, postgres),
  }
  return stage
}

export async function untilReady(server: ServerProcess): Promise<number> {
  const milliseconds = await server.ready
  if (milliseconds === null) throw new Error(`it did not start: ${server.output()}`)
  return milliseconds
}

async function makeEnvironment(api: FakeTelegramApi, dataDir: string): Promise<Record<string, string>> {
  const port = String(await freePort())
  return {
    DATA_DIR: dataDir,
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'warn',
    TELEGRAM_BOT_TOKEN: api.token,
    TELEGRAM_API_ROOT: api.root,
    TELEGRAM_MODE: 'webhook',
    TELEGRAM_WEBHOOK_SECRET: 'bi-mat-cua-cuoc-thu',
    // The platform's own limit is not what is looked at.
    TELEGRAM_RATE_PER_SECOND: '1000',
  }
}

async function closeStage({ server, database, api, dataDir }: Stage, postgres: AttachedPostgres): Promise<void> {
  await server.stop()
  await database.close()
  await postgres.release()
  await api.close()
  await rm(dataDir, { recursive: true, force: true })
}
