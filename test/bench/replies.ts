import { TelegramReporter } from '../fakes/telegram-reporter.js'
import { photoWithPlace } from '../harness/pictures.js'
import { startRedis } from '../harness/redis-server.js'
import { filesReport } from '../harness/report.js'
import { openStage, type Stage, untilReady } from '../harness/stage.js'
import { type Latencies, summarise } from './summarise.js'

type Options = { citizens: number; rounds: number; thinkMs?: number }
type Scene = { stage: Stage; photo: Buffer }
type Load = Latencies & { cpuMsPerReply: number }

/** Faster than anybody reads a question and presses a button. */
const THINK_MS = 500
const TARGETS = { p95Ms: 500, memoryMegabytes: 300, readyFirstMs: 15_000, readyAgainMs: 5_000 }

/**
 * From the update leaving Telegram to the reply reaching it, over the real process and HTTP, while people take half a
 * second to answer. Peers in the same run: one citizen alone, the same people without any pause, and the queue on
 * Redis instead of PostgreSQL where a redis-server is installed. The exit code is 1 when a figure misses its target.
 */
export async function run({ citizens, rounds }: Options): Promise<number> {
  const photo = await photoWithPlace()
  const stage = await openStage('bench')
  try {
    const [readyFirstMs = 0, readyAgainMs = 0] = stage.readyMs
    say(`Ready after ${readyFirstMs} ms the first time, ${readyAgainMs} ms with data.`)
    await load({ stage, photo }, 'warming up', { citizens: 1, rounds: 1 })
    const alone = await load({ stage, photo }, 'one citizen alone', { citizens: 1, rounds })
    const many = await load({ stage, photo }, `${citizens} citizens at once`, { citizens, rounds, thinkMs: THINK_MS })
    const hasty = await load({ stage, photo }, `${citizens} citizens who never pause`, { citizens, rounds })
    const memory = stage.server.memoryMegabytes()
    say(`Memory ${memory.now} MB, at most ${memory.peak} MB.`)
    const redis = await withRedis({ stage, photo }, { citizens, rounds, thinkMs: THINK_MS })
    const figures = { readyFirstMs, readyAgainMs, memoryMegabytes: memory.now, memoryPeakMegabytes: memory.peak }
    return report({ citizens, rounds, ...figures, alone, many, hasty, redis }) ? 0 : 1
  } finally {
    await stage.close()
  }
}

/** Each round, everybody files a whole report with a picture. */
async function load({ stage, photo }: Scene, name: string, { citizens, rounds, thinkMs = 0 }: Options): Promise<Load> {
  const latencies: number[] = []
  const [since, cpuBefore] = [performance.now(), stage.server.cpuSeconds()]
  for (let round = 0; round < rounds; round++) {
    const people = Array.from({ length: citizens }, () => newReporter(stage, latencies, thinkMs))
    await Promise.all(people.map((person) => filesReport(person, { pictures: [photo] })))
  }
  const summary = summarise(latencies, performance.now() - since)
  const cpuMsPerReply = round1(((stage.server.cpuSeconds() - cpuBefore) * 1000) / latencies.length)
  const { replies, p50Ms, p95Ms, maxMs, perSecond } = summary
  say(
    `${name}: ${replies} replies, p50 ${p50Ms} ms, p95 ${p95Ms} ms, max ${maxMs} ms, ${perSecond}/s, ${cpuMsPerReply} ms CPU each`,
  )
  return { ...summary, cpuMsPerReply }
}

let chats = 700_000

function newReporter({ api }: Stage, latencies: number[], thinkMs: number): TelegramReporter {
  return new TelegramReporter(api, ++chats, {
    ...{ timeoutMs: 60_000, think: () => thinkMs },
    onAnswer: (ms) => latencies.push(ms),
  })
}

async function withRedis({ stage, photo }: Scene, options: Options): Promise<Load | null> {
  const redis = await startRedis(stage.dataDir)
  if (!redis) {
    say('Redis was left out: no REDIS_URL and no redis-server or valkey-server is installed.')
    return null
  }
  try {
    await stage.server.stop()
    stage.restart({ REDIS_URL: redis.url })
    await untilReady(stage.server)
    await load({ stage, photo }, 'warming up', { citizens: 1, rounds: 1 })
    return await load({ stage, photo }, `${options.citizens} citizens at once, queue on Redis`, options)
  } finally {
    await stage.server.stop()
    redis.stop()
  }
}

type Report = Options & {
  readyFirstMs: number
  readyAgainMs: number
  memoryMegabytes: number
  memoryPeakMegabytes: number
  alone: Load
  many: Load
  hasty: Load
  redis: Load | null
}

/** True when every figure is within its target. */
function report(figures: Report): boolean {
  const { alone, many, hasty, redis, memoryPeakMegabytes, readyFirstMs, readyAgainMs } = figures
  const ratios = {
    p95ManyToAlone: round1(many.p95Ms / alone.p95Ms),
    perSecondHastyToAlone: round1(hasty.perSecond / alone.perSecond),
    ...(redis && { p95PostgresToRedis: round1(many.p95Ms / redis.p95Ms) }),
  }
  const within = {
    p95: many.p95Ms <= TARGETS.p95Ms,
    memory: memoryPeakMegabytes <= TARGETS.memoryMegabytes,
    readyFirst: readyFirstMs <= TARGETS.readyFirstMs,
    readyAgain: readyAgainMs <= TARGETS.readyAgainMs,
  }
  say(`Ratios: ${JSON.stringify(ratios)}; within its target: ${JSON.stringify(within)}`)
  say(JSON.stringify({ bench: 'replies', ...figures, ratios, targets: TARGETS, within }))
  return Object.values(within).every(Boolean)
}

function round1(value: number): number {
  return Math.round(value * 10) / 10
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
