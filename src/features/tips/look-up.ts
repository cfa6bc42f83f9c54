import type { Db, Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { hashReceipt } from './receipts.js'

export type LookUp =
  | { kind: 'found'; tipId: string; category: string; status: string; outcomeCode: string | null; receivedAt: Date }
  | { kind: 'unknown' }
  | { kind: 'slow_down'; minutes: number }

const HOUR_MS = 60 * 60 * 1000
const KEPT_AFTER_CLOSING_MS = 365 * 24 * HOUR_MS
const GUESSES_PER_CHAT = 5
const GUESSES_OF_ALL = 200

/**
 * Status by receipt code, from any channel. Wrong codes are counted per chat and over all chats in an hour. A chat
 * over its own limit waits, the one that reported excepted. Over the common limit every wrong code is answered with
 * a wait, and the right one is still answered: whoever storms us must not lock out the owners, and 80 bits are not
 * guessed. Unknown and expired codes take the same path.
 */
export async function lookUpTip(tx: Tx, deps: Deps, conversationId: string, typed: string): Promise<LookUp> {
  const now = deps.clock.now()
  const found = await findByReceipt(tx, hashReceipt(deps, typed), new Date(now.getTime() - KEPT_AFTER_CLOSING_MS))
  const own = found?.conversationId === conversationId
  const { here, everywhere } = await countGuesses(tx, new Date(now.getTime() - HOUR_MS), conversationId)
  if (here >= GUESSES_PER_CHAT && !own) return { kind: 'slow_down', minutes: 60 }
  if (!found) {
    if (everywhere >= GUESSES_OF_ALL) return { kind: 'slow_down', minutes: 60 }
    await tx.insertInto('receiptGuess').values({ conversationId, at: now }).execute()
    return { kind: 'unknown' }
  }
  const { tipId, category, status, outcomeCode, receivedAt } = found
  return { kind: 'found', tipId, category, status, outcomeCode, receivedAt }
}

async function countGuesses(
  db: Db,
  since: Date,
  conversationId: string,
): Promise<{ here: number; everywhere: number }> {
  const row = await db
    .selectFrom('receiptGuess')
    .select((select) => [
      select.fn.countAll<string>().as('everywhere'),
      select.fn.countAll<string>().filterWhere('conversationId', '=', conversationId).as('here'),
    ])
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return { here: Number(row.here), everywhere: Number(row.everywhere) }
}

/** A code ends a year after its tip was closed; then it is as unknown as any other. */
async function findByReceipt(db: Db, receiptHash: Buffer, closedAfter: Date) {
  return db
    .selectFrom('tipReporter')
    .innerJoin('tip', 'tip.id', 'tipReporter.tipId')
    .select(['tip.id as tipId', 'tip.category', 'tip.status', 'tip.outcomeCode', 'tip.receivedAt'])
    .select('tipReporter.conversationId')
    .where('tipReporter.receiptHash', '=', receiptHash)
    .where((where) => where.or([where('tip.closedAt', 'is', null), where('tip.closedAt', '>', closedAfter)]))
    .executeTakeFirst()
}
