import { sql } from 'kysely'
import type { Db } from '../../platform/db.js'
import type { TipMessage, TipView } from './tip-view.js'

export type Part = Pick<TipView, 'clocks' | 'identifiers' | 'attachments' | 'messages' | 'events' | 'readers'>
type Of<Row> = Row & { tipId: string }
export type Parts = { [Name in keyof Part]: Of<Part[Name][number]>[] }

/** What belongs to the tips, one query a kind however many tips there are. Under the officer's role. */
export async function readParts(db: Db, ids: readonly string[]): Promise<Parts> {
  if (ids.length === 0) return { clocks: [], identifiers: [], attachments: [], messages: [], events: [], readers: [] }
  return {
    clocks: await readClocks(db, ids),
    identifiers: await readIdentifiers(db, ids),
    attachments: await readAttachments(db, ids),
    messages: await readMessages(db, ids),
    events: await readEvents(db, ids),
    readers: await readReaders(db, ids),
  }
}

export function partsOf(parts: Parts, tipId: string): Part {
  const own = <Row>(rows: readonly Of<Row>[]) => rows.filter((row) => row.tipId === tipId)
  return {
    clocks: own(parts.clocks),
    identifiers: own(parts.identifiers),
    attachments: own(parts.attachments),
    messages: own(parts.messages),
    events: own(parts.events),
    readers: own(parts.readers),
  }
}

function readClocks(db: Db, ids: readonly string[]): Promise<Parts['clocks']> {
  return db
    .selectFrom('tipClock')
    .leftJoin('unit', 'unit.id', 'tipClock.unitId')
    .select(['tipId', 'tipClock.kind', 'startedAt', 'dueAt', 'dueAtWorking', 'stoppedAt', 'breachedAt'])
    .select(['extensions', 'unit.code as unitCode', 'unit.name as unitName'])
    .where('tipId', 'in', ids)
    .orderBy(sql`stopped_at is not null`)
    .orderBy('dueAt')
    .orderBy('tipClock.id')
    .execute()
}

function readIdentifiers(db: Db, ids: readonly string[]): Promise<Parts['identifiers']> {
  return db
    .selectFrom('tipIdentifier')
    .select(['tipId', 'kind', 'value', 'raw', 'label', 'doubt', 'attachmentId'])
    .select(sql<boolean>`message_id is not null`.as('isAdded'))
    .where('tipId', 'in', ids)
    .orderBy('id')
    .execute()
}

async function readAttachments(db: Db, ids: readonly string[]): Promise<Parts['attachments']> {
  const rows = await db
    .selectFrom('attachment')
    .select(['tipId', 'id', 'messageId', 'mime', 'size', 'sha256', 'clean', 'cleanMime'])
    .where('tipId', 'in', ids)
    .orderBy('createdAt')
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.flatMap(({ tipId, ...row }) => (tipId ? [{ ...row, tipId }] : []))
}

async function readMessages(db: Db, ids: readonly string[]): Promise<Parts['messages']> {
  const rows = await db
    .selectFrom('tipMessage')
    .select(['tipId', 'id', 'author', 'text', 'at'])
    .select(sql<string | null>`anninh_officer_name(officer_id, tip_id)`.as('by'))
    .where('tipId', 'in', ids)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, author: row.author as TipMessage['author'] }))
}

async function readEvents(db: Db, ids: readonly string[]): Promise<Parts['events']> {
  const rows = await db
    .selectFrom('tipEvent')
    .select(['tipId', 'type', 'at', 'data'])
    .where('tipId', 'in', ids)
    .orderBy('id')
    .execute()
  return rows.map(({ data, ...row }) => ({
    ...row,
    data: data !== null && typeof data === 'object' && !Array.isArray(data) ? data : {},
  }))
}

/** Through a function of its own: an officer's role sees only its own unit's copy. */
async function readReaders(db: Db, ids: readonly string[]): Promise<Parts['readers']> {
  const { rows } = await sql<Parts['readers'][number]>`
    select readers.tip_id as "tipId", unit.code, unit.name, readers.kind, readers.since
    from tip cross join lateral anninh_tip_readers(tip.id) as readers join unit on unit.id = readers.unit_id
    where tip.id in (${sql.join(ids)})
    order by readers.since, unit.code`.execute(db)
  return rows
}
