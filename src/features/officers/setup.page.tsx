import { Hono } from 'hono'
import { z } from 'zod'
import { EMPTY_FORM, Form, type FormState, SelectField, TextField } from '../../console/components/form.js'
import { FormErrors } from '../../console/components/message.js'
import { SubmitButton } from '../../console/components/parts.js'
import type { ConsoleContext, ConsoleEnv, Edge } from '../../console/edge.js'
import { plainPage } from '../../console/page.js'
import { readForm } from '../../console/read-form.js'
import { AppError } from '../../platform/errors.js'
import { createFirstAdmin, LINK_GONE } from './first-admin.js'
import { isOpenLink } from './one-time-links.js'
import { areEqual, NewPasswordFields, NOT_EQUAL, TwoPasswords } from './password-fields.js'
import { hashPassword } from './passwords.js'
import { listTopUnits, type UnitOption } from './queries.js'
import { setSessionCookie } from './session-cookie.js'
import { DisplayName, UnitField, Username } from './username.js'

const HOME_UNIT = 'CAT-51'

const SetupForm = z
  .object({
    token: z.string().max(100),
    displayName: DisplayName,
    username: Username,
    ...TwoPasswords.shape,
    unit: UnitField,
  })
  .refine(areEqual, NOT_EQUAL)

/** The first admin's own page, reached by the link that the start prints. Opening it uses nothing up. */
export function setupPages(edge: Edge): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.get('/setup', async (c) => {
    const token = c.req.query('token') ?? ''
    await requireOpenLink(edge, token)
    return showSetup(c, edge, { ...EMPTY_FORM, values: { token, unit: HOME_UNIT } })
  })
  routes.post('/setup', (c) => handleSetup(c, edge))
  return routes
}

async function handleSetup(c: ConsoleContext, edge: Edge): Promise<Response> {
  const read = await readForm(c, SetupForm)
  if (read.kind === 'wrong') {
    await requireOpenLink(edge, read.form.values['token'] ?? '')
    return showSetup(c, edge, read.form, 422)
  }
  const { token, displayName, username, unit: unitCode, password } = read.data
  await requireOpenLink(edge, token)
  const passwordHash = await hashPassword(password)
  try {
    const admin = { token, displayName, username, unitCode, passwordHash }
    const session = await edge.db.transaction().execute((tx) => createFirstAdmin(tx, edge.deps, admin))
    setSessionCookie(c, edge.publicUrl, session)
    return c.redirect('/console/start', 303)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    return showSetup(c, edge, { values: read.values, errors: error.detail }, 422)
  }
}

async function requireOpenLink({ db, deps }: Edge, token: string): Promise<void> {
  if (await isOpenLink(db, deps, 'first_admin', token)) return
  throw new AppError('gone', 'Liên kết này đã được dùng hoặc đã quá hạn.', { todo: LINK_GONE })
}

async function showSetup(c: ConsoleContext, edge: Edge, form: FormState, status: 200 | 422 = 200): Promise<Response> {
  const units = await listTopUnits(edge.db)
  return plainPage(c, { title: 'Quản trị viên đầu tiên', status }, <SetupBody form={form} units={units} />)
}

function SetupBody({ form, units }: { form: FormState; units: readonly UnitOption[] }) {
  return (
    <div class="card">
      <div class="card-body">
        <h1>Quản trị viên đầu tiên</h1>
        <p class="page-lead mb-3">
          Tài khoản này thêm cán bộ, đơn vị và kênh tiếp nhận. Quản trị viên không xem nội dung tin báo.
        </p>
        <FormErrors form={form} />
        <Form action="/console/setup">
          <input type="hidden" name="token" value={form.values['token'] ?? ''} />
          <TextField name="displayName" label="Họ và tên" form={form} autocomplete="name" />
          <TextField
            name="username"
            label="Tên đăng nhập"
            form={form}
            autocomplete="username"
            hint="Chữ thường không dấu, ví dụ: nguyen.van.an"
          />
          <NewPasswordFields form={form} />
          <SelectField
            name="unit"
            label="Đơn vị"
            form={form}
            options={units.map(({ code, name }) => ({ value: code, label: name }))}
            empty="Chọn đơn vị"
            hint="Quản trị viên quản lý đơn vị này và mọi đơn vị cấp dưới."
          />
          <SubmitButton label="Tạo tài khoản và vào hệ thống" />
        </Form>
      </div>
    </div>
  )
}
