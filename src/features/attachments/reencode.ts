import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { codeOf } from '../../platform/startup-error.js'
import { MAX_PIXELS } from './seal-file.js'

const PROGRAM = join(import.meta.dirname, 'reencode-program.mjs')
const LONGEST_SIDE = 2400
/** Shorter than the lease of the row. */
const SECONDS = 50
/** Of those that Node and the picture library need; none of our secrets is near whatever a picture breaks. */
const KEPT = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TEMP', 'TMP']

/** Of a reporter's picture also what QR codes in it say; `complaint`: why they could not be looked for. */
export type CleanPicture = { copy: Buffer; codes: string[]; complaint?: string | undefined }

type Picture = AsyncIterable<Buffer> | Iterable<Buffer>

/** Upright, at most `longestSide` pixels a side, JPEG; all metadata dropped. */
export async function reencode(picture: Picture, longestSide = LONGEST_SIDE): Promise<Buffer> {
  return (await run(picture, { longestSide, readsCodes: false })).copy
}

/** The same copy, and the QR codes read from it. They are read here and nowhere else: nothing leaves the machine. */
export async function cleanPicture(picture: Picture): Promise<CleanPicture> {
  const { copy, codes } = await run(picture, { longestSide: LONGEST_SIDE, readsCodes: true })
  return { copy, ...Codes.parse(JSON.parse(codes)) }
}

const Codes = z.object({ codes: z.array(z.string()), complaint: z.string().optional() })

/**
 * In a process of its own: what decoding takes of memory goes back to the machine, which within ours it does not, and
 * a picture that breaks the decoder breaks no more.
 */
async function run(
  picture: Picture,
  options: { longestSide: number; readsCodes: boolean },
): Promise<{ copy: Buffer; codes: string }> {
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=1', PROGRAM, JSON.stringify({ maxPixels: MAX_PIXELS, ...options })],
    {
      env: Object.fromEntries(KEPT.map((name) => [name, process.env[name]])),
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
      timeout: SECONDS * 1000,
      killSignal: 'SIGKILL',
      windowsHide: true,
    },
  )
  // Answers come first: nobody waits for the copy as a frightened person waits for a reply. At the lowest priority it
  // would get nothing at all of a busy machine, and be ended unfinished.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
  const ended = new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(signal ?? `code ${code}`))
  })
  const [stdin, stdout, stderr, fourth] = child.stdio
  const given = pipeline(picture, stdin).catch(ignoreBrokenPipe)
  const told = text(fourth as Readable)
  const [copy, complaint, codes, how] = await Promise.all([buffer(stdout), text(stderr), told, ended, given])
  if (how !== 'code 0') throw new Error(`the picture was not decoded (${how}): ${lastError(complaint)}`)
  return { copy, codes }
}

/** It ended before it had read all: how it ended says why. */
function ignoreBrokenPipe(error: unknown): void {
  if (codeOf(error) !== 'EPIPE') throw error
}

function lastError(complaint: string): string {
  return /^\w*Error: .*$/m.exec(complaint)?.[0] ?? 'no reason given'
}
