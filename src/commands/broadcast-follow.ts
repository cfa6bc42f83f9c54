import { setTimeout as delay } from 'node:timers/promises'
import { type BroadcastRow, findBroadcast, listBroadcasts } from '../features/broadcasts/broadcast-queries.js'
import { isOpen } from '../features/broadcasts/broadcast-rules.js'
import { type Progress, progressReader } from '../features/broadcasts/progress.js'
import type { Db } from '../platform/db.js'
import { drawBar, makeSpeedometer } from './progress-bar.js'
import { UsageError } from './usage-error.js'
import { withPlatform } from './with-platform.js'

const LOOK_MS = 1000

/** A bar until the broadcast ends; without a number that of the newest. Elsewhere than in a terminal a line a look. */
export async function run(args: readonly string[]): Promise<number> {
  const [wanted] = args
  if (args.length > 1 || (wanted !== undefined && !/^\d{1,18}$/.test(wanted))) {
    throw new UsageError('name one broadcast by its number, as in: npx anninh broadcast follow 12')
  }
  return withPlatform(({ database: { db } }) => follow(db, wanted))
}

async function follow(db: Db, wanted: string | undefined): Promise<number> {
  const readProgress = progressReader(db)
  const speed = makeSpeedometer()
  const id = (await find(db, wanted)).id
  for (;;) {
    const row = await find(db, id)
    const progress = await readProgress(row, [])
    show(row, progress, speed(progress.done, performance.now()))
    if (!isOpen(row.state)) break
    await delay(LOOK_MS)
  }
  if (process.stdout.isTTY) process.stdout.write('\n')
  return 0
}

async function find(db: Db, id: string | undefined): Promise<BroadcastRow> {
  const row = await db.transaction().execute(async (tx) => {
    if (id !== undefined) return findBroadcast(tx, id)
    const [newest] = await listBroadcasts(tx, { before: null, max: 1 })
    return newest
  })
  if (!row) throw new UsageError(id === undefined ? 'there is no broadcast yet' : `there is no broadcast ${id}`)
  return row
}

function show(row: BroadcastRow, { all, done, sent, waiting }: Progress, perSecond: number): void {
  const bar = drawBar({ done, all, width: 30 })
  const left = perSecond > 0 && waiting > 0 ? `, about ${Math.ceil(waiting / perSecond / 60)} min left` : ''
  const line = `#${row.id} ${row.state} ${bar} ${done}/${all}, ${sent} delivered, ${perSecond.toFixed(1)}/s${left}`
  process.stdout.write(process.stdout.isTTY ? `\r\u001b[K${line}` : `${line}\n`)
}
