import type { Shell } from '../shell.js'
import { type BroadcastText, type Line, sendDue } from './send-shard.js'

/** Sends bulletins in the background, one line an account in this process. */
export type BroadcastSender = {
  /** There may be something due for the account. */
  kick(accountId: string): void
  /** Until nothing is due, for tests and for the end of the process. */
  settle(): Promise<void>
  /** What is under way is finished; what was claimed and not begun goes back. */
  stop(): Promise<void>
}

const KEEP_TEXTS = 8

export function makeBroadcastSender(
  shell: Shell,
  readText: (broadcastId: string) => Promise<BroadcastText>,
): BroadcastSender {
  const lines = new Map<string, Promise<void>>()
  const kickedAgain = new Set<string>()
  const stopping = new AbortController()
  const texts = remember(readText)
  const run = async (accountId: string) => {
    do {
      kickedAgain.delete(accountId)
      await sendAll(shell, accountId, texts, stopping.signal)
    } while (kickedAgain.has(accountId) && !stopping.signal.aborted)
  }
  const kick = (accountId: string) => {
    if (stopping.signal.aborted) return
    if (lines.has(accountId)) return void kickedAgain.add(accountId)
    const line = run(accountId)
      .catch((err: unknown) => shell.deps.log.error({ err, accountId }, 'sending bulletins broke off; a sweep goes on'))
      .finally(() => lines.delete(accountId))
    lines.set(accountId, line)
  }
  return {
    kick,
    async settle() {
      while (lines.size > 0) await Promise.all(lines.values())
    },
    async stop() {
      stopping.abort()
      await Promise.all(lines.values())
    },
  }
}

async function sendAll(shell: Shell, accountId: string, texts: Line['texts'], signal: AbortSignal): Promise<void> {
  const trouble = { failures: 0 }
  for (;;) {
    // Read again each time: a switch in the console stops the line within a second or two.
    const account = await shell.findAccount(accountId)
    const channel = account && shell.channels.get(account.channel)
    if (!account || !channel || signal.aborted) return
    const goesOn = await sendDue({ shell, account, channel, texts, signal, trouble })
    if (!goesOn) return
  }
}

/** A broadcast's version never changes, so its text is made once. */
function remember(read: (id: string) => Promise<BroadcastText>): (id: string) => Promise<BroadcastText> {
  const known = new Map<string, Promise<BroadcastText>>()
  return (id) => {
    const text = known.get(id) ?? read(id)
    known.set(id, text)
    text.catch(() => known.delete(id))
    const [oldest] = known.keys()
    if (known.size > KEEP_TEXTS && oldest !== undefined) known.delete(oldest)
    return text
  }
}
