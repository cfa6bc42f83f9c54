const FORCE_AFTER_MS = 1_000
const LIMIT_MS = 5_000

export type StopSignal = { asked: Promise<void>; isAsked(): boolean }

/**
 * Ctrl-C and SIGTERM ask for an orderly stop. One Ctrl-C may arrive twice (npm passes on what the terminal already
 * sent), so only a later signal forces; and nothing takes longer than five seconds.
 */
export function onStopSignal(): StopSignal {
  let askedAt: number | undefined
  let resolve: () => void = () => undefined
  const asked = new Promise<void>((done) => {
    resolve = done
  })
  const onSignal = () => {
    if (askedAt === undefined) {
      askedAt = Date.now()
      setTimeout(() => giveUp('Stopping took too long: gone without waiting for the rest.'), LIMIT_MS - 200).unref()
      resolve()
    } else if (Date.now() - askedAt > FORCE_AFTER_MS) {
      giveUp('Forced to stop.')
    }
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return { asked, isAsked: () => askedAt !== undefined }
}

function giveUp(reason: string): never {
  process.stderr.write(`${reason}\n`)
  process.exit(1)
}
