import type { Log } from './log.js'
import { within } from './within.js'

/** Looks for work that stands in the tables. Safe to run twice and in several processes at once. */
export type Sweep = {
  name: string
  everyMs: number
  run: () => Promise<void>
  /** After so long it comes round again beside what it still waits for: a download must not hold up everybody else's. */
  patienceMs?: number
}

export type Sweeper = { start(): void; runAll(): Promise<void>; stop(): Promise<void> }

/** A sweep overlaps itself in one process only past its patience; its failure is logged and it comes again. */
export function makeSweeper(sweeps: readonly Sweep[], log: Log): Sweeper {
  const timers: NodeJS.Timeout[] = []
  const waitedFor = new Set<string>()
  const running = new Set<Promise<void>>()
  const runOne = async ({ name, run, patienceMs }: Sweep) => {
    if (waitedFor.has(name)) return
    waitedFor.add(name)
    const work = run().catch((err: unknown) => log.error({ err, sweep: name }, 'a sweep failed; it comes again'))
    running.add(work)
    void work.finally(() => running.delete(work))
    await (patienceMs === undefined ? work : within(patienceMs, work))
    waitedFor.delete(name)
  }
  return {
    start() {
      for (const sweep of sweeps) timers.push(setInterval(() => void runOne(sweep), sweep.everyMs))
    },
    async runAll() {
      for (const sweep of sweeps) await sweep.run()
    },
    async stop() {
      for (const timer of timers.splice(0)) clearInterval(timer)
      await Promise.all(running)
    },
  }
}
