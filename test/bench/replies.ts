import { TelegramReporter } from '../fakes/telegram-reporter.js'
import { pictureWithPlace } from '../harness/pictures.js'
import { startRedis } from '../harness/redis-server.js'
import { filesReport } from '../harness/report.js'
import { openStage, type Stage, untilReady } from '../harness/stage.js'
import { type Latencies, summarise } from './summarise.js'

type Options = { citizens: number; rounds: number }
type Load = Latencies & { cpuMsPerReply: number }

const TARGETS = { p95Ms: 500, memoryMegabytes: 300, readyFirstMs: 15_000, readyAgainMs: 5_000 }

/**
 * From the update leaving Telegram to the reply reaching it, over the real process and HTTP. Peers in the same run:
 * one citizen alone, and the queue on Redis instead of PostgreSQL where a redis-server is installed.
 */
export async function run({ citizens, rounds }: Options): Promise<number> {
  const stage = await openStage('bench')
  try {
    const [readyFirstMs = 0, readyAgainMs = 0] = stage.readyMs
    say(`Ready after ${readyFirstMs} ms the first time, ${readyAgainMs} ms with data.`)
    await load(stage, 'warming up', { citizens: 1, rounds: 1 })
    const alone = await load(stage, 'one citizen alone', { citizens: 1, rounds })
    const many = await load(stage, `${citizens} citizens at once`, { citizens, rounds })
    const memory = stage.server.memoryMegabytes()
    say(`Memory ${memory.now} MB, at most ${memory.peak} MB.`)
    const redis = await withRedis(stage, { citizens, rounds })
    const figures = { readyFirstMs, readyAgainMs, memoryMegabytes: memory.now, memoryPeakMegabytes: memory.peak }
    report({ citizens, rounds, ...figures, alone, many, redis })
  } finally {
    await stage.close()
  }
  return 0
}

/** Each round, everybody files a whole report with a picture, answering as soon as they are asked. */
async function load(stage: Stage, name: string, { citizens, rounds }: Options): Promise<Load> {
  const latencies: number[] = []
  const picture = await pictureWithPlace()
  const [since, cpuBefore] = [performance.now(), stage.server.cpuSeconds()]
  for (let round = 0; round < rounds; round++) {
    const people = Array.from({ length: citizens }, () => newReporter(stage, latencies))
    await Promise.all(people.map((person) => filesReport(person, { pictures: [picture] })))
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

function newReporter({ api }: Stage, latencies: number[]): TelegramReporter {
  return new TelegramReporter(api, ++chats, { timeoutMs: 60_000, onAnswer: (ms) => latencies.push(ms) })
}

async function withRedis(stage: Stage, options: Options): Promise<Load | null> {
  const redis = await startRedis(stage.dataDir)
  if (!redis) {
    say('Redis was left out: no REDIS_URL and no redis-server or valkey-server is installed.')
    return null
  }
  try {
    await stage.server.stop()
    stage.restart({ REDIS_URL: redis.url })
    await untilReady(stage.server)
    await load(stage, 'warming up', { citizens: 1, rounds: 1 })
    return await load(stage, `${options.citizens} citizens at once, queue on Redis`, options)
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
  redis: Load | null
}

function report(figures: Report): void {
  const { alone, many, redis, memoryPeakMegabytes, readyFirstMs, readyAgainMs } = figures
  const ratios = {
    p95ManyToAlone: round1(many.p95Ms / alone.p95Ms),
    perSecondManyToAlone: round1(many.perSecond / alone.perSecond),
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
}

function round1(value: number): number {
  return Math.round(value * 10) / 10
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
