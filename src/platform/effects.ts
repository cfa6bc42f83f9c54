import type { EffectSpec, Facts } from '../engine/contract.js'
import type { Json } from '../engine/message.js'
import type { Tx } from './db.js'
import type { Deps } from './deps.js'

/** Where an effect was asked for. `channel` is a name to print, never to branch on. */
export type EffectContext = {
  accountId: string
  conversationId: string
  channel: string
}

export type EffectResult = { outcome: string; facts?: Facts }

/** Runs in the turn's transaction, so that it commits with the new state and the replies, or not at all. */
export type EffectHandler = (
  tx: Tx,
  deps: Deps,
  context: EffectContext,
  args: { [key: string]: Json },
) => Promise<EffectResult>

export type Effect = { spec: EffectSpec; handle: EffectHandler }
