import { setTimeout as delay } from 'node:timers/promises'
import type { FakeTelegramApi } from '../../fakes/telegram-api.js'
import { TelegramReporter } from '../../fakes/telegram-reporter.js'
import { seededRandom } from '../../harness/random.js'
import { filesReport } from '../../harness/report.js'
import { type Latencies, summarise } from '../summarise.js'

type Options = { citizens: number; seconds: number; picture: Buffer; thinkMs?: number }
export type Load = Latencies & { reports: number; ackP95Ms: number }

let chats = 700_000

/**
 * So many people file whole reports, one after another, until the time is over; then each finishes the report that was
 * begun. Only what was answered within the time counts. People who think begin at different moments, and each thinks for
 * half to one and a half times `thinkMs`: nobody reads in step with others.
 */
export async function load(api: FakeTelegramApi, { citizens, seconds, picture, thinkMs = 0 }: Options): Promise<Load> {
  const latencies: number[] = []
  const acksBefore = api.updates.ackMs.length
  let [reports, acks] = [0, acksBefore]
  const since = performance.now()
  const isOver = () => performance.now() - since >= seconds * 1000
  const onAnswer = (milliseconds: number) => {
    if (isOver()) return
    latencies.push(milliseconds)
    acks = api.updates.ackMs.length
  }
  const random = seededRandom(citizens)
  const think = () => thinkMs * (0.5 + random.next())
  const reportOn = async () => {
    await delay(thinkMs * random.next())
    while (!isOver()) {
      const person = new TelegramReporter(api, ++chats, { timeoutMs: 120_000, think, onAnswer })
      await filesReport(person, { pictures: [picture] })
      if (!isOver()) reports += 1
    }
  }
  await Promise.all(Array.from({ length: citizens }, reportOn))
  const ack = summarise(api.updates.ackMs.slice(acksBefore, acks), seconds * 1000)
  return { ...summarise(latencies, seconds * 1000), reports, ackP95Ms: ack.p95Ms }
}
