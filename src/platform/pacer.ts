import { setTimeout as delay } from 'node:timers/promises'

const SECOND_MS = 1_000
/** Between our going and the platform's seeing it. */
const MARGIN_MS = 20

/** Resolves when a call under `key` may go without being one too many of the last second. */
export type Pacer = { turn(key: string, ratePerSecond: number): Promise<void> }

/**
 * A timer of a busy machine fires late, and calls that were spaced leave together. So each looks back once more when
 * it really goes: what this process sends stays within the rate whatever its timers do.
 */
export function makePacer(now: () => number = () => performance.now()): Pacer {
  const gone = new Map<string, number[]>()
  return {
    async turn(key, ratePerSecond) {
      if (ratePerSecond <= 0) return
      const times = gone.get(key) ?? []
      gone.set(key, times)
      for (let wait = waitFor(times, ratePerSecond, now()); wait > 0; wait = waitFor(times, ratePerSecond, now())) {
        await delay(wait)
      }
      times.push(now())
      if (times.length > ratePerSecond) times.shift()
    },
  }
}

function waitFor(times: readonly number[], rate: number, now: number): number {
  const [oldest] = times
  return oldest === undefined || times.length < rate ? 0 : Math.ceil(oldest + SECOND_MS + MARGIN_MS - now)
}
