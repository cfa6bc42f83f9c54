import type { Log } from './log.js'

/** Looks for work that stands in the tables. Safe to run twice and in several processes at once. */
export type Sweep = { name: string; everyMs: number; run: () => Promise<void> }

export type Sweeper = { start(): void; runAll(): Promise<void>; stop(): Promise<void> }

/** A sweep never overlaps itself in one process; its failure is logged and it comes again. */
export function makeSweeper(sweeps: readonly Sweep[], log: Log): Sweeper {
  const timers: NodeJS.Timeout[] = []
  const running = new Map<string, Promise<void>>()
  const runOne = async ({ name, run }: Sweep) => {
    if (running.has(name)) return
    const work = run().catch((err: unknown) => log.error({ err, sweep: name }, 'a sweep failed; it comes again'))
    running.set(name, work)
    await work
    running.delete(name)
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
      await Promise.all(running.values())
    },
  }
}
