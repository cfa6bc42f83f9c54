import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { codeOf, explainFileTrouble, StartupError } from './startup-error.js'

/** Makes the folder of everything that we keep, and finds out now, not in the middle, that it cannot be written. */
export function openDataDir(dataDir: string): void {
  try {
    makeFolder(dataDir)
    const probe = join(dataDir, `.write-test-${process.pid}`)
    writeFileSync(probe, 'x'.repeat(PROBE_BYTES), { flush: true })
    rmSync(probe)
  } catch (error) {
    const trouble = explainFileTrouble(error)
    if (!trouble) throw error
    throw new StartupError(`DATA_DIR ${dataDir} cannot be written: ${trouble}`, { cause: error })
  }
}

const PROBE_BYTES = 8192

// Started by root, PostgreSQL runs as another user and has to pass through; every file in it has its own mode.
const MODE = process.getuid?.() === 0 ? 0o711 : 0o700

/** With its parents. Not `recursive`: Node then loops for ever where a file system makes no folders, such as /proc. */
export function makeFolder(folder: string): void {
  const parent = dirname(folder)
  if (!existsSync(parent)) makeFolder(parent)
  try {
    mkdirSync(folder, { mode: MODE })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST' || !statSync(folder).isDirectory()) throw error
  }
}
