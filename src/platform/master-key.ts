import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf, StartupError } from './startup-error.js'

const MASTER_KEY_BYTES = 32

/** The key from DATA_DIR, made on the first start. Losing the file loses every sealed value: it belongs in the backup. */
export function loadMasterKey(dataDir: string): Buffer {
  const file = join(dataDir, 'master.key')
  const known = readKey(file)
  if (known) return known
  const fresh = `${file}.${process.pid}`
  writeFileSync(fresh, `${randomBytes(MASTER_KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flush: true })
  try {
    // A link never replaces: of several first starts at once, all go on with one key, and it is never half written.
    linkSync(fresh, file)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(fresh, { force: true })
  }
  const key = readKey(file)
  if (!key) throw new StartupError(`${file} was removed while it was being made`)
  return key
}

/** Undefined when the text is not 32 bytes in base64. */
export function parseMasterKey(text: string): Buffer | undefined {
  const trimmed = text.trim()
  const key = Buffer.from(trimmed, 'base64')
  return key.length === MASTER_KEY_BYTES && key.toString('base64').replace(/=+$/, '') === trimmed.replace(/=+$/, '')
    ? key
    : undefined
}

function readKey(file: string): Buffer | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw new StartupError(`${file} cannot be read`, { cause: error })
  }
  const key = parseMasterKey(text)
  if (!key) throw new StartupError(`${file} is damaged: it must hold 32 bytes in base64; restore it from the backup`)
  return key
}
