import { setTimeout as delay } from 'node:timers/promises'
import { startTelegramApi } from '../fakes/telegram-api.js'
import { pictureWithPlace } from '../harness/pictures.js'
import { openStage, type Stage } from '../harness/stage.js'
import { type Load, load } from './chat/load.js'
import { recordScript } from './chat/record-script.js'
import { startWizard } from './chat/wizard-process.js'

const CITIZENS = 100
const SECONDS = 15
const RECORDED = 600_001
const TARGETS = { ratio: 2, ackP95Ms: 50, replyP95Ms: 250, rssMb: 300 }

/**
 * Whole reports (text, choices, one picture) through the Telegram webhook into a fake Bot API over HTTP, as fast as
 * they are answered, beside the same conversation as a Telegraf wizard with its sessions in the same PostgreSQL; turn
 * about, so that a machine that slows down slows both. Then our bot alone at half its top rate. The exit code is 1
 * when a figure misses its target.
 */
export async function run({ rounds }: { rounds: number }): Promise<number> {
  const picture = await pictureWithPlace()
  const stage = await openStage('bench-chat')
  const peerApi = await startTelegramApi({ token: '700701:AAtestTokenOfTheWizardPeer' })
  const script = await recordScript(stage.api, RECORDED, picture)
  const wizard = await startWizard(stage, peerApi, script)
  try {
    say(`A report is ${script.length} turns. ${CITIZENS} people file one after another without a pause.`)
    for (const api of [stage.api, peerApi]) await load(api, { citizens: 20, seconds: 3, picture })
    const [ours, peers]: [Load[], Load[]] = [[], []]
    for (let round = 1; round <= rounds; round++) {
      await settled(stage)
      ours.push(await measure(`round ${round}, An Ninh`, stage.api, picture))
      await settled(stage)
      peers.push(await measure(`round ${round}, Telegraf wizard`, peerApi, picture))
    }
    await settled(stage)
    const half = await measureHalf(stage, mean(ours.map(({ perSecond }) => perSecond)) / 2, script.length, picture)
    return report(stage, { ours, peers, half }) ? 0 : 1
  } finally {
    await wizard.stop()
    await stage.close()
    await peerApi.close()
  }
}

async function measure(name: string, api: Stage['api'], picture: Buffer): Promise<Load> {
  const result = await load(api, { citizens: CITIZENS, seconds: SECONDS, picture })
  say(
    `${name}: ${result.perSecond} turns/s, ${result.reports} reports, reply p95 ${result.p95Ms} ms, ack p95 ${result.ackP95Ms} ms`,
  )
  return result
}

/** People who think so long that, together, they write at the wanted rate, each somewhere else in their report. */
async function measureHalf({ api }: Stage, perSecond: number, turns: number, picture: Buffer): Promise<Load> {
  const thinkMs = Math.round((CITIZENS / perSecond) * 1000)
  const rampSeconds = (thinkMs * turns) / 1000
  const result = await load(api, { citizens: CITIZENS, seconds: SECONDS, picture, thinkMs, rampSeconds })
  say(`half the top rate: ${result.perSecond} turns/s, reply p95 ${result.p95Ms} ms, ack p95 ${result.ackP95Ms} ms`)
  return result
}

/** What goes on after the last answer (pictures being cleaned) must not slow the next down. */
async function settled({ database: { db } }: Stage): Promise<void> {
  const since = performance.now()
  const isOpen = () =>
    db.selectFrom('attachment').select('id').where('clean', '=', 'pending').limit(1).executeTakeFirst()
  while ((await isOpen()) && performance.now() - since < 120_000) await delay(200)
  say(`  (settled after ${Math.round(performance.now() - since)} ms)`)
}

function report(stage: Stage, { ours, peers, half }: { ours: Load[]; peers: Load[]; half: Load }): boolean {
  const [turnsPerSecond, peerTurnsPerSecond] = [ours, peers].map((all) => round1(mean(all.map((one) => one.perSecond))))
  const ratio = Math.round(((turnsPerSecond ?? 0) / (peerTurnsPerSecond ?? 1)) * 100) / 100
  const rssMb = stage.server.memoryMegabytes().peak
  const figures = { ratio, turnsPerSecond, peerTurnsPerSecond, ackP95Ms: half.ackP95Ms, replyP95Ms: half.p95Ms, rssMb }
  const within = {
    ratio: ratio >= TARGETS.ratio,
    ack: half.ackP95Ms <= TARGETS.ackP95Ms,
    reply: half.p95Ms <= TARGETS.replyP95Ms,
    memory: rssMb <= TARGETS.rssMb,
  }
  say(`Within its target: ${JSON.stringify(within)}`)
  say(JSON.stringify({ bench: 'chat', ...figures, rounds: { ours, peers }, half, targets: TARGETS, within }))
  return Object.values(within).every(Boolean)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function round1(value: number): number {
  return Math.round(value * 10) / 10
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
