import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { SESSION_COOKIE } from '../../console/session-guard.js'
import { SESSION_HOURS } from './sessions.js'

const PATH = '/console'

/** Out of reach for scripts and for other sites; only encrypted where the address is. */
export function setSessionCookie(c: Context, publicUrl: string, token: string): void {
  const secure = publicUrl.startsWith('https:')
  setCookie(c, SESSION_COOKIE, token, {
    path: PATH,
    httpOnly: true,
    sameSite: 'Strict',
    secure,
    maxAge: SESSION_HOURS * 3600,
  })
}

export function clearSessionCookie(c: Context): void {
  deleteCookie(c, SESSION_COOKIE, { path: PATH })
}
