import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { formatReceipt, normaliseReceipt } from './receipt.js'

const SHOWN_FOR_MS = 72 * 60 * 60 * 1000
const MARKER = /\uE000receipt:([0-9a-f-]{36})\uE001/g
const HIDDEN = '(mã đã được ẩn)'

export type NewReceipt = { hash: Buffer; copy: Buffer; copyUntil: Date; marker: string }

/**
 * A new receipt code: only its keyed hash lasts. The encrypted copy stays until the citizen says "saved", 72 hours
 * at most; messages carry a marker that the sender fills in.
 */
export function makeReceipt(deps: Deps, reporterId: string): NewReceipt {
  const code = formatReceipt(deps.ids.bytes(10))
  return {
    hash: hashReceipt(deps, code),
    copy: deps.keys.seal('receipt', code, reporterId),
    copyUntil: new Date(deps.clock.now().getTime() + SHOWN_FOR_MS),
    marker: `\uE000receipt:${reporterId}\uE001`,
  }
}

/** A typed code that cannot be one is hashed all the same, so that it takes the same time. */
export function hashReceipt(deps: Pick<Deps, 'keys'>, typed: string): Buffer {
  return deps.keys.hash('receipt', normaliseReceipt(typed) ?? `not a code: ${typed.slice(0, 100)}`)
}

/** Puts codes in place of their markers, for as long as the copies exist. */
export async function fillReceipts(db: Db, deps: Pick<Deps, 'keys'>, text: string): Promise<string> {
  const ids = [...text.matchAll(MARKER)].map((match) => match[1]).filter((id) => id !== undefined)
  if (ids.length === 0) return text
  const rows = await db.selectFrom('tipReporter').select(['id', 'receiptCopy']).where('id', 'in', ids).execute()
  const codes = new Map(
    rows.map(({ id, receiptCopy }) => [id, receiptCopy && deps.keys.open('receipt', receiptCopy, id).toString()]),
  )
  return text.replace(MARKER, (_, id: string) => codes.get(id) ?? HIDDEN)
}

/** Who asked to be anonymous is cut off from the chat as soon as the code is all that is needed. */
const FORGOTTEN = {
  receiptCopy: null,
  receiptCopyUntil: null,
  conversationId: sql<
    string | null
  >`case when (select contact_kind from tip where tip.id = tip_id) = 'anonymous' then null else conversation_id end`,
}

/**
 * "I saved it": the copy of the code with this marker goes, and no message shows it again. Another code of the
 * conversation stays until it is saved itself; without a marker all of them go.
 */
export async function confirmReceiptSaved(
  tx: Tx,
  deps: Deps,
  conversationId: string,
  marker: string | null,
): Promise<void> {
  const [named] = [...(marker ?? '').matchAll(MARKER)].map((match) => match[1])
  let saving = tx
    .updateTable('tipReporter')
    .set({ ...FORGOTTEN, receiptSavedAt: deps.clock.now() })
    .where('conversationId', '=', conversationId)
    .where('receiptCopy', 'is not', null)
  if (named !== undefined) saving = saving.where('id', '=', named)
  await saving.execute()
}

export async function dropOldReceiptCopies(db: Db, now: Date): Promise<void> {
  await db.updateTable('tipReporter').set(FORGOTTEN).where('receiptCopyUntil', '<=', now).execute()
  await db.deleteFrom('receiptGuess').where('at', '<', sql<Date>`${now}::timestamptz - interval '2 days'`).execute()
}
