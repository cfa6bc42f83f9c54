import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { AppError } from '../platform/errors.js'
import type { Officer } from '../platform/officer.js'
import { FORM_KEY_FIELD } from './components/form.js'
import type { ConsoleEnv } from './edge.js'
import { takeFlash } from './flash.js'
import { parseForm } from './read-form.js'

export const SESSION_COOKIE = 'anninh_session'

/** `formKey` stands in every form of this session. */
type SignedIn = { officer: Officer; formKey: string }

/** `isActive` is false for requests that a page makes by itself: they must not keep a session alive. */
export type FindSession = (token: string, isActive: boolean) => Promise<SignedIn | null>

export type CountUnread = (officer: Officer) => Promise<number>

const OTHER_SESSION =
  'Trong lúc biểu mẫu đang mở, đã có lần đăng nhập khác trên trình duyệt này. Để không ghi nhầm tên người thực hiện, việc vừa gửi chưa được lưu.'
const ENDED = 'Đồng chí đã đăng xuất, hoặc lâu không thao tác nên máy chủ đã tự đóng phiên. Việc vừa gửi chưa được lưu.'
const SAFE = ['GET', 'HEAD', 'OPTIONS']

/** Lets signed-in officers through and puts them into the context; others go to the sign-in page. */
export function sessionGuard(findSession: FindSession, countUnread?: CountUnread): MiddlewareHandler<ConsoleEnv> {
  return async (c, next) => {
    const token = getCookie(c, SESSION_COOKIE)
    if (!token && isLinkFromElsewhere(c)) return c.html(comeAgain(), 200)
    const found = token ? await findSession(token, !isBackground(c)) : null
    if (!found) return refuse(c, token !== undefined)
    c.set('officer', found.officer)
    c.set('formKey', found.formKey)
    c.set('flash', SAFE.includes(c.req.method) && !isBackground(c) ? takeFlash(c) : null)
    c.set('countUnread', countUnread && (() => countUnread(found.officer)))
    if (!SAFE.includes(c.req.method)) await requireFormKey(c, found.formKey)
    return next()
  }
}

/** A form shown to one session must not be filed by another: someone else may have signed in meanwhile. */
async function requireFormKey(c: Context, formKey: string): Promise<void> {
  const sent = (await parseForm(c))[FORM_KEY_FIELD]
  if (sent === formKey) return
  throw new AppError('conflict', OTHER_SESSION, {
    title: 'Biểu mẫu thuộc phiên đăng nhập khác',
    todo: 'Xin kiểm tra tên ở góc trên bên phải, mở lại trang rồi làm lại.',
  })
}

/** `ended` lets the sign-in page say why it is there: whoever never was signed in needs no reason. */
function refuse(c: Context, hadSession: boolean): Response {
  const { pathname, search } = new URL(c.req.url)
  if (!SAFE.includes(c.req.method)) throw new AppError('unauthorized', ENDED)
  const next = `/console/sign-in?next=${encodeURIComponent(pathname + search)}`
  const signIn = hadSession || isBackground(c) ? `${next}&ended=1` : next
  if (!isBackground(c)) return c.redirect(signIn, 303)
  return c.body(null, 401, { 'X-Sign-In': signIn })
}

/** Asked for by the page's script: a sign-in page would land in the middle of the page. */
function isBackground(c: Context): boolean {
  return c.req.header('accept') === 'text/event-stream' || c.req.header('x-background') === '1'
}

/** A SameSite=Strict cookie stays home when a link in a chat or a mail is followed; asking again from here sends it. */
function isLinkFromElsewhere(c: Context): boolean {
  return SAFE.includes(c.req.method) && c.req.header('sec-fetch-site') === 'cross-site'
}

function comeAgain(): string {
  return '<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0"><title>An Ninh</title></head><body><p>Đang mở trang…</p></body></html>'
}
