import type { Shell } from '../shell.js'
import type { Shard } from './claim.js'
import { type BroadcastText, type Line, sendDue } from './send-shard.js'

/** Sends bulletins in the background, one line an account in this process. */
export type BroadcastSender = {
  /** Something may be due: `broadcast/shard/account`, of which the account's line begins with that shard. */
  kick(shardId: string): void
  /** Until nothing is due. */
  settle(): Promise<void>
  /** What is under way is finished; what was claimed and not begun goes back. */
  stop(): Promise<void>
}

const KEEP_TEXTS = 8
const MOST_WANTED = 16

export function makeBroadcastSender(
  shell: Shell,
  readText: (broadcastId: string) => Promise<BroadcastText>,
): BroadcastSender {
  const lines = new Map<string, Promise<void>>()
  const wanted = new Map<string, Shard[]>()
  const stopping = new AbortController()
  const { signal } = stopping
  const texts = remember(readText)
  const run = async (waiting: Shard[]) => {
    for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift()) {
      await sendAll({ shell, texts, signal }, next)
    }
  }
  return {
    kick(shardId) {
      const shard = readShard(shardId)
      const { accountId } = shard
      const waiting = wanted.get(accountId) ?? []
      wanted.set(accountId, waiting)
      if (signal.aborted || waiting.length >= MOST_WANTED) return
      waiting.push(shard)
      if (lines.has(accountId)) return
      const line = run(waiting)
        .catch((err: unknown) =>
          shell.deps.log.error({ err, accountId }, 'sending bulletins broke off; a sweep goes on'),
        )
        .finally(() => lines.delete(accountId))
      lines.set(accountId, line)
    },
    async settle() {
      while (lines.size > 0) await Promise.all(lines.values())
    },
    async stop() {
      stopping.abort()
      await Promise.all(lines.values())
    },
  }
}

function readShard(shardId: string): Shard {
  const [, broadcastId = '0', shard = '0', accountId = ''] = /^(\d+)\/(\d+)\/(.+)$/.exec(shardId) ?? []
  return { broadcastId, shard: Number(shard), accountId }
}

/** Beginning with the shard that was asked for, until nothing of the account is due. */
async function sendAll(
  { shell, texts, signal }: Pick<Line, 'shell' | 'texts' | 'signal'>,
  wanted: Shard,
): Promise<void> {
  const trouble = { failures: 0 }
  for (;;) {
    // Read again each time: a switch in the console stops the line within a second or two.
    const account = await shell.findAccount(wanted.accountId)
    const channel = account && shell.channels.get(account.channel)
    if (!account || !channel || signal.aborted) return
    const goesOn = await sendDue({ shell, account, channel, texts, signal, trouble, wanted })
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
