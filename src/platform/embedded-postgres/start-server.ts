import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { codeOf, StartupError } from '../startup-error.js'
import type { Binaries } from './binaries.js'
import type { Cluster } from './cluster.js'
import { lastComplaint } from './complaint.js'
import { giveTo, takeOver } from './ownership.js'
import { processesIn } from './postmaster.js'
import type { RunAs } from './run-as.js'
import { type Durability, serverOptions } from './settings.js'

export type ServerDeps = { binaries: Binaries; runAs: RunAs; cluster: Cluster; durability: Durability }

/** `refused`: what waiting may mend. Anything else is thrown. */
export type Start = { kind: 'started'; port: number } | { kind: 'refused'; reason: string }

const READY_SECONDS = 60
const BACKENDS_GRACE_MS = 1_000
const LOG_LIMIT_BYTES = 5_000_000

export async function tryToStart(deps: ServerDeps, waitedMs: number): Promise<Start> {
  const { binaries, runAs, cluster, durability } = deps
  takeOver(runAs, cluster.dataFolder)
  const port = await freePort()
  const logStart = openLog(cluster.logFile, runAs)
  const options = ['-D', cluster.dataFolder, '-l', cluster.logFile, '-w', '-t', String(READY_SECONDS)]
  const start = await runAs.run(binaries.pgCtl, ['start', ...options, '-o', serverOptions(port, durability)])
  if (start.exitCode === 0) return { kind: 'started', port }
  const said = readFileSync(cluster.logFile).subarray(logStart).toString('utf8') || start.output
  const reason = lastComplaint(said)
  if (/could not create any TCP\/IP sockets/.test(said)) return { kind: 'refused', reason }
  if (!/is still in use/.test(said)) throw new StartupError(explainFailure(said, cluster))
  if (waitedMs > BACKENDS_GRACE_MS) endLeftovers(cluster.dataFolder)
  return { kind: 'refused', reason }
}

function explainFailure(said: string, { dataFolder, logFile }: Cluster): string {
  if (/is not compatible with this version|incompatible with server/.test(said)) {
    return `the data in ${dataFolder} was made by another major version of PostgreSQL: dump it with the older An Ninh`
  }
  return `PostgreSQL did not start: ${lastComplaint(said)} (its log: ${logFile})`
}

/** Backends of a postmaster that was killed leave by themselves unless a long query holds them. */
function endLeftovers(dataFolder: string): void {
  for (const pid of processesIn(dataFolder)) {
    try {
      process.kill(pid, 'SIGQUIT')
    } catch (error) {
      if (codeOf(error) !== 'ESRCH') throw error
    }
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
