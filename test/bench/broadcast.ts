import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { openStage, type Stage, untilReady } from '../harness/stage.js'
import { insertCrowd, insertSubscribers, startBroadcast } from './broadcast/people.js'
import { summarise } from './summarise.js'

const RATE = 30
const LIFTED = 1000
const MINUTE_MS = 60_000
const CROWD = 1_000_000
const LIFTED_PEOPLE = 20_000
const BARE_AT_ONCE = 50
const TARGETS = { shareOfRate: 0.95, ratio: 0.7, freezeSeconds: 30, memoryMegabytes: 300, replyP95Ms: 1000 }
const [AREA_SLOW, AREA_FAST, AREA_CROWD] = ['21439', '21289', '51'] as const

/**
 * A broadcast through the real process into the fake Bot API: a minute at the platform's limit, then the limit lifted to
 * 1,000 a second beside a bare loop of HTTP calls in the same run while a citizen writes, then a million recipients
 * written down. The exit code is 1 when a figure misses its target.
 */
export async function run(): Promise<number> {
  const stage = await openStage('bench-broadcast')
  const memory = watchMemory(stage)
  try {
    const slow = await measureMinute(stage)
    const bare = await measureBare(stage)
    const fast = await measureLifted(stage)
    const freezeSeconds = await measureFreeze(stage)
    return report({ slow, bare, fast, freezeSeconds, memoryPeakMegabytes: memory.stop() }) ? 0 : 1
  } finally {
    memory.stop()
    await stage.close()
  }
}

type Minute = { perSecond: number; shareOfRate: number; mostInASecond: number; refused429: number }

/** From the first message on, so that the start is no part of it. */
async function measureMinute(stage: Stage): Promise<Minute> {
  const { api } = stage
  await begin(stage, RATE)
  api.limit({ perSecond: RATE, perChatPerSecond: 1 })
  await insertSubscribers(stage, { area: AREA_SLOW, first: 2_000_000, count: RATE * 65 })
  const from = api.moments.length
  await startBroadcast(stage, AREA_SLOW)
  await until(() => api.moments.length > from, 30_000)
  await delay(MINUTE_MS)
  const moments = api.moments.slice(from).map(({ at }) => at)
  const first = moments[0] ?? 0
  const inMinute = moments.filter((at) => at < first + MINUTE_MS).length
  const perSecond = round(inMinute / 60)
  const minute = {
    ...{ perSecond, shareOfRate: round(perSecond / RATE), mostInASecond: mostInASecond(moments) },
    refused429: api.refusedForSpeed(),
  }
  say(`(1) at ${RATE}/s for a minute: ${JSON.stringify(minute)}`)
  return minute
}

/** Messages within any window of a second. */
function mostInASecond(moments: readonly number[]): number {
  let most = 0
  let start = 0
  for (const [index, at] of moments.entries()) {
    while ((moments[start] ?? at) <= at - 1000) start += 1
    most = Math.max(most, index - start + 1)
  }
  return most
}

async function measureBare({ api }: Stage): Promise<number> {
  api.limit({})
  const program = join(import.meta.dirname, 'broadcast/bare-loop.ts')
  const people = Array.from({ length: LIFTED_PEOPLE }, (_, index) => 4_000_000 + index)
  api.know(people)
  const args = ['--import', 'tsx', program, api.root, api.token, String(people.length), String(BARE_AT_ONCE), '4000000']
  const { stdout } = await promisify(execFile)(process.execPath, args)
  say(`(2) a bare loop of HTTP calls: ${stdout.trim()}/s`)
  return Number(stdout)
}

type Lifted = { perSecond: number; mostInASecond: number; refused429: number; replies: number; replyP95Ms: number }

async function measureLifted(stage: Stage): Promise<Lifted> {
  const { api } = stage
  await begin(stage, LIFTED)
  api.limit({ perSecond: LIFTED, perChatPerSecond: 1 })
  const refusedBefore = api.refusedForSpeed()
  await insertSubscribers(stage, { area: AREA_FAST, first: 3_000_000, count: LIFTED_PEOPLE })
  const from = api.moments.length
  let isOver = false
  const latencies: number[] = []
  const writing = writeMeanwhile(stage, latencies, () => isOver)
  await startBroadcast(stage, AREA_FAST)
  const sent = () => api.moments.length - from - latencies.length
  await until(() => sent() >= LIFTED_PEOPLE * 0.99, 180_000)
  isOver = true
  await writing
  const moments = api.moments.slice(from).map(({ at }) => at)
  const [first = 0, last = 0] = [moments[0], moments.at(-1)]
  const { p95Ms, replies } = summarise(latencies, last - first)
  const lifted = {
    ...{ perSecond: Math.round((sent() / (last - first)) * 1000), mostInASecond: mostInASecond(moments) },
    ...{ refused429: api.refusedForSpeed() - refusedBefore, replies, replyP95Ms: p95Ms },
  }
  say(`    a broadcast, limit ${LIFTED}/s: ${JSON.stringify(lifted)}`)
  return lifted
}

/** A citizen who asks for the menu every second or two and waits for it. */
async function writeMeanwhile({ api }: Stage, latencies: number[], isOver: () => boolean): Promise<void> {
  const citizen = api.citizen(5_000_000)
  while (!isOver()) {
    const since = performance.now()
    citizen.says('MENU')
    await citizen.waitForMessage('Bạn chọn một việc', 60_000)
    latencies.push(performance.now() - since)
    await delay(1_100)
  }
}

async function measureFreeze(stage: Stage): Promise<number> {
  const { db } = stage.database
  say(`    (writing ${CROWD} subscribers …)`)
  await insertCrowd(stage, { area: AREA_CROWD, count: CROWD })
  const id = await startBroadcast(stage, AREA_CROWD)
  const since = performance.now()
  const read = () =>
    db.selectFrom('broadcast').select(['state', 'frozenAt']).where('id', '=', id).executeTakeFirstOrThrow()
  while ((await read()).frozenAt === null) await delay(50)
  const seconds = round((performance.now() - since) / 1000)
  await db.updateTable('broadcast').set({ state: 'cancelled', finishedAt: new Date() }).where('id', '=', id).execute()
  say(`(3) ${CROWD} recipients written down in ${seconds} s`)
  return seconds
}

async function begin(stage: Stage, rate: number): Promise<void> {
  await stage.server.stop()
  stage.restart({ TELEGRAM_RATE_PER_SECOND: String(rate) })
  await untilReady(stage.server)
}

/** Every second, over restarts. */
function watchMemory(stage: Stage): { stop(): number } {
  let peak = 0
  const timer = setInterval(() => {
    if (stage.server.isRunning()) peak = Math.max(peak, stage.server.memoryMegabytes().peak || 0)
  }, 1000)
  return {
    stop() {
      clearInterval(timer)
      return peak
    },
  }
}

async function until(isSo: () => boolean, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error('the broadcast did not come so far in time')
    await delay(50)
  }
}

type Figures = { slow: Minute; bare: number; fast: Lifted; freezeSeconds: number; memoryPeakMegabytes: number }

/** True when every figure is within its target. What is above the platform's limit is nobody's to send. */
function report({ slow, bare, fast, freezeSeconds, memoryPeakMegabytes }: Figures): boolean {
  const ratio = round(fast.perSecond / Math.min(bare, LIFTED))
  const within = {
    shareOfRate: slow.shareOfRate >= TARGETS.shareOfRate,
    limits: slow.mostInASecond <= RATE && fast.mostInASecond <= LIFTED,
    no429: slow.refused429 + fast.refused429 === 0,
    ratio: ratio >= TARGETS.ratio,
    freeze: freezeSeconds <= TARGETS.freezeSeconds,
    memory: memoryPeakMegabytes <= TARGETS.memoryMegabytes,
    replies: fast.replyP95Ms <= TARGETS.replyP95Ms,
  }
  say(`Memory at most ${memoryPeakMegabytes} MB; within its target: ${JSON.stringify(within)}`)
  const figures = { slow, barePerSecond: bare, fast, ratio, freezeSeconds, memoryPeakMegabytes }
  say(JSON.stringify({ bench: 'broadcast', ...figures, targets: TARGETS, within }))
  return Object.values(within).every(Boolean)
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
