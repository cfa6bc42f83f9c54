import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { EffectContext } from '../../platform/effects.js'
import { formatLinkCode, normaliseLinkCode } from './link-code.js'
import { findSubscription, lockSubscribers } from './queries.js'
import { joinSubscriber } from './subscribe.js'
import { olderOf } from './subscription-rules.js'

export type Linked =
  /** `isOwnKept`: the wishes of the chat where the code was typed are the ones that stand. */
  { kind: 'linked'; isOwnKept: boolean } | { kind: 'same' } | { kind: 'unknown' } | { kind: 'slow_down' }

const VALID_MS = 15 * 60_000
const HOUR_MS = 60 * 60_000
const TRIES_AN_HOUR = 5

/** A code to type in the person's other chat. It replaces an earlier one; only its keyed hash is kept. */
export async function makeLinkCode(tx: Tx, { clock, ids, keys }: Deps, subscriberId: string): Promise<string> {
  const shown = formatLinkCode(ids.bytes(8))
  await tx.deleteFrom('subscriberLink').where('subscriberId', '=', subscriberId).execute()
  await tx
    .insertInto('subscriberLink')
    .values({
      codeHash: keys.hash('subscriber-link', shown.replace('-', '')),
      subscriberId,
      expiresAt: new Date(clock.now().getTime() + VALID_MS),
    })
    .execute()
  return shown
}

/** Makes two chats those of one person. A chat that was not subscribed is from now on: it was asked before. */
export async function useLinkCode(tx: Tx, deps: Deps, context: EffectContext, typed: string): Promise<Linked> {
  const now = deps.clock.now()
  const { conversationId } = context
  if ((await countTries(tx, conversationId, now)) >= TRIES_AN_HOUR) return { kind: 'slow_down' }
  const subscriberId = await findByCode(tx, deps, typed)
  if (!subscriberId) {
    await tx.insertInto('subscriberLinkGuess').values({ conversationId, at: now }).execute()
    return { kind: 'unknown' }
  }
  const own = await findSubscription(tx, conversationId)
  if (own?.subscriberId === subscriberId) return { kind: 'same' }
  const kept = await mergeSubscribers(tx, subscriberId, own?.subscriberId)
  if (!kept) return { kind: 'unknown' }
  await tx.deleteFrom('subscriberLink').where('subscriberId', '=', kept).execute()
  await joinSubscriber(tx, context, kept, now)
  return { kind: 'linked', isOwnKept: kept === own?.subscriberId }
}

/** The subscriber who stands for both, or null when the other is gone meanwhile. */
async function mergeSubscribers(tx: Tx, theirs: string, own: string | undefined): Promise<string | null> {
  const locked = await lockSubscribers(tx, own === undefined ? [theirs] : [theirs, own])
  const [other, mine] = [theirs, own].map((id) => locked.find((one) => one.id === id))
  if (!other) return null
  if (!mine) return other.id
  const { kept, left } = olderOf(other, mine)
  await tx.updateTable('subscription').set({ subscriberId: kept.id }).where('subscriberId', '=', left.id).execute()
  await tx.deleteFrom('subscriber').where('id', '=', left.id).execute()
  return kept.id
}

async function findByCode(tx: Tx, { clock, keys }: Deps, typed: string): Promise<string | undefined> {
  const code = normaliseLinkCode(typed)
  if (code === null) return undefined
  const link = await tx
    .selectFrom('subscriberLink')
    .select('subscriberId')
    .where('codeHash', '=', keys.hash('subscriber-link', code))
    .where('expiresAt', '>', clock.now())
    .executeTakeFirst()
  return link?.subscriberId
}

async function countTries(tx: Tx, conversationId: string, now: Date): Promise<number> {
  const { n } = await tx
    .selectFrom('subscriberLinkGuess')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('conversationId', '=', conversationId)
    .where('at', '>', new Date(now.getTime() - HOUR_MS))
    .executeTakeFirstOrThrow()
  return n
}
