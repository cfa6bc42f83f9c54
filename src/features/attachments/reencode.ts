import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { codeOf } from '../../platform/startup-error.js'
import { MAX_PIXELS } from './seal-file.js'

const PROGRAM = join(import.meta.dirname, 'reencode-program.mjs')
const LONGEST_SIDE = 2400
/** Shorter than the lease of the row. */
const SECONDS = 50
/** Of those that Node and the picture library need; none of our secrets is near whatever a picture breaks. */
const KEPT = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TEMP', 'TMP']

/**
 * Upright, at most `longestSide` pixels a side, JPEG; all metadata dropped. In a process of its own: what decoding takes of
 * memory goes back to the machine, which within ours it does not, and a picture that breaks the decoder breaks no more.
 */
export async function reencode(
  picture: AsyncIterable<Buffer> | Iterable<Buffer>,
  longestSide = LONGEST_SIDE,
): Promise<Buffer> {
  const limits = JSON.stringify({ maxPixels: MAX_PIXELS, longestSide })
  const child = spawn(process.execPath, ['--max-semi-space-size=1', PROGRAM, limits], {
    env: Object.fromEntries(KEPT.map((name) => [name, process.env[name]])),
    stdio: 'pipe',
    timeout: SECONDS * 1000,
    killSignal: 'SIGKILL',
    windowsHide: true,
  })
  // Answers come first: nobody waits for the copy as a frightened person waits for a reply.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW)
  const ended = new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(signal ?? `code ${code}`))
  })
  const given = pipeline(picture, child.stdin).catch(ignoreBrokenPipe)
  const [copy, complaint, how] = await Promise.all([buffer(child.stdout), text(child.stderr), ended, given])
  if (how !== 'code 0') throw new Error(`the picture was not decoded (${how}): ${lastError(complaint)}`)
  return copy
}

/** It ended before it had read all: how it ended says why. */
function ignoreBrokenPipe(error: unknown): void {
  if (codeOf(error) !== 'EPIPE') throw error
}

function lastError(complaint: string): string {
  return /^\w*Error: .*$/m.exec(complaint)?.[0] ?? 'no reason given'
}
