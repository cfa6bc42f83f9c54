import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../platform/db.js'
import { AppError } from '../../platform/errors.js'
import { microsOf, momentOf } from './sort-key.js'
import { type Part, partsOf, readParts } from './tip-parts.js'
import type { TipLine, TipStatus, TipView } from './tip-view.js'
import type { Urgency } from './routing-rules.js'

/** 404 for what is not there and for what this officer may not see alike. */
export async function getTip(db: Db, number: string): Promise<TipView> {
  const row = await selectTip(db).where('tip.number', '=', number).executeTakeFirst()
  const [tip] = row ? await withParts(db, [row]) : []
  if (!tip) throw new AppError('not_found', 'Không có tin này.')
  return tip
}

/** Whatever is no tip's number is no tip: it does not reach the database. */
export function readTipNumber(typed: string): string {
  if (/^\d{4}-\d{6,9}$/.test(typed)) return typed
  throw new AppError('not_found', 'Không có tin này.')
}

export type ApiPage = { status: TipStatus | undefined; cursor: readonly [string, string] | null; max: number }

/** Newest first: what has been received stays where it is in the list, whatever is done to it meanwhile. */
export async function listTips(
  db: Db,
  { status, cursor, max }: ApiPage,
): Promise<{ tips: TipView[]; next: [string, string] | null }> {
  const rows = await selectTip(db)
    .$if(status !== undefined, (query) => query.where('tip.status', '=', status ?? ''))
    .$if(cursor !== null, (query) =>
      query.where(sql<boolean>`(tip.received_at, tip.id) < (${momentOf(cursor?.[0])}, ${cursor?.[1]}::bigint)`),
    )
    .orderBy('tip.receivedAt', 'desc')
    .orderBy('tip.id', 'desc')
    .limit(max + 1)
    .execute()
  const shown = rows.slice(0, max)
  const last = shown.at(-1)
  const next: [string, string] | null = rows.length > max && last ? [last.sortKey, last.id] : null
  return { tips: await withParts(db, shown), next }
}

type TipRow = Awaited<ReturnType<ReturnType<typeof selectTip>['execute']>>[number]

function selectTip(db: Db) {
  return db
    .selectFrom('tip')
    .innerJoin('area', 'area.code', 'tip.areaCode')
    .innerJoin('area as province', 'province.code', 'area.provinceCode')
    .innerJoin('unit', 'unit.id', 'tip.unitId')
    .select(['tip.id', 'tip.number', 'tip.status', 'tip.category', 'tip.urgency', 'tip.channel', 'tip.description'])
    .select([
      'tip.evidence',
      'tip.happened',
      'tip.loss',
      'tip.contactKind',
      'tip.routing',
      'tip.receivedAt',
      'tip.dueAt',
    ])
    .select(['tip.escalatedAt', 'tip.outcomeCode', 'tip.outcomeReason', 'tip.closedAt', 'tip.erasedAt', 'tip.areaCode'])
    .select(['area.name as areaName', 'province.code as provinceCode', 'province.name as provinceName'])
    .select(['unit.id as unitId', 'unit.code as unitCode', 'unit.name as unitName'])
    .select([
      sql<string | null>`case when holder_until > clock_timestamp() and anninh_works(holder_id) then holder_id end`.as(
        'holderId',
      ),
      sql<Date | null>`holder_until`.as('holderUntil'),
      sql<string | null>`anninh_officer_name(holder_id, tip.id)`.as('holderName'),
      sql<string | null>`anninh_officer_name(closed_by, tip.id)`.as('closer'),
      sql<boolean>`anninh_acts_on(tip.unit_id, tip.id)`.as('isOurs'),
      microsOf(sql`tip.received_at`).as('sortKey'),
    ])
}

async function withParts(db: Db, rows: readonly TipRow[]): Promise<TipView[]> {
  const parts = await readParts(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => toView(row, partsOf(parts, row.id)))
}

function toView(row: TipRow, parts: Part): TipView {
  const { id, number, category, channel, description, happened, loss, receivedAt, escalatedAt, erasedAt, isOurs } = row
  return {
    ...{ id, number, category, channel, description, happened, loss, receivedAt, escalatedAt, erasedAt, isOurs },
    status: row.status as TipStatus,
    urgency: row.urgency as Urgency,
    contactKind: row.contactKind as TipView['contactKind'],
    area: {
      ...{ code: row.areaCode, name: row.areaName },
      province: { code: row.provinceCode, name: row.provinceName },
    },
    unit: { id: row.unitId, code: row.unitCode, name: row.unitName },
    evidence: readLines(row.evidence),
    why: Routing.parse(row.routing).why,
    dueAt: row.status === 'closed' ? null : row.dueAt,
    holder:
      row.holderId && row.holderUntil ? { id: row.holderId, name: row.holderName ?? '', until: row.holderUntil } : null,
    outcome: outcomeOf(row),
    ...parts,
  }
}

function outcomeOf({ outcomeCode, outcomeReason, closedAt, closer }: TipRow): TipView['outcome'] {
  return outcomeCode && closedAt ? { code: outcomeCode, reason: outcomeReason, at: closedAt, by: closer } : null
}

const Routing = z.object({ why: z.array(z.string()).catch([]) }).catch({ why: [] })
const Line = z.object({ label: z.string(), value: z.string() })

/** What older versions stored in another shape is left out rather than failing the page. */
function readLines(stored: unknown): TipLine[] {
  if (!Array.isArray(stored)) return []
  return stored.flatMap((line) => Line.safeParse(line).data ?? [])
}
