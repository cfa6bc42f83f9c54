import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Json } from '../../engine/message.js'
import type { Db, Tx } from '../../platform/db.js'

const LOCK = 7_205_199_403

export type AuditLine = {
  at: Date
  officerId: string | null
  action: string
  object: string
  data?: { [key: string]: Json }
}

/** Appends to the hash chain. Takes a lock until the commit, so that two writers cannot share a predecessor. */
export async function writeAudit(tx: Tx, line: AuditLine): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx)
  const last = await tx.selectFrom('auditLog').select('hash').orderBy('id', 'desc').limit(1).executeTakeFirst()
  const previousHash = last?.hash ?? Buffer.alloc(32)
  const data = line.data ?? {}
  await tx
    .insertInto('auditLog')
    .values({ ...line, data: JSON.stringify(data), previousHash, hash: chainHash(previousHash, { ...line, data }) })
    .execute()
}

/** The id of the first line that does not follow from the one before it, or null when the log is whole. */
export async function findBrokenAuditLine(db: Db): Promise<string | null> {
  let previous: Buffer = Buffer.alloc(32)
  let lastId = '0'
  for (;;) {
    const lines = await db
      .selectFrom('auditLog')
      .selectAll()
      .where('id', '>', lastId)
      .orderBy('id')
      .limit(1000)
      .execute()
    for (const line of lines) {
      const { at, officerId, action, object } = line
      const expected = chainHash(previous, {
        at,
        officerId,
        action,
        object,
        data: line.data as { [key: string]: Json },
      })
      if (!line.previousHash.equals(previous) || !line.hash.equals(expected)) return line.id
      previous = line.hash
      lastId = line.id
    }
    if (lines.length < 1000) return null
  }
}

function chainHash(previous: Buffer, line: AuditLine): Buffer {
  const { at, officerId, action, object, data } = line
  const content = JSON.stringify([at.toISOString(), officerId, action, object, sortKeys(data ?? {})])
  return createHash('sha256').update(previous).update(content).digest()
}

/** jsonb does not keep the order of keys, so the hash must not depend on it. */
function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sortKeys(value[key] ?? null)]),
  )
}
