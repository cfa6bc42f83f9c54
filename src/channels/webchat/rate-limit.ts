import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Limits } from './deps.js'

export type RateLimits = {
  /** Seconds to wait, or nothing when this post may go on. */
  waitFor(post: { ip: string; sessionKey: string | undefined }): Promise<number | undefined>
  waitToRead(read: { ip: string; sessionKey: string }): Promise<number | undefined>
}

const DEFAULTS: Limits = {
  postsPerSession: 60,
  postsPerIp: 900,
  newSessionsPerIp: 120,
  readsPerSession: 120,
  readsPerIp: 1800,
}

export function makeRateLimits(limits: Partial<Limits> = {}): RateLimits {
  const { postsPerSession, postsPerIp, newSessionsPerIp, readsPerSession, readsPerIp } = { ...DEFAULTS, ...limits }
  const perMinute = (points: number) => new RateLimiterMemory({ points, duration: 60 })
  const bySession = perMinute(postsPerSession)
  const byIp = perMinute(postsPerIp)
  const newByIp = perMinute(newSessionsPerIp)
  const readsBySession = perMinute(readsPerSession)
  const readsByIp = perMinute(readsPerIp)
  return {
    async waitFor({ ip, sessionKey }) {
      return longestOf(
        await take(byIp, ip),
        sessionKey === undefined ? await take(newByIp, ip) : await take(bySession, sessionKey),
      )
    },
    async waitToRead({ ip, sessionKey }) {
      return longestOf(await take(readsByIp, ip), await take(readsBySession, sessionKey))
    },
  }
}

function longestOf(...waits: number[]): number | undefined {
  const longest = Math.max(...waits)
  return longest > 0 ? longest : undefined
}

async function take(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key)
    return 0
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000))
    throw refused
  }
}
