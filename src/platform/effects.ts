import type { Facts } from '../engine/contract.js'
import type { Json } from '../engine/message.js'
import type { Tx } from './db.js'
import type { Deps } from './deps.js'
import type { WakeName } from './jobs.js'

/** Where an effect was asked for. `channel` is a name to print, never to branch on. */
export type EffectContext = {
  accountId: string
  conversationId: string
  channel: string
  /** The language of the talk. */
  lang: 'vi' | 'en'
}

/** `wakes`: who has something to do once this commits. */
export type EffectResult = { outcome: string; facts?: Facts; wakes?: readonly WakeName[] }

/** Runs in the turn's transaction, so that it commits with the new state and the replies, or not at all. */
export type EffectHandler = (
  tx: Tx,
  deps: Deps,
  context: EffectContext,
  args: { [key: string]: Json },
) => Promise<EffectResult>

/** By the names that flows use. */
export type Effects = { readonly [name: string]: EffectHandler }

/** Opens a flow in somebody's talk, once per `eventId`; given to features by the composition root. */
export type OpenFlow = (
  tx: Tx,
  target: { accountId: string; conversationId: string },
  request: { eventId: string; flow: string; facts: Facts },
) => Promise<void>
