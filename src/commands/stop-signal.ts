import { readFileSync } from 'node:fs'

const FORCE_AFTER_MS = 1_000
const LIMIT_MS = 4_800
const PARENT_POLL_MS = 250

export type StopSignal = { asked: Promise<void>; isAsked(): boolean }

/**
 * Ctrl-C, SIGTERM and a closed terminal ask for an orderly stop. One Ctrl-C may arrive twice (npm passes on what the
 * terminal already sent), so only a later signal forces; and nothing takes longer than five seconds.
 */
export function onStopSignal(): StopSignal {
  let askedAt: number | undefined
  let resolve: () => void = () => undefined
  const asked = new Promise<void>((done) => {
    resolve = done
  })
  const ask = () => {
    askedAt = Date.now()
    setTimeout(() => giveUp('Stopping took too long: gone without waiting for the rest.'), LIMIT_MS).unref()
    resolve()
  }
  const onSignal = () => {
    if (askedAt === undefined) ask()
    else if (Date.now() - askedAt > FORCE_AFTER_MS) giveUp('Forced to stop.')
  }
  for (const signal of signals()) process.on(signal, onSignal)
  onNpmGone(() => askedAt === undefined && ask())
  return { asked, isAsked: () => askedAt !== undefined }
}

function signals(): NodeJS.Signals[] {
  return isHangupIgnored() ? ['SIGINT', 'SIGTERM'] : ['SIGINT', 'SIGTERM', 'SIGHUP']
}

/** Under nohup a closed terminal must not stop us; a handler of ours would undo it. */
function isHangupIgnored(): boolean {
  if (process.platform !== 'linux') return true
  const ignored = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'
  return (BigInt(`0x${ignored}`) & 1n) === 1n
}

/** `npm start` runs us in a shell that dies of the SIGTERM that npm passes on, without passing it on. */
function onNpmGone(ask: () => void): void {
  if (!process.env['npm_lifecycle_event']) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    ask()
  }, PARENT_POLL_MS)
  timer.unref()
}

function giveUp(reason: string): never {
  process.stderr.write(`${reason}\n`)
  process.exit(1)
}
