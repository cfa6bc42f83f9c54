import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { processStart } from '../process-lock.mjs'
import { codeOf } from '../startup-error.js'

export type PidFile = { pid: number; port: number | undefined; status: string }

export type Postmaster =
  | { kind: 'absent' }
  /** There is a file that names no process: it is being written, or was torn by a crash of the machine. */
  | { kind: 'unreadable' }
  /** The file names a process that is gone, waits to be reaped, or is another program by now. */
  | { kind: 'stale' }
  | { kind: 'starting' }
  | { kind: 'stopping' }
  | { kind: 'running'; port: number }

/** What the data folder's pid file means, given the command line of the process it names (null: no such process). */
export function judgePostmaster(
  file: PidFile | 'unreadable' | undefined,
  commandLine: string | null,
  dataFolder: string,
): Postmaster {
  if (!file) return { kind: 'absent' }
  if (file === 'unreadable') return { kind: 'unreadable' }
  if (commandLine === null || !isServerOf(dataFolder, commandLine)) return { kind: 'stale' }
  if (file.status === 'stopping') return { kind: 'stopping' }
  if (file.status === 'ready' && file.port !== undefined) return { kind: 'running', port: file.port }
  return { kind: 'starting' }
}

function isServerOf(dataFolder: string, commandLine: string): boolean {
  return commandLine.includes('postgres') && `${commandLine} `.includes(` -D ${dataFolder} `)
}

/** Lines of postmaster.pid: pid, folder, start time, port, socket folder, address, shared memory, status. */
export function parsePidFile(text: string): PidFile | 'unreadable' {
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return 'unreadable'
  const port = Number(lines[3])
  return { pid, port: Number.isInteger(port) && port > 0 ? port : undefined, status: lines[7] ?? '' }
}

export function lookAtPostmaster(dataFolder: string): Postmaster {
  const file = readPidFile(dataFolder)
  const commandLine = typeof file === 'object' ? commandLineOf(file.pid, dataFolder) : null
  return judgePostmaster(file, commandLine, dataFolder)
}

export function removePidFile(dataFolder: string): void {
  rmSync(join(dataFolder, 'postmaster.pid'), { force: true })
}

/** PostgreSQL's processes that work in the folder, as after their postmaster was killed. Sees only what this user may see. */
export function processesIn(dataFolder: string): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .map(Number)
    .filter(
      (pid) =>
        Number.isInteger(pid) &&
        workingFolderOf(pid) === dataFolder &&
        /^(\S*\/)?postgres/.test(commandLineOf(pid, '') ?? ''),
    )
}

function readPidFile(dataFolder: string): PidFile | 'unreadable' | undefined {
  try {
    return parsePidFile(readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8'))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function commandLineOf(pid: number, dataFolder: string): string | null {
  if (processStart(pid) === null) return null
  // Windows tells nobody's command line without a library; connecting decides there.
  if (process.platform === 'win32') return `postgres -D ${dataFolder}`
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch (error) {
    if (processStart(pid) === null) return null
    throw error
  }
}

function workingFolderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined // gone, or not ours to see
  }
}
