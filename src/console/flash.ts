import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'

const COOKIE = 'anninh_flash'
const SECONDS = 60

const Stored = z.object({ kind: z.enum(['success', 'warning']), text: z.string().max(500) })
/** One sentence that the next page shows once: what has just been done. */
export type Flash = z.infer<typeof Stored>

export function setFlash(c: Context, kind: Flash['kind'], text: string): void {
  const value = Buffer.from(JSON.stringify({ kind, text })).toString('base64url')
  setCookie(c, COOKIE, value, { path: '/console', httpOnly: true, sameSite: 'Strict', maxAge: SECONDS })
}

export function takeFlash(c: Context): Flash | null {
  const value = getCookie(c, COOKIE)
  if (!value) return null
  deleteCookie(c, COOKIE, { path: '/console' })
  return readFlash(value)
}

function readFlash(value: string): Flash | null {
  const text = Buffer.from(value, 'base64url').toString('utf8')
  if (!text.startsWith('{') || !text.endsWith('}')) return null
  try {
    return Stored.safeParse(JSON.parse(text)).data ?? null
  } catch (error) {
    // A cookie that somebody else wrote: not a message of ours.
    if (error instanceof SyntaxError) return null
    throw error
  }
}
