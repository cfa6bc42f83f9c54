import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolder, openDataDir } from './data-dir.js'
import { ensureAppDatabase } from './embedded-postgres/app-database.js'
import { findBinaries } from './embedded-postgres/binaries.js'
import { dataFolderOf, makeCluster, openCluster } from './embedded-postgres/cluster.js'
import { lookAtPostmaster } from './embedded-postgres/postmaster.js'
import { chooseRunAs } from './embedded-postgres/run-as.js'
import { ensureServer, stopServer, urlOf } from './embedded-postgres/server.js'
import type { Durability } from './embedded-postgres/settings.js'
import { addUser, removeUser } from './embedded-postgres/users.js'
import { withProcessLock } from './process-lock.mjs'
import { explainFileTrouble, StartupError } from './startup-error.js'

export type AttachOptions = {
  dataDir: string
  /** Told what takes long, in a line for people. */
  say?: (line: string) => void
  durability?: Durability
}

export type AttachedPostgres = {
  url: string
  /** Calls back, once, when the server died under us (killed from outside, out of memory). */
  onGone(listener: () => void): void
  release(): Promise<void>
}

const WATCH_MS = 1_000

/**
 * PostgreSQL in DATA_DIR, for this process: started, or adopted when another process started it or left it behind.
 * It runs on by itself; the last process that releases it stops it.
 */
export async function attachPostgres(options: AttachOptions): Promise<AttachedPostgres> {
  const { dataDir, say = () => undefined, durability = 'full' } = options
  forgetOtherServers()
  openDataDir(dataDir)
  const home = join(realpathSync(dataDir), 'postgres')
  refuseShellWords(home)
  const waiting = (pid: number) => say(`Waiting for process ${pid}, which starts or stops the database …`)
  try {
    makeFolder(home)
    return await withProcessLock(lockOf(home), () => attach(home, durability, say), waiting)
  } catch (error) {
    const trouble = error instanceof StartupError ? undefined : explainFileTrouble(error)
    throw trouble ? new StartupError(`the database in ${home} cannot be used: ${trouble}`, { cause: error }) : error
  }
}

/** pg_ctl hands the path to a shell between double quotes, where these mean something: a backtick runs a command. */
function refuseShellWords(home: string): void {
  if (process.platform === 'win32' || !/[$"`\\\n]/.test(home)) return
  throw new StartupError(`DATA_DIR must be a path without $ " \` and \\ (it is ${dirname(home)}), or set DATABASE_URL`)
}

/** PGSSLMODE, PGOPTIONS and the like are meant for another server, and every client of ours would obey them here. */
function forgetOtherServers(): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('PG')) delete process.env[name]
}

async function attach(home: string, durability: Durability, say: (line: string) => void): Promise<AttachedPostgres> {
  const binaries = findBinaries()
  const runAs = await chooseRunAs(binaries, home, dataFolderOf(home))
  let cluster = openCluster(home)
  if (!cluster) {
    say('Making the database (first start) …')
    cluster = await makeCluster(home, binaries, runAs)
  }
  const deps = { binaries, runAs, cluster, durability }
  const port = await ensureServer(deps)
  await ensureAppDatabase(port, cluster)
  addUser(home)
  const watch = watchServer(cluster.dataFolder)
  const release = once(() => {
    watch.stop()
    return withProcessLock(lockOf(home), async () => {
      if (removeUser(home) === 'last') await stopServer(deps)
    })
  })
  return { url: urlOf(port, 'anninh', cluster), onGone: watch.onGone, release }
}

function watchServer(dataFolder: string): { onGone(listener: () => void): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined
  return {
    onGone(listener) {
      timer = setInterval(() => {
        const { kind } = lookAtPostmaster(dataFolder)
        if (kind !== 'absent' && kind !== 'stale') return
        clearInterval(timer)
        listener()
      }, WATCH_MS).unref()
    },
    stop: () => clearInterval(timer),
  }
}

function lockOf(home: string): string {
  return join(home, 'lock')
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => (done ??= work())
}
