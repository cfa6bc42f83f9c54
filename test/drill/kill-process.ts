import { setTimeout as delay } from 'node:timers/promises'
import type { Random } from '../harness/random.js'
import type { Chaos, Figures } from './run-drill.js'
import { type Stage, untilReady } from '../harness/stage.js'

/** So few that all kills fall while people still write: a report takes about twenty messages. */
const MESSAGES_SHARE = 18
const PATIENCE_MS = 8_000
const WHILE_STARTING = 0.15

/** Kills at random points, most of them in full work and some while it starts, and starts again each time. */
export const killProcess: Chaos = async (stage, { plan, random, figures, isOver }) => {
  // Of earlier kills, whose leases still run.
  const claimed = new Set<string>()
  const most = Math.max(1, Math.floor((plan.citizens * MESSAGES_SHARE) / plan.kills))
  while ((figures['kills'] ?? 0) < plan.kills && !isOver()) {
    const isEarly = random.next() < WHILE_STARTING
    if (isEarly) await delay(random.upTo(3_000))
    else await untilRandomPoint(stage, random, most, isOver)
    if (!stage.server.isRunning()) throw new Error(`the process ended by itself: ${stage.server.output()}`)
    await stage.server.kill()
    count(figures, 'kills', 1)
    if (isEarly) count(figures, 'killsWhileStarting', 1)
    count(figures, 'inFlightAtKills', await countInFlight(stage, claimed))
    stage.restart()
  }
  await untilReady(stage.server)
}

/** After so many more messages, or a while when a lease holds everybody back; then somewhere within the next turns. */
async function untilRandomPoint(
  { server, api }: Stage,
  random: Random,
  most: number,
  isOver: () => boolean,
): Promise<void> {
  await untilReady(server)
  const wanted = api.sent.length + 1 + random.upTo(most)
  const deadline = Date.now() + PATIENCE_MS
  while (api.sent.length < wanted && Date.now() < deadline && !isOver()) await delay(5)
  await delay(random.upTo(60))
}

/** Messages that this process had claimed and not noted as sent: each of these may arrive twice. */
async function countInFlight({ database: { db } }: Stage, seen: Set<string>): Promise<number> {
  const rows = await db.selectFrom('outbox').select(['id', 'attempts']).where('status', '=', 'sending').execute()
  const claims = rows.map(({ id, attempts }) => `${id}:${attempts}`).filter((claim) => !seen.has(claim))
  for (const claim of claims) seen.add(claim)
  return claims.length
}

function count(figures: Figures, name: string, by: number): void {
  figures[name] = (figures[name] ?? 0) + by
}
