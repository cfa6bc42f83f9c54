import type { Edge } from '../../console/edge.js'
import type { SendingAccount } from './sending-account.js'

/** What the pages need from the outside. */
export type BroadcastParts = {
  edge: Edge
  timeZone: string
  /** The accounts that can be written to now. */
  listAccounts(): Promise<readonly SendingAccount[]>
  /** A message waits in that talk. */
  wakeSend(conversationId: string): void
}
