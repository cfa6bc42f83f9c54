import { mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { openDataDir } from './data-dir.js'
import { ensureAppDatabase } from './embedded-postgres/app-database.js'
import { findBinaries } from './embedded-postgres/binaries.js'
import { dataFolderOf, makeCluster, openCluster } from './embedded-postgres/cluster.js'
import { chooseRunAs } from './embedded-postgres/run-as.js'
import { ensureServer, type ServerDeps, stopServer, urlOf } from './embedded-postgres/server.js'
import type { Durability } from './embedded-postgres/settings.js'
import { addUser, removeUser } from './embedded-postgres/users.js'
import { withProcessLock } from './process-lock.mjs'

export type AttachOptions = {
  dataDir: string
  /** Told what takes long, in a line for people. */
  say?: (line: string) => void
  durability?: Durability
}

export type AttachedPostgres = { url: string; release(): Promise<void> }

/**
 * PostgreSQL in DATA_DIR, for this process: started, or adopted when another process started it or left it behind.
 * It runs on by itself; the last process that releases it stops it.
 */
export async function attachPostgres({
  dataDir,
  say = () => undefined,
  durability = 'full',
}: AttachOptions): Promise<AttachedPostgres> {
  openDataDir(dataDir)
  const home = join(realpathSync(dataDir), 'postgres')
  mkdirSync(home, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  const lock = join(home, 'lock')
  const waiting = (pid: number) =>
    say(`Waiting for another command that starts or stops the database (process ${pid}) …`)
  return withProcessLock(lock, () => attach(home, lock, durability, say), waiting)
}

async function attach(
  home: string,
  lock: string,
  durability: Durability,
  say: (line: string) => void,
): Promise<AttachedPostgres> {
  const binaries = findBinaries()
  const runAs = await chooseRunAs(binaries, home, dataFolderOf(home))
  let cluster = openCluster(home)
  if (!cluster) {
    say('Making the database (first start) …')
    cluster = await makeCluster(home, binaries, runAs)
  }
  const deps: ServerDeps = { binaries, runAs, cluster, durability, say }
  const port = await ensureServer(deps)
  await ensureAppDatabase(port, cluster)
  addUser(home)
  const release = once(() =>
    withProcessLock(lock, async () => {
      if (removeUser(home) === 'last') await stopServer(deps)
    }),
  )
  return { url: urlOf(port, 'anninh', cluster), release }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => (done ??= work())
}
