import { type RawBuilder, sql } from 'kysely'

/**
 * A condition that always holds: the statement's commit does not wait for the disk. Only for what may be forgotten
 * in a crash of the machine (a lease, a place in a queue), and most of all where a row is wanted by everybody.
 */
export const quickCommit: RawBuilder<boolean> = sql<boolean>`set_config('synchronous_commit', 'off', true) = 'off'`
