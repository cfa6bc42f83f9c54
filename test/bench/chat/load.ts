import { setTimeout as delay } from 'node:timers/promises'
import type { FakeTelegramApi } from '../../fakes/telegram-api.js'
import { TelegramReporter } from '../../fakes/telegram-reporter.js'
import { seededRandom } from '../../harness/random.js'
import { filesReport } from '../../harness/report.js'
import { type Latencies, summarise } from '../summarise.js'

type Options = { citizens: number; seconds: number; picture: Buffer; thinkMs?: number; rampSeconds?: number }
export type Load = Latencies & { reports: number; ackP95Ms: number }

let chats = 700_000

/**
 * So many people file whole reports, one after another, until the time is over; then each finishes the report that was
 * begun. Only what was answered within the time counts. They begin at random moments of the ramp, which does not count
 * either, and think for half to one and a half times `thinkMs`: with a ramp as long as a report they are as far apart as
 * people who know nothing of each other.
 */
export async function load(
  api: FakeTelegramApi,
  { citizens, seconds, picture, thinkMs = 0, rampSeconds = 0 }: Options,
): Promise<Load> {
  const latencies: number[] = []
  const { ackMs } = api.updates
  let [reports, acksBefore, acks] = [0, ackMs.length, ackMs.length]
  const since = performance.now() + rampSeconds * 1000
  const isOver = () => performance.now() - since >= seconds * 1000
  const onAnswer = (milliseconds: number) => {
    if (isOver()) return
    acks = ackMs.length
    if (performance.now() < since) acksBefore = acks
    else latencies.push(milliseconds)
  }
  const random = seededRandom(citizens)
  const think = () => thinkMs * (0.5 + random.next())
  const reportOn = async () => {
    await delay(rampSeconds * 1000 * random.next())
    while (!isOver()) {
      const person = new TelegramReporter(api, ++chats, { timeoutMs: 120_000, think, onAnswer })
      await filesReport(person, { pictures: [picture] })
      if (!isOver()) reports += 1
    }
  }
  await Promise.all(Array.from({ length: citizens }, reportOn))
  const ack = summarise(ackMs.slice(acksBefore, acks), seconds * 1000)
  return { ...summarise(latencies, seconds * 1000), reports, ackP95Ms: ack.p95Ms }
}
