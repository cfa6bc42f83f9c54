import type { Channel } from '../conversations/channel.js'
import { sweepBroadcasts } from '../conversations/broadcast/look-after.js'
import { type BroadcastSender, makeBroadcastSender } from '../conversations/broadcast/sender.js'
import { rateOf } from '../conversations/send-slot.js'
import type { Shell } from '../conversations/shell.js'
import { beginDueBroadcasts, freezeAudiences, stopWithdrawn } from '../features/broadcasts/advance.js'
import { readBroadcastText } from '../features/broadcasts/broadcast-text.js'
import { closeLate, finishBroadcasts, forgetRecipients } from '../features/broadcasts/end.js'
import { reachOf, type SendingAccount } from '../features/broadcasts/sending-account.js'
import { listShards } from '../features/broadcasts/shards.js'
import type { Accounts } from './accounts.js'

/** Everything that moves a broadcast on without anybody pressing a button. Each part may run in several processes. */
export type Broadcasts = {
  sender: BroadcastSender
  /** Begins what is due and writes its audience down. */
  begin(): Promise<void>
  /** Sends what no job woke anybody for. */
  send(): Promise<void>
  end(): Promise<void>
  forget(): Promise<void>
}

export function assembleBroadcasts(shell: Shell, accounts: Accounts): Broadcasts {
  const { db, deps, jobs } = shell
  const sender = makeBroadcastSender(shell, (id) => readBroadcastText(db, id))
  const reach = async () => reachOf(await listSendingAccounts(accounts, shell.channels))
  return {
    sender,
    async begin() {
      await beginDueBroadcasts(db, deps)
      const frozen = await freezeAudiences(db, deps, reach)
      for (const id of frozen)
        jobs.wake(...(await listShards(db, id)).map((shard) => ({ name: 'shard' as const, id: shard })))
    },
    send: () => sweepBroadcasts(shell, sender),
    async end() {
      const now = deps.clock.now()
      await stopWithdrawn(db, now)
      await closeLate(db, now)
      await finishBroadcasts(db, now)
    },
    forget: () => forgetRecipients(db, deps.clock.now()),
  }
}

/** The accounts that can be written to now. */
export async function listSendingAccounts(
  accounts: Accounts,
  channels: ReadonlyMap<string, Channel>,
): Promise<SendingAccount[]> {
  const all = await accounts.list()
  return all.flatMap((account) => {
    const channel = channels.get(account.channel)
    if (!channel) return []
    const { windowHours, perPersonPerMonth } = channel.bulletins
    const limits = {
      ...(windowHours !== undefined && { windowHours }),
      ...(perPersonPerMonth !== undefined && { perPersonPerMonth }),
    }
    return [{ id: account.id, name: account.name, ratePerSecond: rateOf(account), ...limits }]
  })
}
