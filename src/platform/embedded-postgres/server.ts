import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { codeOf, StartupError } from '../startup-error.js'
import type { Cluster } from './cluster.js'
import { lastComplaint } from './complaint.js'
import { lookAtPostmaster, type Postmaster, processesIn, removePidFile } from './postmaster.js'
import { type ServerDeps, tryToStart } from './start-server.js'

const POLL_MS = 50
const PATIENCE_MS = 60_000
/** For a file that is being written. */
const UNREADABLE_MS = 1_500

/** The port of the server of this data folder: the one that runs, or else a new one. The caller holds the lock. */
export async function ensureServer(deps: ServerDeps): Promise<number> {
  const { dataFolder, logFile } = deps.cluster
  const startedAt = Date.now()
  let refusal = 'it did not become ready'
  while (Date.now() - startedAt < PATIENCE_MS) {
    const postmaster = lookAtPostmaster(dataFolder)
    if (postmaster.kind === 'running' && (await isOurs(postmaster.port, deps.cluster))) return postmaster.port
    const isStale = isLeftBehind(postmaster, dataFolder, Date.now() - startedAt)
    if (isStale) removePidFile(dataFolder)
    if (isStale || postmaster.kind === 'absent') {
      const start = await tryToStart(deps, Date.now() - startedAt)
      if (start.kind === 'started') return start.port
      refusal = start.reason
    }
    await delay(POLL_MS)
  }
  throw new StartupError(`PostgreSQL did not start within ${PATIENCE_MS / 1000} s: ${refusal} (its log: ${logFile})`)
}

function isLeftBehind({ kind }: Postmaster, dataFolder: string, waitedMs: number): boolean {
  if (kind === 'unreadable') return waitedMs > UNREADABLE_MS && processesIn(dataFolder).length === 0
  return kind === 'stale'
}

/** Fast: cuts the connections, finishes its checkpoint, goes. */
export async function stopServer({ binaries, runAs, cluster }: ServerDeps): Promise<void> {
  const { kind } = lookAtPostmaster(cluster.dataFolder)
  // pg_ctl signals whatever process the file names.
  if (kind === 'absent' || kind === 'stale' || kind === 'unreadable') return
  const options = ['-D', cluster.dataFolder, '-m', 'fast', '-w', '-t', '30']
  const { exitCode, output } = await runAs.run(binaries.pgCtl, ['stop', ...options])
  if (exitCode !== 0) throw new StartupError(`PostgreSQL did not stop: ${lastComplaint(output)}`)
}

export function urlOf(port: number, user: 'postgres' | 'anninh', { passwords }: Cluster): string {
  return `postgres://${user}:${passwords[user]}@127.0.0.1:${port}/${user}`
}

/** True when it answers to our password and works in our folder (a copied folder brings the password along). */
async function isOurs(port: number, cluster: Cluster): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(port, 'postgres', cluster), connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined) // a server that stops meanwhile shows in the query's own failure
  try {
    await client.connect()
    const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`)
    return rows[0]?.folder === cluster.dataFolder
  } catch (error) {
    if (['ECONNREFUSED', 'ECONNRESET', '57P03', '57P01', '28P01'].includes(codeOf(error))) return false
    throw error
  } finally {
    await client.end()
  }
}
