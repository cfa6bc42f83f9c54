import { z } from 'zod'
import { EMPTY_FORM, Form, type FormState, SelectField, TextField } from '../../console/components/form.js'
import { FormErrors } from '../../console/components/message.js'
import { Card, PageHeader, SubmitButton } from '../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { setFlash } from '../../console/flash.js'
import { page } from '../../console/page.js'
import { idParam, NO_SUCH_PAGE, readForm } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import { dayOf } from '../../console/time.js'
import { AppError } from '../../platform/errors.js'
import { asOfficer } from '../officers/as-officer.js'
import { findOwnOrganisation, listOwnAreas } from './organisation-queries.js'
import { ORGANISATION_KINDS } from './organisation-words.js'
import { optionsOf, REGISTER_ROLES } from './organisations.page.js'
import { addOrganisation, changeOrganisation } from './save-organisation.js'

const LIST = '/console/organisations'
const NO_NAME = 'Xin nhập tên đầy đủ.'
const OrganisationForm = z.object({
  name: z
    .string(NO_NAME)
    .transform((name) => name.replace(/\s+/g, ' '))
    .pipe(z.string().min(3, NO_NAME).max(150, 'Tên dài nhất 150 ký tự.')),
  kind: z.enum(['school', 'office', 'enterprise', 'association'], 'Xin chọn loại.'),
  area: z.string('Xin chọn địa bàn.').min(1, 'Xin chọn địa bàn.').max(10, 'Xin chọn một địa bàn trong danh sách.'),
})

export function showAddOrganisation(c: ConsoleContext, edge: Edge): Promise<Response> {
  requireRole(c.var.officer, ...REGISTER_ROLES)
  return showForm(c, edge, null, EMPTY_FORM)
}

export async function showOrganisation(c: ConsoleContext, edge: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, ...REGISTER_ROLES)
  const id = idParam(c)
  const found = await edge.db
    .transaction()
    .execute((tx) => asOfficer(tx, officer, (limited) => findOwnOrganisation(limited, id)))
  if (!found) throw new AppError('not_found', NO_SUCH_PAGE)
  const { name, kind, areaCode } = found
  return showForm(c, edge, id, { values: { name, kind, area: areaCode }, errors: {} })
}

export async function handleSaveOrganisation(c: ConsoleContext, edge: Edge, isNew: boolean): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, ...REGISTER_ROLES)
  const id = isNew ? null : idParam(c)
  const read = await readForm(c, OrganisationForm)
  if (read.kind === 'wrong') return showForm(c, edge, id, read.form, 422)
  const { area: areaCode, ...rest } = read.data
  const entry = { ...rest, areaCode, day: dayOf(edge.deps.clock.now()) }
  try {
    await edge.db
      .transaction()
      .execute((tx) =>
        id === null
          ? addOrganisation(tx, edge.deps, officer, entry)
          : changeOrganisation(tx, edge.deps, officer, { ...entry, id }),
      )
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    return showForm(c, edge, id, { values: read.values, errors: error.detail }, 422)
  }
  setFlash(c, 'success', isNew ? `Đã thêm ${rest.name}.` : `Đã sửa ${rest.name}.`)
  return c.redirect(LIST, 303)
}

async function showForm(
  c: ConsoleContext,
  { db, deps }: Edge,
  id: string | null,
  form: FormState,
  status: 200 | 422 = 200,
): Promise<Response> {
  const day = dayOf(deps.clock.now())
  const areas = await db
    .transaction()
    .execute((tx) => asOfficer(tx, c.var.officer, (limited) => listOwnAreas(limited, day)))
  const title = id === null ? 'Thêm cơ quan, trường học' : 'Sửa cơ quan, trường học'
  return page(
    c,
    { title, nav: 'organisations', status },
    <>
      <PageHeader title={title} back={{ href: LIST, label: 'Cơ quan, trường học' }} />
      <Card>
        <Form action={id === null ? `${LIST}/new` : `${LIST}/${id}`}>
          <FormErrors form={form} />
          <TextField name="name" label="Tên" form={form} hint="Tên đầy đủ, ví dụ: Trường THPT Số 1 Đức Phổ" />
          <SelectField name="kind" label="Loại" form={form} empty="Chọn loại" options={optionsOf(ORGANISATION_KINDS)} />
          <SelectField
            name="area"
            label="Địa bàn"
            form={form}
            empty="Chọn địa bàn"
            options={areas.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))}
          />
          <SubmitButton label="Lưu" />
        </Form>
      </Card>
    </>,
  )
}
