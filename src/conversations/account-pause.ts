import { sql } from 'kysely'
import type { Db } from '../platform/db.js'

/** How long the platform still wants this account to keep still, in seconds; 0 when it may call. */
export async function readPause(db: Db, accountId: string): Promise<number> {
  const { seconds } = await db
    .selectFrom('account')
    .select(sql<number>`coalesce(extract(epoch from paused_until - clock_timestamp()), 0)::float8`.as('seconds'))
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return Math.max(0, seconds)
}

/** Whoever calls the platform for the account reads this first; a second 429 never shortens the pause. */
export async function pauseAccount(db: Db, accountId: string, seconds: number): Promise<void> {
  await db
    .updateTable('account')
    .set({
      pausedUntil: sql`greatest(coalesce(paused_until, clock_timestamp()), clock_timestamp() + interval '1 second' * ${seconds})`,
    })
    .where('id', '=', accountId)
    .execute()
}

/** The same, for who is handed an account and no database. */
export type SharedPause = { read(): Promise<number>; extend(seconds: number): Promise<void> }

export function sharedPause(db: Db, accountId: string): SharedPause {
  return { read: () => readPause(db, accountId), extend: (seconds) => pauseAccount(db, accountId, seconds) }
}
