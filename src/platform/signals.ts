import { EventEmitter } from 'node:events'
import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from './db.js'
import type { Log } from './log.js'

/** `chat`: a conversation has something new to show. `tip`: a unit's queue changed. Payloads are bare ids. */
export type Signal = 'chat' | 'tip'

export type Signals = {
  start(): Promise<void>
  on(signal: Signal, listener: (id: string) => void): () => void
  close(): Promise<void>
}

/** Reaches every process once the transaction commits. Only a hint: a page that misses it shows the news later. */
export async function sendSignal(db: Db, signal: Signal, id: string): Promise<void> {
  await sql`select pg_notify(${`anninh_${signal}`}, ${id})`.execute(db)
}

/** Holds one connection that listens, and makes a new one when it breaks. */
export function openSignals(databaseUrl: string, log: Log): Signals {
  const emitter = new EventEmitter().setMaxListeners(0)
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined
  let isClosed = false
  const connect = async () => {
    const fresh = new pg.Client({ connectionString: databaseUrl, keepAlive: true, application_name: 'anninh-signals' })
    fresh.on('notification', ({ channel, payload }) => emitter.emit(channel, payload ?? ''))
    fresh.on('error', (err) => log.warn({ err }, 'the signal connection broke; connecting again'))
    fresh.on('end', () => {
      if (!isClosed) retry = setTimeout(() => void reconnect(), 1000)
    })
    await fresh.connect()
    await fresh.query('listen anninh_chat; listen anninh_tip')
    client = fresh
  }
  const reconnect = () =>
    connect().catch((err: unknown) => {
      log.warn({ err }, 'no signal connection yet')
      if (!isClosed) retry = setTimeout(() => void reconnect(), 1000)
    })
  return {
    start: connect,
    on(signal, listener) {
      emitter.on(`anninh_${signal}`, listener)
      return () => void emitter.off(`anninh_${signal}`, listener)
    },
    async close() {
      isClosed = true
      clearTimeout(retry)
      await client?.end()
    },
  }
}
