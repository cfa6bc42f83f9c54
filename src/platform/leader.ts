import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from './log.js'

const RETRY_MS = 3000

/**
 * Runs `work` in one process at a time: whoever holds the session lock of `name` on the database. When the
 * connection breaks the work is aborted and another process may take over; on `signal` all ends.
 */
export async function whileLeader(
  options: { databaseUrl: string; name: string; signal: AbortSignal; log: Log },
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  while (!options.signal.aborted) {
    await leadOnce(options, work).catch((err: unknown) => {
      options.log.warn({ err, name: options.name }, 'lost the lead; trying again')
    })
    await delay(RETRY_MS, undefined, { signal: options.signal }).catch(() => undefined)
  }
}

async function leadOnce(
  { databaseUrl, name, signal }: { databaseUrl: string; name: string; signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true, application_name: 'anninh-leader' })
  const lost = new AbortController()
  client.on('error', () => lost.abort())
  client.on('end', () => lost.abort())
  await client.connect()
  try {
    const { rows } = await client.query<{ is_leader: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as is_leader',
      [name],
    )
    if (rows[0]?.is_leader) await work(AbortSignal.any([signal, lost.signal]))
  } finally {
    await client.end().catch(() => undefined)
  }
}
