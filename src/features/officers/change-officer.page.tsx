import { Confirm } from '../../console/components/confirm.js'
import { Form, type FormState } from '../../console/components/form.js'
import { FormErrors } from '../../console/components/message.js'
import { Card, PageHeader, SubmitButton } from '../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { setFlash } from '../../console/flash.js'
import { page } from '../../console/page.js'
import { idParam, readForm } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import { dayOf } from '../../console/time.js'
import { AppError } from '../../platform/errors.js'
import { renewPasswordLink } from './add-officer.js'
import { showPasswordLink } from './add-officer.page.js'
import { asOfficer } from './as-officer.js'
import { changeOfficer } from './change-officer.js'
import { ChangeFields, ChangeForm } from './officer-form.js'
import { findListedOfficer, type ListedOfficer, listOwnUnits } from './queries.js'

const BACK = { href: '/console/officers', label: 'Cán bộ' }
const NOBODY = 'Không có cán bộ này trong phạm vi đơn vị của đồng chí.'

export async function showOfficer(c: ConsoleContext, edge: Edge): Promise<Response> {
  requireRole(c.var.officer, 'admin')
  const target = await getOfficer(c, edge)
  return showForm(c, edge, target, { values: valuesOf(target), errors: {} })
}

export async function handleChangeOfficer(c: ConsoleContext, edge: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'admin')
  const target = await getOfficer(c, edge)
  const read = await readForm(c, ChangeForm)
  if (read.kind === 'wrong') return showForm(c, edge, target, read.form, 422)
  const { displayName, role, unit: unitCode, state, seen, confirmed } = read.data
  if (seen !== seenOf(target)) throw new AppError('conflict', CHANGED, { back: `/console/officers/${target.id}` })
  const change = { displayName, role, unitCode, isActive: state === 'active' }
  const request = { id: target.id, change, isConfirmed: confirmed === 'yes' }
  const done = await edge.db.transaction().execute((tx) => changeOfficer(tx, edge.deps, officer, request))
  if (done.kind === 'would_empty') return askToEmpty(c, target, read.values, done.unitName)
  setFlash(c, 'success', `Đã lưu thay đổi của ${displayName}.`)
  return c.redirect('/console/officers', 303)
}

const CHANGED = 'Một quản trị viên khác vừa đổi thông tin của cán bộ này trong lúc đồng chí đang sửa.'

export async function handleNewLink(c: ConsoleContext, edge: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'admin')
  const target = await getOfficer(c, edge)
  if (!target.isActive)
    throw new AppError('conflict', 'Tài khoản này đã ngừng.', { todo: 'Xin bật lại tài khoản trước.' })
  const token = await edge.db.transaction().execute((tx) => renewPasswordLink(tx, edge.deps, officer, target))
  return showPasswordLink(c, { name: target.displayName, link: `${edge.publicUrl}/console/password?token=${token}` })
}

async function getOfficer(c: ConsoleContext, { db }: Edge): Promise<ListedOfficer> {
  const id = idParam(c)
  const work = db
    .transaction()
    .execute((tx) => asOfficer(tx, c.var.officer, (limited) => findListedOfficer(limited, id)))
  const found = await work
  if (!found) throw new AppError('not_found', NOBODY)
  return found
}

function valuesOf(target: ListedOfficer): Record<string, string> {
  const { displayName, role, unitCode, isActive } = target
  return { displayName, role, unit: unitCode, state: isActive ? 'active' : 'inactive', seen: seenOf(target) }
}

function seenOf({ displayName, role, unitCode, isActive }: ListedOfficer): string {
  return [role, unitCode, isActive, displayName].join('|')
}

async function showForm(
  c: ConsoleContext,
  { db, deps }: Edge,
  target: ListedOfficer,
  form: FormState,
  status: 200 | 422 = 200,
) {
  const day = dayOf(deps.clock.now())
  const units = await db
    .transaction()
    .execute((tx) => asOfficer(tx, c.var.officer, (limited) => listOwnUnits(limited, day)))
  const path = `/console/officers/${target.id}`
  return page(
    c,
    { title: target.displayName, nav: 'officers', status },
    <>
      <PageHeader title={target.displayName} back={BACK} lead={`Tên đăng nhập: ${target.username}`} />
      <Card title="Thông tin và quyền">
        <FormErrors form={form} />
        <Form action={path}>
          <ChangeFields form={form} units={units} />
          <SubmitButton label="Lưu thay đổi" />
        </Form>
      </Card>
      <Card title="Mật khẩu">
        <p>
          Khi cán bộ quên mật khẩu, hãy tạo liên kết mới và gửi riêng cho người đó. Mật khẩu cũ còn dùng được đến khi
          đặt mật khẩu mới.
        </p>
        <Form action={`${path}/password-link`}>
          <SubmitButton label="Tạo liên kết đặt mật khẩu" kind="plain" icon="key" />
        </Form>
      </Card>
    </>,
  )
}

function askToEmpty(
  c: ConsoleContext,
  target: ListedOfficer,
  values: Readonly<Record<string, string>>,
  unitName: string,
) {
  const path = `/console/officers/${target.id}`
  return page(
    c,
    { title: 'Xin xác nhận', nav: 'officers', status: 409 },
    <>
      <PageHeader title={`Thay đổi của ${target.displayName}`} back={{ href: path, label: 'Quay lại' }} />
      <Confirm
        action={path}
        values={values}
        warning={`${unitName} sẽ không còn ai nhận tin báo.`}
        confirmLabel="Tôi hiểu, vẫn lưu thay đổi"
        cancelHref={path}
      >
        Đây là cán bộ cuối cùng đang nhận tin của đơn vị này. Nếu vẫn lưu, tin báo của đơn vị sẽ chuyển lên cấp trên và
        hệ thống ghi một cảnh báo, cho đến khi có người khác.
      </Confirm>
    </>,
  )
}
