import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededRandom } from '../harness/random.js'
import { startRedis } from '../harness/redis-server.js'
import { type BroadcastPlan, drillBroadcast } from './drill-broadcast.js'
import type { Plan } from './run-drill.js'

/** Fast enough for a drill of minutes; the limit itself is what the bench looks at. */
const RATE = 100

/**
 * Three broadcasts: on the queue in PostgreSQL and on Redis, where nobody may get anything twice, and one that sends
 * again what is uncertain. The exit code: 0 when nothing is wrong. The last line is one JSON object.
 */
export async function runBroadcastDrill({ seed, citizens, kills }: Plan): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'anninh-drill-redis-'))
  const redis = await startRedis(folder)
  const common = { people: citizens, kills, ratePerSecond: RATE }
  const plans: Record<string, BroadcastPlan> = {
    postgres: { ...common, onUncertain: 'skip' },
    ...(redis && { redis: { ...common, onUncertain: 'skip', redisUrl: redis.url } }),
    resend: { ...common, onUncertain: 'resend' },
  }
  const results: Record<string, object> = {}
  let wrongs = redis ? 0 : 1
  if (!redis) say('WRONG: no REDIS_URL, and no redis-server or valkey-server is installed')
  for (const [name, plan] of Object.entries(plans)) {
    say(`Broadcast to ${citizens} people, ${kills} kills: ${name}, seed ${seed} …`)
    const since = Date.now()
    const { wrong, figures } = await drillBroadcast(plan, seededRandom(seed))
    for (const line of wrong) say(`WRONG: ${line}`)
    wrongs += wrong.length
    results[name] = { ...figures, seconds: Math.round((Date.now() - since) / 1000), wrong: wrong.length }
    say(JSON.stringify(results[name]))
  }
  redis?.stop()
  await rm(folder, { recursive: true, force: true })
  say(JSON.stringify({ drill: 'broadcast', seed, people: citizens, kills, ...results, ok: wrongs === 0 }))
  return wrongs === 0 ? 0 : 1
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
