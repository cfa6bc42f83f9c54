import { createHash, randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

export type Session = {
  /** Names the conversation. A digest, so that nothing stored can be turned back into the cookie. */
  key: string
  /** What the page may hold: tells one session from the next, opens nothing. */
  tag: string
}

const COOKIE = 'anninh_chat'
const DAYS_30 = 30 * 24 * 3600

/** A GET makes no session: looking at the page leaves no trace. */
export function findSession(c: Context): Session | undefined {
  const token = getCookie(c, COOKIE)
  return token && /^[\w-]{43}$/.test(token) ? sessionOf(token) : undefined
}

/** Starts one, or keeps the present one for another 30 days. */
export function keepSession(c: Context, isSecure: boolean): Session {
  const present = getCookie(c, COOKIE)
  const token = findSession(c) && present ? present : randomBytes(32).toString('base64url')
  setCookie(c, COOKIE, token, { ...attributes(isSecure), maxAge: DAYS_30 })
  return sessionOf(token)
}

export function endSession(c: Context, isSecure: boolean): void {
  deleteCookie(c, COOKIE, attributes(isSecure))
}

function attributes(secure: boolean) {
  return { path: '/chat', httpOnly: true, sameSite: 'Lax', secure } as const
}

function sessionOf(token: string): Session {
  const digest = (purpose: string) => createHash('sha256').update(`webchat ${purpose} ${token}`).digest('base64url')
  return { key: digest('conversation'), tag: digest('tag').slice(0, 16) }
}
