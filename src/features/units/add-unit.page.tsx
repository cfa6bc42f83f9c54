import { z } from 'zod'
import { EMPTY_FORM, Form, type FormState, SelectField, TextField } from '../../console/components/form.js'
import { FormErrors } from '../../console/components/message.js'
import { Card, PageHeader, SubmitButton } from '../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { setFlash } from '../../console/flash.js'
import { page } from '../../console/page.js'
import { queryText, readForm } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import { dayOf } from '../../console/time.js'
import { AppError } from '../../platform/errors.js'
import { asOfficer } from '../officers/as-officer.js'
import { addUnit } from './add-unit.js'
import { type AreaOption, findUnit, listFreeAreas } from './queries.js'
import type { UnitRow } from './unit-list.js'
import { KINDS_BELOW, UNIT_KINDS } from './unit-words.js'

const UnitForm = z
  .object({
    parent: z.string().max(20),
    kind: z.enum(['province', 'department', 'commune'], 'Xin chọn loại đơn vị.'),
    name: z
      .string({ error: 'Xin nhập tên đơn vị.' })
      .min(5, 'Xin nhập tên đầy đủ của đơn vị.')
      .max(150, 'Tên dài nhất 150 ký tự.'),
    code: z.string().max(20).default(''),
    area: z.string().max(10).default(''),
  })
  .refine(({ kind, code }) => kind === 'commune' || /^[A-Z0-9]{2,6}-\d{2,5}$/.test(code), {
    path: ['code'],
    error: 'Mã gồm chữ in hoa hoặc số, dấu gạch và mã tỉnh, ví dụ: PA05-51',
  })
  .refine(({ kind, area }) => kind !== 'commune' || area !== '', { path: ['area'], error: 'Xin chọn địa bàn.' })

export function showAddUnit(c: ConsoleContext, edge: Edge): Promise<Response> {
  requireRole(c.var.officer, 'admin')
  return showForm(c, edge, { ...EMPTY_FORM, values: { parent: queryText(c, 'parent', 20) } })
}

export async function handleAddUnit(c: ConsoleContext, edge: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'admin')
  const read = await readForm(c, UnitForm)
  if (read.kind === 'wrong') return showForm(c, edge, read.form, 422)
  const { parent: parentCode, area: areaCode, ...rest } = read.data
  const added = { ...rest, parentCode, areaCode, day: dayOf(edge.deps.clock.now()) }
  try {
    await edge.db.transaction().execute((tx) => addUnit(tx, edge.deps, officer, added))
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    return showForm(c, edge, { values: read.values, errors: error.detail }, 422)
  }
  setFlash(c, 'success', `Đã thêm ${rest.name}. Xin thêm cán bộ cho đơn vị này.`)
  return c.redirect('/console/units', 303)
}

async function showForm(
  c: ConsoleContext,
  { db, deps }: Edge,
  form: FormState,
  status: 200 | 422 = 200,
): Promise<Response> {
  const parentCode = form.values['parent'] ?? ''
  const { parent, areas } = await db.transaction().execute((tx) =>
    asOfficer(tx, c.var.officer, async (limited) => {
      const found = await findUnit(limited, parentCode)
      if (!found?.isOwn) throw new AppError('not_found', 'Không có đơn vị cấp trên này trong phạm vi của đồng chí.')
      const day = dayOf(deps.clock.now())
      return {
        parent: found,
        areas: found.kind === 'province' ? await listFreeAreas(limited, found.areaCode ?? '', day) : [],
      }
    }),
  )
  return page(
    c,
    { title: 'Thêm đơn vị', nav: 'units', status },
    <>
      <PageHeader
        title="Thêm đơn vị"
        back={{ href: '/console/units', label: 'Đơn vị' }}
        lead={`Cấp trên: ${parent.name}`}
      />
      <Card>
        <UnitFields form={form} parent={parent} areas={areas} />
      </Card>
    </>,
  )
}

function UnitFields({ form, parent, areas }: { form: FormState; parent: UnitRow; areas: readonly AreaOption[] }) {
  const kinds = KINDS_BELOW[parent.kind] ?? []
  if (kinds.length === 0) return <p class="mb-0">Đơn vị này không có đơn vị cấp dưới.</p>
  return (
    <Form action="/console/units/new">
      <FormErrors form={form} />
      <input type="hidden" name="parent" value={parent.code} />
      <SelectField
        name="kind"
        label="Loại"
        form={form}
        empty="Chọn loại"
        options={kinds.map((kind) => ({ value: kind, label: UNIT_KINDS[kind] ?? kind }))}
      />
      <TextField name="name" label="Tên đơn vị" form={form} hint="Tên đầy đủ, ví dụ: Công an xã Tịnh Khê" />
      {kinds.includes('commune') && (
        <SelectField
          name="area"
          label="Địa bàn (với Công an xã, phường, đặc khu)"
          form={form}
          required={false}
          empty={areas.length === 0 ? 'Mọi xã, phường đã có đơn vị' : 'Chọn địa bàn'}
          options={areas.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))}
          hint="Mã đơn vị lấy theo mã địa bàn."
        />
      )}
      <TextField
        name="code"
        label="Mã đơn vị (với phòng nghiệp vụ)"
        form={form}
        required={false}
        hint="Ví dụ: PA05-51"
      />
      <SubmitButton label="Thêm đơn vị" />
    </Form>
  )
}
