import type { MediaItem } from '../engine/message.js'
import type { Db, Pipelined, Tx } from '../platform/db.js'
import type { Deps } from '../platform/deps.js'
import type { EffectHandler } from '../platform/effects.js'
import type { Gate } from '../platform/gate.js'
import type { Jobs } from '../platform/jobs.js'
import type { Pacer } from '../platform/pacer.js'
import type { Account, Channel } from './channel.js'
import type { FlowStore } from './flow-store.js'
import type { SendSlots } from './send-slot.js'

/** A sealed file that belongs to nothing yet; its row is written in the transaction that takes it in. */
export type SealedFile =
  | { kind: 'sealed'; id: string; mime: string; size: number; sha256: Buffer; fileKey: Buffer }
  | { kind: 'refused'; reason: Extract<MediaItem, { refused: string }>['refused'] }

/** All that the shell needs, put together by the composition root. */
export type Shell = {
  db: Db
  pipelined: Pipelined
  deps: Deps
  jobs: Jobs
  flows: FlowStore
  effects: ReadonlyMap<string, EffectHandler>
  findAccount(accountId: string): Promise<Account | null>
  channels: ReadonlyMap<string, Channel>
  /** How many messages, and how many downloads, of each platform may be under way at once. */
  sends: Gate
  fetches: Gate
  pacer: Pacer
  slots: SendSlots
  /** True when more waits for the same chat. */
  noteSent(sent: { id: string; conversationId: string }): Promise<boolean>
  /** Tells this process from the others that call for the same accounts. */
  processId: string
  seal(bytes: Buffer): Promise<SealedFile>
  /** Called where sealed files get their rows; those without any are destroyed later. */
  keepFiles(tx: Tx, ids: readonly string[]): Promise<void>
  /** Lets go of files that no longer belong to a draft; they are destroyed after the commit. */
  dropFiles(tx: Tx, conversationId: string, attachmentIds: readonly string[]): Promise<void>
  /** Fills in what only a sender may know (receipt codes). */
  fillSecrets(db: Db, text: string): Promise<string>
  /** True for a message that must not be kept after its turn, such as one with a receipt code in it. */
  isSecretText(text: string): boolean
  /** The text without what must not be kept, as the flows may see it. */
  hideSecrets(text: string): string
  /** Looks at a text before the flows do; a reply means that it was taken. */
  intercept(tx: Tx, conversationId: string, text: string): Promise<string | null>
  timeZone: string
}
