import { z } from 'zod'
import {
  EMPTY_FORM,
  Form,
  type FormState,
  PasswordField,
  SelectField,
  TextField,
} from '../../console/components/form.js'
import { FormErrors } from '../../console/components/message.js'
import { Card, LinkButton, PageHeader, SubmitButton } from '../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { setFlash } from '../../console/flash.js'
import { page } from '../../console/page.js'
import { queryText, readForm } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import { AppError } from '../../platform/errors.js'
import { asOfficer } from '../officers/as-officer.js'
import { addAccount } from './add-account.js'
import type { ChannelForm } from './channel-form.js'
import { hasOfficers, listUnitsOf, type PlaceOption } from './queries.js'

const AccountForm = z.looseObject({
  channel: z.string().max(40),
  name: z.string({ error: 'Xin nhập tên kênh.' }).min(2, 'Xin nhập tên kênh.').max(100, 'Tên dài nhất 100 ký tự.'),
  unit: z.string({ error: 'Xin chọn đơn vị.' }).min(1, 'Xin chọn đơn vị.').max(40),
})

export function showAddAccount(c: ConsoleContext, edge: Edge, forms: readonly ChannelForm[]): Promise<Response> {
  requireRole(c.var.officer, 'admin')
  const form = forms.length === 1 ? forms[0] : forms.find(({ channel }) => channel === queryText(c, 'channel', 40))
  return form ? showForm(c, edge, form, EMPTY_FORM) : chooseChannel(c, forms)
}

export async function handleAddAccount(
  c: ConsoleContext,
  edge: Edge,
  forms: readonly ChannelForm[],
): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'admin')
  const read = await readForm(c, AccountForm)
  const values = read.kind === 'read' ? read.values : read.form.values
  const form = forms.find(({ channel }) => channel === values['channel'])
  if (!form) throw new AppError('invalid', 'Không có loại kênh này.')
  const settings = readSettings(form, values)
  const errors = { ...(read.kind === 'wrong' && read.form.errors), ...settings.errors }
  if (read.kind === 'wrong' || Object.keys(errors).length > 0) return showForm(c, edge, form, { values, errors }, 422)
  const { name, unit: unitCode } = read.data
  const added = { form, name, unitCode, areaCode: null, settings: settings.values }
  try {
    await edge.db.transaction().execute((tx) => addAccount(tx, edge.deps, officer, added))
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    return showForm(c, edge, form, { values, errors: error.detail }, 422)
  }
  if (await hasOfficers(edge.db, unitCode))
    setFlash(c, 'success', `Đã thêm kênh ${name}. Xin nhắn thử một tin cho bot để kiểm tra.`)
  else
    setFlash(
      c,
      'warning',
      `Đã thêm kênh ${name}. Đơn vị này chưa có cán bộ nhận tin: tin sẽ chuyển lên cấp trên cho đến khi có người.`,
    )
  return c.redirect('/console/accounts', 303)
}

function readSettings(form: ChannelForm, sent: Readonly<Record<string, string>>) {
  const given = form.fields.map((field) => ({ ...field, value: sent[`setting-${field.key}`] ?? '' }))
  const wrong = given.filter(({ pattern, value }) => !pattern.test(value))
  return {
    values: Object.fromEntries(given.map(({ key, value }) => [key, value])),
    errors: Object.fromEntries(wrong.map(({ key, error }) => [`setting-${key}`, error])),
  }
}

async function showForm(c: ConsoleContext, { db }: Edge, form: ChannelForm, state: FormState, status: 200 | 422 = 200) {
  const units = await db.transaction().execute((tx) => asOfficer(tx, c.var.officer, listUnitsOf))
  return page(
    c,
    { title: 'Thêm kênh', nav: 'accounts', status },
    <>
      <PageHeader
        title={`Thêm kênh ${form.label}`}
        back={{ href: '/console/accounts', label: 'Kênh' }}
        lead={form.help}
      />
      <Card>
        <FormErrors form={state} />
        <AccountFields form={form} state={state} units={units} />
      </Card>
    </>,
  )
}

function AccountFields({ form, state, units }: { form: ChannelForm; state: FormState; units: readonly PlaceOption[] }) {
  return (
    <Form action="/console/accounts/new">
      <input type="hidden" name="channel" value={form.channel} />
      <TextField
        name="name"
        label="Tên kênh"
        form={state}
        hint="Tên để cán bộ phân biệt, ví dụ: Bot Công an xã Tịnh Khê"
      />
      <SelectField
        name="unit"
        label="Đơn vị"
        form={state}
        empty="Chọn đơn vị"
        options={units.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))}
        hint="Với Công an xã, địa bàn của xã được chọn sẵn khi người dân báo tin qua kênh này."
      />
      {form.fields.map(({ key, label }) => (
        <PasswordField
          name={`setting-${key}`}
          label={label}
          form={state}
          autocomplete="off"
          hint="Được mã hóa khi lưu và không bao giờ hiện lại."
        />
      ))}
      <SubmitButton label="Thêm kênh" />
    </Form>
  )
}

function chooseChannel(c: ConsoleContext, forms: readonly ChannelForm[]): Promise<Response> {
  return page(
    c,
    { title: 'Thêm kênh', nav: 'accounts' },
    <>
      <PageHeader title="Thêm kênh" back={{ href: '/console/accounts', label: 'Kênh' }} lead="Chọn loại kênh." />
      <div class="form-acts">
        {forms.map(({ channel, label }) => (
          <LinkButton href={`/console/accounts/new?channel=${channel}`} label={label} kind="plain" />
        ))}
      </div>
    </>,
  )
}
