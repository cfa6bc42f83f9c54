import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { DB } from '../../platform/database.generated.js'
import type { Db } from '../../platform/db.js'
import { DUE_SOON_MS } from './due.js'
import { likePattern, type SearchTerm } from './search-terms.js'
import { microsOf, momentOf } from './sort-key.js'

export const QUEUE_TABS = ['new', 'mine', 'soon', 'overdue', 'open', 'closed'] as const
export type QueueTab = (typeof QUEUE_TABS)[number]
export type QueueFilter = { terms: readonly SearchTerm[]; category: string; urgency: string; ownUnitOnly: boolean }
export type Looker = { id: string; unitId: string; now: Date }

/** All run under the officer's role: row-level security leaves out what other units hold. */
export type ListedTip = {
  id: string
  number: string
  urgency: string
  category: string
  status: string
  beginning: string
  areaName: string
  provinceName: string
  unitId: string
  unitName: string
  receivedAt: Date
  dueAt: Date
  /** The same end, moved off days off; null once no clock runs. */
  dueAtWorking: Date | null
  /** How often a term of it was extended. */
  extensions: number
  closedAt: Date | null
  outcomeCode: string | null
  holderId: string | null
  holder: string | null
  isEscalated: boolean
  /** Some clock of it ran out, whatever became of it. */
  isBreached: boolean
  isOurs: boolean
  sortKey: string
}

/**
 * One page of a tab, from after the cursor: the most urgent first and then by what is due, or for closed tips the
 * newest first.
 */
export async function listQueue(
  db: Db,
  looker: Looker,
  { tab, filter, cursor, max }: { tab: QueueTab; filter: QueueFilter; cursor: readonly string[] | null; max: number },
): Promise<ListedTip[]> {
  const isClosed = tab === 'closed'
  return selectListed(db, isClosed)
    .where((where) => where.and([inTab(where, tab, looker), ...filtered(where, filter, looker)]))
    .$if(cursor !== null, (query) => query.where(isClosed ? beforeClosed(cursor ?? []) : afterOpen(cursor ?? [])))
    .$if(isClosed, (query) => query.orderBy('tip.closedAt', 'desc').orderBy('tip.id', 'desc'))
    .$if(!isClosed, (query) => query.orderBy('tip.urgency').orderBy('tip.dueAt').orderBy('tip.id'))
    .limit(max)
    .execute()
}

/** What `listQueue` goes on from. */
export function cursorOf({ urgency, sortKey, id }: ListedTip): [string, string, string] {
  return [urgency, sortKey, id]
}

/** How many there are in each tab, whatever is being searched for. */
export async function countQueue(db: Db, looker: Looker, ownUnitOnly: boolean): Promise<Record<QueueTab, number>> {
  const row = await db
    .selectFrom('tip')
    .select((select) =>
      QUEUE_TABS.map((tab) =>
        select.fn
          .countAll<string>()
          .filterWhere((where) => inTab(where, tab, looker))
          .as(tab),
      ),
    )
    .$if(ownUnitOnly, (query) => query.where('tip.unitId', '=', looker.unitId))
    .executeTakeFirstOrThrow()
  const count = (tab: QueueTab) => Number(row[tab])
  return {
    new: count('new'),
    mine: count('mine'),
    soon: count('soon'),
    overdue: count('overdue'),
    open: count('open'),
    closed: count('closed'),
  }
}

/** Is the officer's unit the owner, or asked to act? Others only read their copy. */
const isOurs = sql<boolean>`(tip.unit_id = any ((select anninh_tip_units())::bigint[])
  or tip.id in (select tip_id from tip_access where kind = 'escalated'))`
/** Claims are leases on the database's clock. */
const isHeld = sql<boolean>`(tip.holder_id is not null and tip.holder_until > clock_timestamp() and anninh_works(tip.holder_id))`

function selectListed(db: Db, isClosed: boolean) {
  const sortKey = microsOf(isClosed ? sql`tip.closed_at` : sql`tip.due_at`)
  return db
    .selectFrom('tip')
    .innerJoin('area', 'area.code', 'tip.areaCode')
    .innerJoin('area as province', 'province.code', 'area.provinceCode')
    .innerJoin('unit', 'unit.id', 'tip.unitId')
    .select(['tip.id', 'tip.number', 'tip.urgency', 'tip.category', 'tip.status', 'tip.unitId', 'tip.receivedAt'])
    .select(['tip.dueAt', 'tip.closedAt', 'tip.outcomeCode', 'area.name as areaName'])
    .select(['province.name as provinceName', 'unit.name as unitName'])
    .select([
      sql<string>`left(tip.description, 300)`.as('beginning'),
      sql<string | null>`case when ${isHeld} then tip.holder_id end`.as('holderId'),
      sql<string | null>`case when ${isHeld} then anninh_officer_name(tip.holder_id, tip.id) end`.as('holder'),
      sql<boolean>`tip.escalated_at is not null`.as('isEscalated'),
      sql<boolean>`exists (select from tip_clock where tip_id = tip.id and breached_at is not null)`.as('isBreached'),
      sql<Date | null>`(select due_at_working from tip_clock where tip_id = tip.id and stopped_at is null
        order by due_at, id limit 1)`.as('dueAtWorking'),
      sql<number>`(select coalesce(max(extensions), 0)::int from tip_clock where tip_id = tip.id)`.as('extensions'),
      isOurs.as('isOurs'),
      sortKey.as('sortKey'),
    ])
}

type Where = ExpressionBuilder<DB, 'tip'>

/** A tip whose claim ran out is nobody's again: no open tip drops out of sight. Copies stand among all, they ask for nothing. */
function inTab(where: Where, tab: QueueTab, { id, now }: Looker) {
  const open = where('tip.status', '<>', 'closed')
  switch (tab) {
    case 'closed':
      return where('tip.status', '=', 'closed')
    case 'open':
      return open
    case 'mine':
      return where.and([open, where('tip.holderId', '=', id), isHeld])
    case 'new':
      return where.and([open, where('tip.status', '<>', 'waiting_reporter'), sql<SqlBool>`not ${isHeld}`, isOurs])
    case 'soon':
      return where.and([
        open,
        where('tip.dueAt', '>', now),
        where('tip.dueAt', '<=', new Date(now.getTime() + DUE_SOON_MS)),
        isOurs,
      ])
    case 'overdue':
      return where.and([open, where('tip.dueAt', '<=', now), isOurs])
  }
}

function filtered(where: Where, { terms, category, urgency, ownUnitOnly }: QueueFilter, { unitId }: Looker) {
  return [
    ...terms.map((term) => where.or(term.map((writing) => where('tip.searchText', 'like', likePattern(writing))))),
    ...(category ? [where('tip.category', '=', category)] : []),
    ...(urgency ? [where('tip.urgency', '=', urgency)] : []),
    ...(ownUnitOnly ? [where('tip.unitId', '=', unitId)] : []),
  ]
}

function afterOpen([urgency, dueAt, id]: readonly string[]) {
  return sql<SqlBool>`(tip.urgency, tip.due_at, tip.id) > (${urgency}, ${momentOf(dueAt)}, ${id}::bigint)`
}

function beforeClosed([, closedAt, id]: readonly string[]) {
  return sql<SqlBool>`(tip.closed_at, tip.id) < (${momentOf(closedAt)}, ${id}::bigint)`
}

/** How the tip was routed when it came in, as it was stored then. */
export async function findStoredRoute(db: Db, tipId: string): Promise<unknown> {
  const row = await db.selectFrom('tip').select('routing').where('id', '=', tipId).executeTakeFirst()
  return row?.routing
}
