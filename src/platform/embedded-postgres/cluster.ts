import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ownProcess } from '../process-lock.mjs'
import { StartupError } from '../startup-error.js'
import { explainInitdb } from './complaint.js'
import type { Binaries } from './binaries.js'
import { giveTo } from './ownership.js'
import type { RunAs } from './run-as.js'

const Passwords = z.object({ postgres: z.string().min(1), anninh: z.string().min(1) })
type Passwords = z.infer<typeof Passwords>

export type Cluster = { dataFolder: string; logFile: string; passwords: Passwords }

const LOCALES = ['C.UTF-8', 'en_US.UTF-8', 'C']

export function dataFolderOf(home: string): string {
  return join(home, 'cluster', 'data')
}

export function openCluster(home: string): Cluster | undefined {
  if (!existsSync(join(home, 'cluster'))) return undefined
  const passwords = Passwords.parse(JSON.parse(readFileSync(join(home, 'cluster', 'passwords.json'), 'utf8')))
  return { dataFolder: dataFolderOf(home), logFile: join(home, 'server.log'), passwords }
}

/** Made aside and renamed when complete: a kill in the middle leaves only a folder that the next start removes. */
export async function makeCluster(home: string, binaries: Binaries, runAs: RunAs): Promise<Cluster> {
  const unfinished = join(home, 'unfinished')
  removeFolder(unfinished)
  try {
    const folder = join(unfinished, ownProcess())
    mkdirSync(join(folder, 'data'), { recursive: true, mode: 0o711 })
    const passwords = { postgres: randomBytes(24).toString('base64url'), anninh: randomBytes(24).toString('base64url') }
    writeFileSync(join(folder, 'passwords.json'), JSON.stringify(passwords), { mode: 0o600, flush: true })
    await initdb(folder, passwords.postgres, binaries, runAs)
    renameSync(folder, join(home, 'cluster'))
  } finally {
    removeFolder(unfinished)
  }
  syncFolder(home)
  const cluster = openCluster(home)
  if (!cluster) throw new StartupError(`${join(home, 'cluster')} vanished while it was being made`)
  return cluster
}

/** Tried again because the initdb of a killed start may still be writing. */
function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
}

async function initdb(folder: string, password: string, binaries: Binaries, runAs: RunAs): Promise<void> {
  const passwordFile = join(folder, 'password')
  for (const locale of LOCALES) {
    giveTo(runAs, join(folder, 'data'))
    writeFileSync(passwordFile, password, { mode: 0o600 })
    giveTo(runAs, passwordFile)
    const { exitCode, output } = await runAs.run(
      binaries.initdb,
      initdbArguments(join(folder, 'data'), passwordFile, locale),
    )
    rmSync(passwordFile)
    if (exitCode === 0) return
    // Which locales exist differs between systems; the collation is PostgreSQL's own on all of them.
    if (output.includes('invalid locale name')) continue
    throw new StartupError(`the database cannot be made: ${explainInitdb(output)}`)
  }
  throw new StartupError('the database cannot be made: this system has no locale C')
}

function initdbArguments(dataFolder: string, passwordFile: string, locale: string): string[] {
  const collation = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', `--locale=${locale}`]
  return [
    '-D',
    dataFolder,
    '-U',
    'postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--data-checksums',
    '--no-instructions',
    ...collation,
  ]
}

/** Without this a power cut could undo the rename after the first tips were stored. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
