import { setTimeout as delay } from 'node:timers/promises'
import { type Random, seededRandom } from '../harness/random.js'
import { summarise } from '../bench/summarise.js'
import { checkDrill, isSettled } from './check-drill.js'
import { checkOrder } from './check-order.js'
import { makeFlood, makePeople, type Person, report } from './people.js'
import { openStage, type Stage } from '../harness/stage.js'

/** `arriveWithinMs`: everybody at once when it is left out. */
export type Plan = { name: string; seed: number; citizens: number; kills: number; arriveWithinMs?: number }
export type Figures = Record<string, number>
type Drill = { plan: Plan; random: Random; figures: Figures; isOver(): boolean }
/** What is done to the process while people write. */
export type Chaos = (stage: Stage, drill: Drill) => Promise<void>

const SETTLE_MS = 180_000

/** The exit code: 0 when every citizen has exactly one whole tip. The last line is one JSON object. */
export async function runDrill(plan: Plan, chaos: Chaos): Promise<number> {
  const since = Date.now()
  const random = seededRandom(plan.seed)
  const figures: Figures = { kills: 0, killsWhileStarting: 0, inFlightAtKills: 0 }
  say(`Drill “${plan.name}”, seed ${plan.seed}: ${plan.citizens} citizens. Starting …`)
  const people = await (plan.arriveWithinMs === undefined
    ? makePeople(plan.citizens, random)
    : makeFlood(plan.citizens, random, plan.arriveWithinMs))
  const stage = await openStage('drill')
  const stopShowing = showProgress(stage, people, figures)
  const wrong = await perform(stage, people, { plan, random, figures }, chaos)
  stopShowing()
  if (wrong.length > 0) say(`The process said:\n${stage.server.output().split('\n').slice(-20).join('\n')}`)
  await stage.close()
  const seconds = Math.round((Date.now() - since) / 1000)
  for (const line of wrong) say(`WRONG: ${line}`)
  say(JSON.stringify({ drill: plan.name, ...plan, ...figures, seconds, wrong: wrong.length, ok: wrong.length === 0 }))
  return wrong.length === 0 ? 0 : 1
}

async function perform(stage: Stage, people: Person[], drill: Omit<Drill, 'isOver'>, chaos: Chaos): Promise<string[]> {
  let isOver = false
  const served = Promise.all(people.map((person) => report(stage, person))).finally(() => {
    isOver = true
  })
  try {
    await chaos(stage, { ...drill, isOver: () => isOver })
    await served
    await untilSettled(stage)
    const wrong = [...(await checkDrill(stage, people, drill)), ...(await checkOrder(stage))]
    noteSpeed(stage, people, drill.figures)
    return wrong
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

function noteSpeed({ server }: Stage, people: readonly Person[], figures: Figures): void {
  const waits = people.flatMap((person) => person.waits)
  const { replies, p50Ms, p95Ms, maxMs } = summarise(waits, 1)
  Object.assign(figures, { replies, p50Ms, p95Ms, maxMs, memoryMegabytes: server.memoryMegabytes().peak })
}

async function untilSettled(stage: Stage): Promise<void> {
  const deadline = Date.now() + SETTLE_MS
  while (!(await isSettled(stage)) && Date.now() < deadline) await delay(200)
}

function showProgress({ api }: Stage, people: readonly Person[], figures: Figures): () => void {
  const isTerminal = process.stdout.isTTY
  const show = () => {
    const done = people.filter(({ code }) => code).length
    const line = `${done}/${people.length} receipts · ${api.sent.length} messages · ${figures['kills']} kills`
    process.stdout.write(isTerminal ? `\r${line} ` : `${line}\n`)
  }
  const timer = setInterval(show, isTerminal ? 200 : 10_000)
  return () => {
    clearInterval(timer)
    show()
    if (isTerminal) process.stdout.write('\n')
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
