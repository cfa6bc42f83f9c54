import { Hono } from 'hono'
import { sql } from 'kysely'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { isLocalCaller } from '../platform/client-address.js'
import type { Db } from '../platform/db.js'

type Counts = { events: number; messages: number; blocked: number; tips: number; overdue: number; alarms: number }

/** `/metrics` for a scraper on this machine, not for whom a proxy on it speaks. Counts only: no label names a unit, a person or a text. */
export function metricsRoutes(db: Db): Hono {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'anninh_' })
  const gauges = makeGauges(registry)
  const routes = new Hono()
  routes.get('/metrics', async (context) => {
    if (!isLocalCaller(context)) return context.notFound()
    const counts = await readCounts(db)
    for (const [name, gauge] of gauges) gauge.set(counts[name])
    return context.text(await registry.metrics(), 200, { 'content-type': registry.contentType })
  })
  return routes
}

const HELP: { readonly [name in keyof Counts]: string } = {
  events: 'Events stored and not yet taken',
  messages: 'Messages waiting to be sent',
  blocked: 'Messages that wait for a person to come back',
  tips: 'Open tips',
  overdue: 'Open tips past their due time',
  alarms: 'Open alarms',
}

function makeGauges(registry: Registry): [keyof Counts, Gauge][] {
  const names = Object.keys(HELP) as (keyof Counts)[]
  return names.map((name) => [
    name,
    new Gauge({ name: `anninh_open_${name}`, help: HELP[name], registers: [registry] }),
  ])
}

async function readCounts(db: Db): Promise<Counts> {
  const { rows } = await sql<Counts>`select
    (select count(*) from inbox where done_at is null)::int as events,
    (select count(*) from outbox where status in ('pending', 'sending'))::int as messages,
    (select count(*) from outbox where status = 'blocked')::int as blocked,
    (select count(*) from tip where status <> 'closed')::int as tips,
    (select count(*) from tip where status <> 'closed' and due_at <= now())::int as overdue,
    (select count(*) from alarm where cleared_at is null)::int as alarms`.execute(db)
  const [counts] = rows
  if (!counts) throw new Error('no counts came back')
  return counts
}
