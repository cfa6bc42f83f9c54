import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { codeOf } from '../../platform/startup-error.js'
import { MAX_PIXELS } from './seal-file.js'

const PROGRAM = join(import.meta.dirname, 'decoder-program.mjs')
/** Shorter than the lease of the row. */
const SECONDS = 50
/** Starting costs more processor than most pictures do; while they keep coming, one process takes them. */
const LINGER_MS = 5_000
/** What a decoder has leaked is given back in the end. */
const MOST_PICTURES = 100
const MOST_COMPLAINT = 2_000
/** Of those that Node and the picture library need; none of our secrets is near whatever a picture breaks. */
const KEPT = ['PATH', 'LD_LIBRARY_PATH', 'SystemRoot', 'TEMP', 'TMP']

export type Picture = AsyncIterable<Buffer> | Iterable<Buffer>
/** The copy is upright, at most `longestSide` pixels a side, JPEG; all metadata dropped. */
type Wish = { longestSide: number; readsCodes: boolean }
/** `codes`: what QR codes in it say; `complaint`: why they could not be looked for. */
export type Decoded = { copy: Buffer; codes: string[]; complaint?: string | undefined }
export type PictureDecoder = {
  /** One picture at a time, in the order of asking. Throws when it is no picture, or takes longer than 50 s. */
  decode(picture: Picture, wish: Wish): Promise<Decoded>
  /** Ends the process that waits for pictures; one that is being decoded is finished first. */
  close(): Promise<void>
}

/**
 * Decodes in a process apart: what decoding takes of memory goes back to the machine, which within ours it does not,
 * and a picture that breaks the decoder breaks no more. After one that could not be decoded comes a new process.
 */
export function openDecoder({ mostPictures = MOST_PICTURES } = {}): PictureDecoder {
  let running: Running | undefined
  let last: Promise<unknown> = Promise.resolve()
  const end = async () => {
    const ending = running
    running = undefined
    clearTimeout(ending?.lingers)
    await ending?.end()
  }
  const decodeNext = async (picture: Picture, wish: Wish): Promise<Decoded> => {
    if (!running?.child.connected) running = start()
    clearTimeout(running.lingers)
    try {
      const decoded = await decodeIn(running, picture, wish)
      running.pictures += 1
      if (running.pictures >= mostPictures) await end()
      else running.lingers = setTimeout(() => void end(), LINGER_MS)
      return decoded
    } catch (error) {
      await end()
      throw error
    }
  }
  return {
    decode(picture, wish) {
      const next = last.then(() => decodeNext(picture, wish))
      last = next.catch(() => undefined)
      return next
    },
    async close() {
      await last
      await end()
    },
  }
}

type Running = {
  child: ChildProcess
  pictures: number
  lingers?: NodeJS.Timeout
  complaint(): string
  end(): Promise<void>
}

function start(): Running {
  const child = fork(PROGRAM, {
    env: Object.fromEntries(KEPT.map((name) => [name, process.env[name]])),
    execArgv: ['--max-semi-space-size=1'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  // Answers come first: nobody waits for the copy as a frightened person waits for a reply. At the lowest priority it
  // would get nothing at all of a busy machine, and be ended unfinished.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
  let complaint = ''
  const take = (more: string) => (complaint = `${complaint}${more}`.slice(-MOST_COMPLAINT))
  child.stderr?.on('data', (chunk: Buffer) => take(chunk.toString()))
  child.on('error', (error) => take(String(error)))
  // One that could not be started never closes, and says so only by its error.
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()).once('error', () => resolve()))
  const end = async () => {
    child.kill('SIGKILL')
    await gone
  }
  return { child, pictures: 0, complaint: () => complaint, end }
}

async function decodeIn({ child, complaint, end }: Running, picture: Picture, wish: Wish): Promise<Decoded> {
  const over = new AbortController()
  const late = setTimeout(() => void end(), SECONDS * 1000)
  try {
    const answered = once(child, 'message', over).then(([answer]) => Answer.parse(answer))
    const ended = once(child, 'close', over).then(([code, signal]) => {
      throw new Error(`the picture was not decoded (${signal ?? `code ${code}`}): ${lastError(complaint())}`)
    })
    const [answer] = await Promise.all([Promise.race([answered, ended]), give(child, picture, wish)])
    if ('failed' in answer) throw new Error(`the picture was not decoded: ${answer.failed}`)
    return { ...answer, copy: Buffer.from(answer.copy.buffer, answer.copy.byteOffset, answer.copy.length) }
  } finally {
    clearTimeout(late)
    over.abort()
  }
}

const Answer = z.union([
  z.object({ failed: z.string() }),
  z.object({ copy: z.instanceof(Uint8Array), codes: z.array(z.string()), complaint: z.string().optional() }),
])

async function give(child: ChildProcess, picture: Picture, wish: Wish): Promise<void> {
  for await (const piece of picture) await tell(child, { piece })
  await tell(child, { end: { ...wish, maxPixels: MAX_PIXELS } })
}

/** Resolves once it is written. Where the process is gone, how it ended says why. */
function tell(child: ChildProcess, message: object): Promise<void> {
  return new Promise((resolve, reject) => {
    child.send(message, (error) => (error && child.connected && codeOf(error) !== 'EPIPE' ? reject(error) : resolve()))
  })
}

function lastError(complaint: string): string {
  return /^\w*Error: .*$/m.exec(complaint)?.[0] ?? 'no reason given'
}
