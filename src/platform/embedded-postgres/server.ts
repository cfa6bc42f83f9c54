import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { codeOf, StartupError } from '../startup-error.js'
import type { Binaries } from './binaries.js'
import type { Cluster } from './cluster.js'
import { lastComplaint } from './complaint.js'
import { giveTo, takeOver } from './ownership.js'
import { leftoverBackends, lookAtPostmaster, removePidFile } from './postmaster.js'
import type { RunAs } from './run-as.js'
import { type Durability, serverOptions } from './settings.js'

export type ServerDeps = {
  binaries: Binaries
  runAs: RunAs
  cluster: Cluster
  durability: Durability
  say(line: string): void
}

const POLL_MS = 50
const PATIENCE_MS = 60_000
const BACKENDS_GRACE_MS = 1_000
const LOG_LIMIT_BYTES = 5_000_000

/** The port of the server of this data folder: the one that runs, or else a new one. The caller holds the lock. */
export async function ensureServer(deps: ServerDeps): Promise<number> {
  const startedAt = Date.now()
  while (Date.now() - startedAt < PATIENCE_MS) {
    const postmaster = lookAtPostmaster(deps.cluster.dataFolder)
    if (postmaster.kind === 'running' && (await isOurs(postmaster.port, deps.cluster))) return postmaster.port
    if (postmaster.kind === 'stale') removePidFile(deps.cluster.dataFolder)
    if (postmaster.kind === 'stale' || postmaster.kind === 'absent') {
      const port = await tryToStart(deps, Date.now() - startedAt)
      if (port !== undefined) return port
    }
    await delay(POLL_MS)
  }
  throw new StartupError(
    `PostgreSQL did not become ready within ${PATIENCE_MS / 1000} s; its log is ${deps.cluster.logFile}`,
  )
}

/** Fast: cuts the connections, finishes its checkpoint, goes. */
export async function stopServer({ binaries, runAs, cluster }: Omit<ServerDeps, 'say' | 'durability'>): Promise<void> {
  if (lookAtPostmaster(cluster.dataFolder).kind === 'absent') return
  const { exitCode, output } = await runAs.run(binaries.pgCtl, [
    'stop',
    '-D',
    cluster.dataFolder,
    '-m',
    'fast',
    '-w',
    '-t',
    '30',
  ])
  if (exitCode !== 0) throw new StartupError(`PostgreSQL did not stop: ${lastComplaint(output)}`)
}

export function urlOf(port: number, user: 'postgres' | 'anninh', { passwords }: Cluster): string {
  return `postgres://${user}:${passwords[user]}@127.0.0.1:${port}/${user}`
}

/** Undefined: try again. Anything that waiting does not mend is thrown. */
async function tryToStart(deps: ServerDeps, waitedMs: number): Promise<number | undefined> {
  const { binaries, runAs, cluster, durability } = deps
  takeOver(runAs, cluster.dataFolder)
  const port = await freePort()
  const logStart = openLog(cluster.logFile, runAs)
  const options = ['-D', cluster.dataFolder, '-l', cluster.logFile, '-w', '-t', String(PATIENCE_MS / 1000)]
  const { exitCode, output } = await runAs.run(binaries.pgCtl, [
    'start',
    ...options,
    '-o',
    serverOptions(port, durability),
  ])
  if (exitCode === 0) return port
  const logged = readFileSync(cluster.logFile).subarray(logStart).toString('utf8')
  if (/could not create any TCP\/IP sockets/.test(logged)) return undefined
  if (!/is still in use/.test(logged)) throw new StartupError(explainFailure(logged || output, cluster))
  if (waitedMs > BACKENDS_GRACE_MS) endLeftovers(cluster.dataFolder)
  return undefined
}

function explainFailure(logged: string, cluster: Cluster): string {
  const incompatible = /is not compatible with this version/.test(logged) || /incompatible with server/.test(logged)
  if (incompatible)
    return `the data in ${cluster.dataFolder} was made by another major version of PostgreSQL: use the older An Ninh to dump it`
  return `PostgreSQL did not start: ${lastComplaint(logged)} (its log: ${cluster.logFile})`
}

/** Backends of a postmaster that was killed leave by themselves unless a long query holds them. */
function endLeftovers(dataFolder: string): void {
  for (const pid of leftoverBackends(dataFolder)) {
    try {
      process.kill(pid, 'SIGQUIT')
    } catch (error) {
      if (codeOf(error) !== 'ESRCH') throw error
    }
  }
}

/** True when it answers to our password and works in our folder (a copied folder brings the password along). */
export async function isOurs(port: number, cluster: Cluster): Promise<boolean> {
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

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

/** Returns where this start's lines will begin. The file is made here because only we may write in the folder. */
function openLog(file: string, runAs: RunAs): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > LOG_LIMIT_BYTES) renameSync(file, `${file}.old`)
  closeSync(openSync(file, 'a', 0o600))
  giveTo(runAs, file)
  return size > LOG_LIMIT_BYTES ? 0 : size
}
