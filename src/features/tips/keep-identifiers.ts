import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import { sendSignal } from '../../platform/signals.js'
import type { Doubt } from './identifier-kinds.js'
import { identifiersOfCode } from './qr-codes.js'
import { searchTextOf } from './search-text.js'

export type TipIdentifier = { kind: string; value: string; raw: string; label?: string; doubt?: Doubt }

/** More than this no tip's search text may grow to, however much is added. */
const LONGEST = 400_000

/** Where it was found, besides the report itself: an answer, or a picture's QR code. */
type Source = { messageId?: string; attachmentId?: string }

export async function insertIdentifiers(
  tx: Tx,
  tipId: string,
  found: readonly TipIdentifier[],
  source: Source = {},
): Promise<void> {
  if (found.length === 0) return
  const rows = found.map(({ kind, value, raw, label, doubt }) => ({ tipId, kind, value, raw, label, doubt, ...source }))
  await tx.insertInto('tipIdentifier').values(rows).execute()
}

/** Those that the tip does not name yet. The caller holds the tip's row. */
export async function addIdentifiers(
  tx: Tx,
  tipId: string,
  found: readonly TipIdentifier[],
  source: Source,
): Promise<void> {
  if (found.length === 0) return
  const known = await tx.selectFrom('tipIdentifier').select(['kind', 'value']).where('tipId', '=', tipId).execute()
  const keys = new Set(known.map(keyOf))
  const fresh = found.filter((one) => !keys.has(keyOf(one)))
  await insertIdentifiers(tx, tipId, fresh, source)
}

function keyOf({ kind, value }: { kind: string; value: string }): string {
  return `${kind} ${value}`
}

/** What was added later is found like the report itself. */
export async function addSearchText(tx: Tx, tipId: string, parts: readonly string[]): Promise<void> {
  await tx
    .updateTable('tip')
    .set({ searchText: sql`left(search_text || ' ' || ${searchTextOf(parts)}::text, ${LONGEST}::int)` })
    .where('id', '=', tipId)
    .execute()
}

/** What QR codes in a picture of a tip say becomes part of the tip. Not where the tip was erased in the meantime. */
export async function keepReadCodes(tx: Tx, attachmentId: string, codes: readonly string[]): Promise<void> {
  const found = codes.flatMap(identifiersOfCode)
  if (found.length === 0) return
  const tip = await tx
    .selectFrom('tip')
    .innerJoin('attachment', 'attachment.tipId', 'tip.id')
    .select(['tip.id', 'tip.unitId'])
    .where('attachment.id', '=', attachmentId)
    .where('tip.erasedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!tip) return
  await addIdentifiers(tx, tip.id, found, { attachmentId })
  await addSearchText(
    tx,
    tip.id,
    found.flatMap(({ value, raw }) => [value, raw]),
  )
  await sendSignal(tx, 'tip', tip.unitId)
}
