import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { z } from 'zod'
import { clientNetwork } from '../../platform/client-address.js'
import { Form, type FormState, PasswordField, TextField } from '../../console/components/form.js'
import { Message } from '../../console/components/message.js'
import { SubmitButton } from '../../console/components/parts.js'
import type { ConsoleContext, ConsoleEnv, Edge } from '../../console/edge.js'
import { takeFlash } from '../../console/flash.js'
import { plainPage } from '../../console/page.js'
import { readForm } from '../../console/read-form.js'
import { homePath } from '../../console/roles.js'
import { SESSION_COOKIE } from '../../console/session-guard.js'
import { writeAudit } from '../audit/write-audit.js'
import { clearSessionCookie, setSessionCookie } from './session-cookie.js'
import { endSession } from './sessions.js'
import { signIn } from './sign-in.js'
import { type SignInLimits, signInLimits } from './sign-in-limits.js'

const SignInForm = z.object({
  username: z.string({ error: 'Xin nhập tên đăng nhập.' }).min(1, 'Xin nhập tên đăng nhập.').max(100),
  password: z.string({ error: 'Xin nhập mật khẩu.' }).min(1, 'Xin nhập mật khẩu.').max(300),
  next: z.string().max(500).optional(),
})

const WRONG = 'Tên đăng nhập hoặc mật khẩu không đúng.'
const TOO_MANY =
  'Đã thử quá nhiều lần. Xin đợi 15 phút rồi thử lại, hoặc nhờ quản trị viên cấp liên kết đặt mật khẩu mới.'

const ENDED =
  'Đồng chí đã đăng xuất, lâu không thao tác, hoặc tài khoản vừa đổi mật khẩu, vai trò hay đơn vị. Đăng nhập xong, trang đang xem sẽ mở lại.'

/** Signing in and out: open to everybody. */
export function signInPages(edge: Edge): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  const limits = signInLimits(edge.db, edge.deps.keys)
  routes.get('/sign-in', (c) => {
    const form = { values: { next: c.req.query('next') ?? '' }, errors: {} }
    return showSignIn(c, form, newsOf(c))
  })
  routes.post('/sign-in', (c) => handleSignIn(c, edge, limits))
  routes.post('/sign-out', (c) => handleSignOut(c, edge))
  return routes
}

async function handleSignIn(c: ConsoleContext, edge: Edge, limits: SignInLimits): Promise<Response> {
  const read = await readForm(c, SignInForm)
  if (read.kind === 'wrong') return showSignIn(c, read.form, null, 422)
  const { username, password, next } = read.data
  const result = await signIn(edge, limits, { username, password, network: clientNetwork(c) })
  const form = { values: { username, next: next ?? '' }, errors: {} }
  if (result.kind === 'wrong') return showSignIn(c, form, wrong(WRONG), 401)
  if (result.kind === 'too_many') return showSignIn(c, form, wrong(TOO_MANY), 429)
  setSessionCookie(c, edge.publicUrl, result.token)
  return c.redirect(safePath(next) ?? homePath(result.role), 303)
}

async function handleSignOut(c: ConsoleContext, { db, deps }: Edge): Promise<Response> {
  const token = getCookie(c, SESSION_COOKIE)
  if (token) {
    await db.transaction().execute(async (tx) => {
      const ended = await endSession(tx, deps, token)
      if (!ended) return
      const { officerId, username } = ended
      await writeAudit(tx, { at: deps.clock.now(), officerId, action: 'sign_out', object: `officer:${username}` })
    })
  }
  clearSessionCookie(c)
  return c.redirect('/console/sign-in', 303)
}

/** Only inside the console: a link may not send the officer elsewhere after the sign-in. */
function safePath(next: string | undefined): string | null {
  if (!next || !/^\/console(?:[/?][\w\-./?=&%+:]*)?$/.test(next) || next.startsWith('/console/sign-')) return null
  return next
}

type Status = 200 | 401 | 422 | 429
type News = { kind: 'success' | 'warning' | 'danger'; title?: string; text: string }

/** Why the officer stands here: something has just been done, or the session came to its end. */
function newsOf(c: ConsoleContext): News | null {
  const flash = takeFlash(c)
  if (flash) return { kind: 'success', text: flash.text }
  if (c.req.query('ended') === '1') return { kind: 'warning', title: 'Phiên đã kết thúc', text: ENDED }
  return null
}

function wrong(text: string): News {
  return { kind: 'danger', text }
}

function showSignIn(c: ConsoleContext, form: FormState, news: News | null, status: Status = 200) {
  const body = (
    <div class="card">
      <div class="card-body">
        <h1>Đăng nhập</h1>
        <p class="page-lead mb-3">Dành cho cán bộ tiếp nhận và xử lý tin báo.</p>
        {news && (
          <Message kind={news.kind} {...(news.title && { title: news.title })}>
            {news.text}
          </Message>
        )}
        <Form action="/console/sign-in">
          <TextField
            name="username"
            label="Tên đăng nhập"
            form={form}
            autocomplete="username"
            autofocus={!form.values['username']}
          />
          <PasswordField name="password" label="Mật khẩu" form={form} autocomplete="current-password" />
          <input type="hidden" name="next" value={form.values['next'] ?? ''} />
          <SubmitButton label="Đăng nhập" />
        </Form>
        <p class="form-hint mt-3 mb-0">Quên mật khẩu? Quản trị viên của đơn vị cấp được liên kết đặt mật khẩu mới.</p>
      </div>
    </div>
  )
  return plainPage(c, { title: 'Đăng nhập', status }, body)
}
