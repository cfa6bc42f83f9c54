import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { insertSubscribers, startBroadcast } from '../bench/broadcast/people.js'
import type { Random } from '../harness/random.js'
import { openStage, type Stage, untilReady } from '../harness/stage.js'
import type { Figures } from './run-drill.js'

export type BroadcastPlan = {
  people: number
  kills: number
  ratePerSecond: number
  onUncertain: 'skip' | 'resend'
  redisUrl?: string
}

const AREA = '21439'
const FIRST_CHAT = 6_000_000
const PATIENCE_MS = 240_000

/** Kills the process that sends, again and again at random points, and starts it again. All that is wrong, a line each. */
export async function drillBroadcast(
  plan: BroadcastPlan,
  random: Random,
): Promise<{ wrong: string[]; figures: Figures }> {
  const stage = await openStage('drill-broadcast')
  const settings = {
    TELEGRAM_RATE_PER_SECOND: String(plan.ratePerSecond),
    ...(plan.redisUrl && { REDIS_URL: plan.redisUrl }),
  }
  const figures: Figures = { kills: 0, inFlightAtKills: 0 }
  try {
    await stage.server.stop()
    stage.api.limit({ perSecond: plan.ratePerSecond, perChatPerSecond: 1 })
    await insertSubscribers(stage, { area: AREA, first: FIRST_CHAT, count: plan.people })
    const id = await startBroadcast(stage, AREA, plan)
    stage.restart(settings)
    await killAgainAndAgain(stage, { plan, random, figures, settings, id })
    await untilDone(stage, id)
    return { wrong: await check(stage, id, { plan, figures }), figures }
  } finally {
    await stage.close()
  }
}

type Drill = { plan: BroadcastPlan; random: Random; figures: Figures; settings: Record<string, string>; id: string }

/** Spread over the whole sending, some of them before the first message of a life. */
async function killAgainAndAgain(stage: Stage, { plan, random, figures, settings, id }: Drill): Promise<void> {
  const step = Math.floor((plan.people * 0.9) / plan.kills)
  for (let kill = 1; kill <= plan.kills; kill++) {
    await untilReady(stage.server)
    const wanted = Math.min(plan.people * 0.95, kill * step + random.upTo(step))
    const deadline = Date.now() + PATIENCE_MS
    while (stage.api.sent.length < wanted && Date.now() < deadline) await delay(2)
    await delay(random.upTo(40))
    await stage.server.kill()
    figures['kills'] = kill
    figures['inFlightAtKills'] = (figures['inFlightAtKills'] ?? 0) + (await expireLeases(stage, id))
    stage.restart(settings)
  }
  await untilReady(stage.server)
}

/** What the dead process was sending; its lease need not be waited for. */
async function expireLeases({ database: { db } }: Stage, id: string): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('broadcastRecipient')
    .set({ leaseUntil: sql`clock_timestamp()` })
    .where('broadcastId', '=', id)
    .where('state', '=', 'sending')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

async function untilDone({ database: { db } }: Stage, id: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const { state } = await db.selectFrom('broadcast').select('state').where('id', '=', id).executeTakeFirstOrThrow()
    if (state === 'done') return
    if (Date.now() > deadline) throw new Error(`the broadcast is still ${state}`)
    await delay(200)
  }
}

async function check(
  { database: { db }, api }: Stage,
  id: string,
  { plan, figures }: { plan: BroadcastPlan; figures: Figures },
): Promise<string[]> {
  const rows = await db
    .selectFrom('broadcastRecipient')
    .select(['state', 'conversationId'])
    .where('broadcastId', '=', id)
    .execute()
  const count = (state: string) => rows.filter((row) => row.state === state).length
  const messages = new Map<string, number>()
  for (const { chatId } of api.sent) messages.set(chatId, (messages.get(chatId) ?? 0) + 1)
  const twice = [...messages.values()].filter((times) => times > 1).length
  const [sent, uncertain] = [count('sent'), count('uncertain')]
  const inFlight = figures['inFlightAtKills'] ?? 0
  Object.assign(figures, {
    sent,
    uncertain,
    people: messages.size,
    messages: api.sent.length,
    twice,
    refused429: api.refusedForSpeed(),
  })
  const wrong: string[] = []
  if (sent + uncertain !== plan.people) wrong.push(`${plan.people} people, ${sent} sent and ${uncertain} uncertain`)
  if (uncertain > inFlight) wrong.push(`${uncertain} uncertain, ${inFlight} in flight at kills`)
  if (messages.size < sent) wrong.push(`${sent} noted as sent, ${messages.size} got it`)
  if (messages.size + uncertain < plan.people) wrong.push(`${plan.people - messages.size} people got nothing`)
  if (plan.onUncertain === 'skip' && twice > 0) wrong.push(`${twice} people got it twice`)
  if (twice > inFlight) wrong.push(`${twice} people got it twice, ${inFlight} in flight at kills`)
  return wrong
}
