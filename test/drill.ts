import { parseArgs } from 'node:util'
import { deleteQueue } from './drill/delete-queue.js'
import { killProcess } from './drill/kill-process.js'
import { runBroadcastDrill } from './drill/run-broadcast-drill.js'
import { type Chaos, runDrill } from './drill/run-drill.js'

const DRILLS: Readonly<Record<string, Chaos>> = { kill: killProcess, queue: deleteQueue, flood: async () => undefined }
const USAGE = `npm run drill -- kill|queue|flood|broadcast [--seed N] [--citizens N] [--kills N]
  kill   kills the process at random points of 100 running conversations and starts it again
  queue  deletes all queue data again and again while 100 people write
  flood  lets 2,000 people begin a report within a minute, some of them in haste
  broadcast  kills the process 20 times while it sends to 5,000 people, on both kinds of queue`

const CITIZENS: Readonly<Record<string, number>> = { broadcast: 5000, flood: 2000 }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { seed: { type: 'string' }, citizens: { type: 'string' }, kills: { type: 'string' } },
})
const [name = ''] = positionals
const chaos = DRILLS[name]
const isBroadcast = name === 'broadcast'
const plan = {
  name,
  seed: toNumber(values['seed'], Math.floor(Math.random() * 1_000_000)),
  citizens: toNumber(values['citizens'], CITIZENS[name] ?? 100),
  kills: toNumber(values['kills'], isBroadcast ? 20 : 15),
  ...(name === 'flood' && { arriveWithinMs: 60_000 }),
}
if (!(chaos || isBroadcast) || positionals.length > 1 || Object.values(plan).includes(Number.NaN)) {
  process.stderr.write(`${USAGE}\n`)
  process.exit(2)
}
process.exit(await (chaos ? runDrill(plan, chaos) : runBroadcastDrill(plan)))

function toNumber(given: string | boolean | undefined, standard: number): number {
  return given === undefined ? standard : /^\d{1,9}$/.test(String(given)) ? Number(given) : Number.NaN
}
