import { pauseAccount } from './account-pause.js'
import type { Account, Channel } from './channel.js'
import type { StoredContent } from './event-body.js'
import type { ConversationRow } from './queries.js'
import type { Shell } from './shell.js'

/** Only stops a spinner on the citizen's phone, so the turn does not wait for it, and during a pause it is left out. */
export async function acknowledge(shell: Shell, talk: ConversationRow, content: StoredContent): Promise<void> {
  if (content.kind !== 'choice' || !content.callbackId || talk.isPaused) return
  const account = await shell.findAccount(talk.accountId)
  const channel = account && shell.channels.get(account.channel)
  if (account && channel) void acknowledgeLater(shell, channel, account, content.callbackId)
}

async function acknowledgeLater(shell: Shell, channel: Channel, account: Account, callbackId: string): Promise<void> {
  try {
    const result = await channel.acknowledgeChoice?.(account, callbackId)
    if (result?.kind === 'rate_limited') await pauseAccount(shell.db, account.id, result.retryAfterSeconds)
  } catch (err) {
    shell.deps.log.warn({ err, accountId: account.id }, 'a button press could not be acknowledged')
  }
}
