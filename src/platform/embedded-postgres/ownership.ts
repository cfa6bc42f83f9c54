import { chmodSync, chownSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { RunAs } from './run-as.js'

export function giveTo(runAs: RunAs, path: string): void {
  if (runAs.owner) chownSync(path, runAs.owner.uid, runAs.owner.gid)
}

/** PostgreSQL refuses a folder of another owner or mode, which is how root's `cp -r` restores a backup. */
export function takeOver(runAs: RunAs, dataFolder: string): void {
  if (process.platform === 'win32') return
  const { uid, mode } = statSync(dataFolder)
  if ((mode & 0o027) !== 0) chmodSync(dataFolder, 0o700)
  if (!runAs.owner || uid === runAs.owner.uid) return
  for (const name of readdirSync(dataFolder, { recursive: true, encoding: 'utf8' }))
    giveTo(runAs, join(dataFolder, name))
  giveTo(runAs, dataFolder)
}
