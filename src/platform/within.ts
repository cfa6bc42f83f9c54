import { setTimeout as delay } from 'node:timers/promises'

/** What `work` resolves to, or `late` when it takes longer; it goes on then, and nobody waits for it. */
export async function within<Result>(milliseconds: number, work: Promise<Result>): Promise<Result | 'late'> {
  const timer = new AbortController()
  const late = delay(milliseconds, 'late' as const, { signal: timer.signal }).catch(() => 'late' as const)
  try {
    return await Promise.race([work, late])
  } finally {
    timer.abort()
  }
}
