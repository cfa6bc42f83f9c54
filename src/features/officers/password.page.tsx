import { Hono } from 'hono'
import { z } from 'zod'
import { EMPTY_FORM, Form, type FormState } from '../../console/components/form.js'
import { FormErrors } from '../../console/components/message.js'
import { SubmitButton } from '../../console/components/parts.js'
import type { ConsoleContext, ConsoleEnv, Edge } from '../../console/edge.js'
import { setFlash } from '../../console/flash.js'
import { plainPage } from '../../console/page.js'
import { readForm } from '../../console/read-form.js'
import { AppError } from '../../platform/errors.js'
import { isOpenLink } from './one-time-links.js'
import { areEqual, NewPasswordFields, NOT_EQUAL, TwoPasswords } from './password-fields.js'
import { hashPassword } from './passwords.js'
import { setPasswordByLink } from './set-password.js'

const PasswordForm = TwoPasswords.extend({ token: z.string().max(100) }).refine(areEqual, NOT_EQUAL)

/** Choosing a password through a one-time link. Opening it uses nothing up. */
export function passwordPages(edge: Edge): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.get('/password', async (c) => {
    const token = c.req.query('token') ?? ''
    await requireOpenLink(edge, token)
    return showPassword(c, { ...EMPTY_FORM, values: { token } })
  })
  routes.post('/password', async (c) => {
    const read = await readForm(c, PasswordForm)
    await requireOpenLink(edge, (read.kind === 'read' ? read.data.token : read.form.values['token']) ?? '')
    if (read.kind === 'wrong') return showPassword(c, read.form, 422)
    const passwordHash = await hashPassword(read.data.password)
    const username = await edge.db
      .transaction()
      .execute((tx) => setPasswordByLink(tx, edge.deps, read.data.token, passwordHash))
    setFlash(c, 'success', `Đã đặt mật khẩu cho tài khoản ${username}. Mời đồng chí đăng nhập.`)
    return c.redirect('/console/sign-in', 303)
  })
  return routes
}

async function requireOpenLink({ db, deps }: Edge, token: string): Promise<void> {
  if (await isOpenLink(db, deps, 'set_password', token)) return
  throw new AppError('gone', 'Liên kết này đã được dùng hoặc đã quá hạn.', {
    todo: 'Xin nhờ quản trị viên của đơn vị cấp liên kết mới.',
  })
}

function showPassword(c: ConsoleContext, form: FormState, status: 200 | 422 = 200): Promise<Response> {
  const body = (
    <div class="card">
      <div class="card-body">
        <h1>Đặt mật khẩu</h1>
        <p class="page-lead mb-3">
          Liên kết này dùng được một lần. Sau khi đặt mật khẩu, đồng chí đăng nhập như thường.
        </p>
        <FormErrors form={form} />
        <Form action="/console/password">
          <input type="hidden" name="token" value={form.values['token'] ?? ''} />
          <NewPasswordFields form={form} />
          <SubmitButton label="Lưu mật khẩu" />
        </Form>
      </div>
    </div>
  )
  return plainPage(c, { title: 'Đặt mật khẩu', status }, body)
}
