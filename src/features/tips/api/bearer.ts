import type { MiddlewareHandler } from 'hono'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Officer } from '../../../platform/officer.js'
import { problem } from './problem.js'

export type ApiEnv = { Variables: { officer: Officer; scopes: readonly string[] } }
export type FindTokenOfficer = (token: string) => Promise<{ officer: Officer; scopes: readonly string[] } | null>
export type ApiScope = 'tips:read' | 'tips:write'

const REALM = 'Bearer realm="anninh"'

/** Who asks: the officer whose token this is, with that officer's role and unit. */
export function bearer(findTokenOfficer: FindTokenOfficer, requestsPerMinute: number): MiddlewareHandler<ApiEnv> {
  const limiter = new RateLimiterMemory({ points: requestsPerMinute, duration: 60 })
  return async (c, next) => {
    const token = /^Bearer +([\w.~+/=-]{1,300})$/i.exec(c.req.header('authorization') ?? '')?.[1]
    if (!token) return problem(401, 'Cần thẻ truy cập: Authorization: Bearer …', {}, { 'www-authenticate': REALM })
    const found = await findTokenOfficer(token)
    if (!found)
      return problem(
        401,
        'Thẻ truy cập không đúng hoặc đã bị thu hồi.',
        {},
        { 'www-authenticate': `${REALM}, error="invalid_token"` },
      )
    const waitSeconds = await take(limiter, found.officer.id)
    if (waitSeconds > 0)
      return problem(429, 'Quá nhiều yêu cầu trong một phút.', {}, { 'retry-after': String(waitSeconds) })
    c.set('officer', found.officer)
    c.set('scopes', found.scopes)
    return next()
  }
}

/** 403 for a token that was not given this right. */
export function needsScope(scope: ApiScope): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (c.var.scopes.includes(scope)) return next()
    return problem(
      403,
      `Thẻ truy cập không có quyền ${scope}.`,
      {},
      { 'www-authenticate': `${REALM}, error="insufficient_scope", scope="${scope}"` },
    )
  }
}

/** Seconds to wait; none when there is room. */
async function take(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key)
    return 0
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000))
    throw refused
  }
}
