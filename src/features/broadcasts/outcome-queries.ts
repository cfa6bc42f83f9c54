import { sql } from 'kysely'
import type { Db } from '../../platform/db.js'

export type Aftermath = { left: number; opened: number }

const FRESH_MS = 30_000

/** Counted at most twice a minute in this process: with a million recipients it takes a second. */
export function aftermathReader(db: Db, now: () => number = () => performance.now()) {
  const known = new Map<string, { at: number; aftermath: Promise<Aftermath> }>()
  return (broadcastId: string): Promise<Aftermath> => {
    const last = known.get(broadcastId)
    if (last && now() - last.at < FRESH_MS) return last.aftermath
    const aftermath = countAftermath(db, broadcastId)
    aftermath.catch(() => known.delete(broadcastId))
    if (known.size > 50) known.clear()
    known.set(broadcastId, { at: now(), aftermath })
    return aftermath
  }
}

/** Who stopped within a week of getting it, and who opened its quiz. */
export async function countAftermath(db: Db, broadcastId: string): Promise<Aftermath> {
  const { rows } = await sql<{ left: string; opened: string }>`
    select
      (select count(*) from subscription s
        join broadcast_recipient r on r.conversation_id = s.conversation_id and r.broadcast_id = ${broadcastId}
        where s.left_at >= r.sent_at and s.left_at < r.sent_at + interval '7 days') as "left",
      (select count(*) from broadcast_recipient r
        where r.broadcast_id = ${broadcastId} and r.opened_at is not null) as opened`.execute(db)
  return { left: Number(rows[0]?.left ?? 0), opened: Number(rows[0]?.opened ?? 0) }
}

export type QuizOutcome = { games: number; rightShare: number }

/** Of the games that were opened from this bulletin, without anybody's name. */
export async function readQuizOutcome(db: Db, broadcastId: string): Promise<QuizOutcome | null> {
  const row = await db
    .selectFrom('quizResult')
    .select((select) => select.fn.countAll<string>().as('games'))
    .select(sql<number>`coalesce(sum(right_answers)::float8 / nullif(sum(questions), 0), 0)`.as('rightShare'))
    .where('broadcastId', '=', broadcastId)
    .executeTakeFirstOrThrow()
  return row.games === '0' ? null : { games: Number(row.games), rightShare: row.rightShare }
}

export type UnitMonth = { unitId: string; name: string; bulletins: number; broadcasts: number; delivered: number }

/**
 * Every unit in the officer's sight with what it published and sent within the month (`from` up to, not including,
 * `to`). Under the officer's role.
 */
export async function listUnitMonths(limited: Db, { from, to }: { from: Date; to: Date }): Promise<UnitMonth[]> {
  const { rows } = await sql<{ [Key in keyof UnitMonth]: string }>`
    select unit.id as unit_id, unit.name,
      (select count(*) from bulletin b where b.unit_id = unit.id and b.published_at >= ${from} and b.published_at < ${to})
        as bulletins,
      (select count(*) from broadcast s where s.unit_id = unit.id and s.frozen_at >= ${from} and s.frozen_at < ${to})
        as broadcasts,
      (select coalesce(sum((c->>'people')::int), 0)
        from broadcast s cross join lateral jsonb_array_elements(s.result->'counts') c
        where s.unit_id = unit.id and s.frozen_at >= ${from} and s.frozen_at < ${to} and c->>'state' = 'sent')
        as delivered
    from unit
    where unit.id = any ((select anninh_teaching_units())::bigint[]) and unit.active_to is null
    order by delivered desc, bulletins desc, unit.name collate "vi-x-icu"`.execute(limited)
  return rows.map(({ unitId, name, ...numbers }) => ({
    ...{ unitId, name, bulletins: Number(numbers.bulletins) },
    ...{ broadcasts: Number(numbers.broadcasts), delivered: Number(numbers.delivered) },
  }))
}
