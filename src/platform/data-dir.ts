import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { explainFileTrouble, StartupError } from './startup-error.js'

/** Makes the folder of everything that we keep, and finds out now, not in the middle, that it cannot be written. */
export function openDataDir(dataDir: string): void {
  try {
    // Started by root, PostgreSQL runs as another user and has to pass through; every file in it has its own mode.
    mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    const probe = join(dataDir, `.write-test-${process.pid}`)
    writeFileSync(probe, 'x'.repeat(8192))
    rmSync(probe)
  } catch (error) {
    const trouble = explainFileTrouble(error)
    if (!trouble) throw error
    throw new StartupError(`DATA_DIR ${dataDir} cannot be written: ${trouble}`, { cause: error })
  }
}
