import { EMPTY_FORM, Form, type FormState } from '../../console/components/form.js'
import { FormErrors, Message } from '../../console/components/message.js'
import { Card, LinkButton, PageHeader, SubmitButton } from '../../console/components/parts.js'
import { SecretLink } from '../../console/components/secret-link.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { page } from '../../console/page.js'
import { queryText, readForm } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import { dayOf } from '../../console/time.js'
import { AppError } from '../../platform/errors.js'
import { inviteOfficer } from './add-officer.js'
import { asOfficer } from './as-officer.js'
import { NewOfficerFields, NewOfficerForm } from './officer-form.js'
import { listOwnUnits } from './queries.js'

const BACK = { href: '/console/officers', label: 'Cán bộ' }

export function showAddOfficer(c: ConsoleContext, edge: Edge): Promise<Response> {
  requireRole(c.var.officer, 'admin')
  return showForm(c, edge, { ...EMPTY_FORM, values: { unit: queryText(c, 'unit', 40) } })
}

export async function handleAddOfficer(c: ConsoleContext, edge: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'admin')
  const read = await readForm(c, NewOfficerForm)
  if (read.kind === 'wrong') return showForm(c, edge, read.form, 422)
  const { unit: unitCode, ...added } = read.data
  try {
    const { token } = await edge.db
      .transaction()
      .execute((tx) => inviteOfficer(tx, edge.deps, officer, { ...added, unitCode }))
    return showPasswordLink(c, { name: added.displayName, link: `${edge.publicUrl}/console/password?token=${token}` })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    return showForm(c, edge, { values: read.values, errors: error.detail }, 422)
  }
}

async function showForm(
  c: ConsoleContext,
  { db, deps }: Edge,
  form: FormState,
  status: 200 | 422 = 200,
): Promise<Response> {
  const day = dayOf(deps.clock.now())
  const units = await db
    .transaction()
    .execute((tx) => asOfficer(tx, c.var.officer, (limited) => listOwnUnits(limited, day)))
  return page(
    c,
    { title: 'Thêm cán bộ', nav: 'officers', status },
    <>
      <PageHeader
        title="Thêm cán bộ"
        back={BACK}
        lead="Sau khi lưu, hệ thống đưa một liên kết để cán bộ tự đặt mật khẩu."
      />
      <Card>
        <FormErrors form={form} />
        <Form action="/console/officers/new">
          <NewOfficerFields form={form} units={units} />
          <SubmitButton label="Thêm cán bộ" />
        </Form>
      </Card>
    </>,
  )
}

/** The only time that the link is shown. */
export function showPasswordLink(c: ConsoleContext, { name, link }: { name: string; link: string }): Promise<Response> {
  return page(
    c,
    { title: 'Liên kết đặt mật khẩu', nav: 'officers' },
    <>
      <PageHeader title="Gửi liên kết này cho cán bộ" back={BACK} />
      <Message kind="success">Đã lưu. {name} đăng nhập được sau khi tự đặt mật khẩu qua liên kết dưới đây.</Message>
      <Card>
        <SecretLink id="password-link" label="Liên kết đặt mật khẩu" value={link} />
        <p class="mb-0">
          Liên kết chỉ hiện lúc này, dùng được một lần trong 72 giờ. Hãy đưa tận tay hoặc gửi riêng cho đúng người; ai
          có liên kết đều đặt được mật khẩu.
        </p>
        <div class="form-acts">
          <LinkButton href="/console/officers/new" label="Thêm người nữa" icon="user-plus" kind="plain" />
          <LinkButton href="/console/officers" label="Xong" />
        </div>
      </Card>
    </>,
  )
}
