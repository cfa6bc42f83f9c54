import { type RawBuilder, sql } from 'kysely'

/** A moment as whole microseconds: what the database compares, no digit lost on the way through a cursor. */
export function microsOf(column: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`(extract(epoch from ${column}) * 1000000)::bigint::text`
}

export function momentOf(micros: string | undefined): RawBuilder<Date> {
  return sql<Date>`(timestamptz 'epoch' + ${micros ?? '0'}::bigint * interval '1 microsecond')`
}

/** A cursor comes back from outside: only what the database can read may reach it. */
export function isMicros(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,16}$/.test(text)
}

export function isRowId(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,18}$/.test(text)
}
