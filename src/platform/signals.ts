import { EventEmitter } from 'node:events'
import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from './db.js'
import type { Log } from './log.js'

/** `chat`: a conversation has something new to show. `tip`: a unit's queue changed. Payloads are bare ids. */
export type Signal = 'chat' | 'tip'

const RETRY_MS = 1000

export type Signals = {
  start(): Promise<void>
  on(signal: Signal, listener: (id: string) => void): () => void
  close(): Promise<void>
}

/** Reaches every process once the transaction commits. Only a hint: a page that misses it shows the news later. */
export async function sendSignal(db: Db, signal: Signal, id: string): Promise<void> {
  await sql`select pg_notify(${`anninh_${signal}`}, ${id})`.execute(db)
}

/** Holds one connection that listens, and makes a new one when it breaks: one attempt at a time, a second apart. */
export function openSignals(databaseUrl: string, log: Log): Signals {
  const emitter = new EventEmitter().setMaxListeners(0)
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined
  let isClosed = false
  const connect = async () => {
    const fresh = await listen(databaseUrl, (channel, id) => emitter.emit(channel, id))
    client = fresh
    fresh.once('error', () => again(fresh))
    fresh.once('end', () => again(fresh))
    if (isClosed) await fresh.end()
  }
  const again = (broken?: pg.Client) => {
    if (isClosed || retry || (broken && broken !== client)) return
    client = undefined
    log.warn('no signal connection; connecting again')
    retry = setTimeout(() => {
      retry = undefined
      connect().catch(() => again())
    }, RETRY_MS)
  }
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

/** Throws when it cannot listen, and then leaves no connection behind. */
async function listen(databaseUrl: string, onSignal: (channel: string, id: string) => void): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true, application_name: 'anninh-signals' })
  // A connection that breaks while it is made says so twice: by this event and by the rejected promise.
  client.on('error', () => undefined)
  client.on('notification', ({ channel, payload }) => onSignal(channel, payload ?? ''))
  try {
    await client.connect()
    await client.query('listen anninh_chat; listen anninh_tip')
    return client
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
}
