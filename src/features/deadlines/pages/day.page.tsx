import { z } from 'zod'
import { Check } from '../../../console/components/choices.js'
import { EMPTY_FORM, Form, type FormState, SelectField, TextField } from '../../../console/components/form.js'
import { FormErrors } from '../../../console/components/message.js'
import { Card, LinkButton, PageHeader, SubmitButton } from '../../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { page } from '../../../console/page.js'
import { NO_SUCH_PAGE, readForm } from '../../../console/read-form.js'
import { AppError } from '../../../platform/errors.js'
import { findDayMistake } from '../day-off-changes.js'
import { DAY_KIND_HINTS, DAY_KIND_NAMES, formatDay, weekdayOf } from '../day-off-words.js'
import { DAY_KINDS, type Holiday } from '../holidays.js'
import type { DaysOff } from '../working-days.js'
import { confirmOrChange } from './confirm-change.js'
import { dayParam, LIST, readForChange, yearPath } from './kit.js'
import { Seen } from './seen.js'

const DayForm = z.object({
  day: z.iso
    .date('Xin chọn một ngày.')
    .refine((day) => day >= '2020-01-01' && day < '2100-01-01', 'Xin chọn một ngày từ năm 2020 đến năm 2099.'),
  name: z.string('Xin ghi tên ngày.').min(3, 'Xin ghi tên ngày.').max(100, 'Tên ngày dài nhất 100 ký tự.'),
  kind: z.enum(DAY_KINDS, 'Xin chọn loại ngày.'),
  tentative: z.string().default(''),
})

export async function showAddDay(c: ConsoleContext, edge: Edge): Promise<Response> {
  return formPage(c, { daysOff: await readForChange(c, edge), was: null }, EMPTY_FORM)
}

export async function showDay(c: ConsoleContext, edge: Edge): Promise<Response> {
  const daysOff = await readForChange(c, edge)
  const { day, name, kind, isTentative } = getDay(c, daysOff)
  const values = { day, name, kind, tentative: isTentative ? 'yes' : '' }
  return formPage(c, { daysOff, was: day }, { ...EMPTY_FORM, values })
}

export async function handleSaveDay(c: ConsoleContext, edge: Edge, isNew: boolean): Promise<Response> {
  const daysOff = await readForChange(c, edge)
  const was = isNew ? null : getDay(c, daysOff).day
  const read = await readForm(c, DayForm)
  if (read.kind === 'wrong') return formPage(c, { daysOff, was }, read.form)
  const { tentative, ...entry } = read.data
  const day: Holiday = { ...entry, isTentative: tentative === 'yes' }
  const mistake = findDayMistake(daysOff, { was, day })
  if (mistake) return formPage(c, { daysOff, was }, { values: read.values, errors: mistake })
  const when = `${weekdayOf(day.day)}, ${formatDay(day.day)}`
  return confirmOrChange(c, edge, {
    change: { kind: 'save_day', was, day },
    action: was === null ? `${LIST}/new` : `${LIST}/${was}`,
    values: read.values,
    warning: `${when}: ${day.name}. ${DAY_KIND_NAMES[day.kind]}, ${day.isTentative ? 'chưa chắc chắn' : 'chắc chắn'}.`,
    back: yearPath(day.day),
  })
}

export async function handleRemoveDay(c: ConsoleContext, edge: Edge): Promise<Response> {
  const { day, name } = getDay(c, await readForChange(c, edge))
  const read = await readForm(c, z.object({}))
  return confirmOrChange(c, edge, {
    change: { kind: 'remove_day', day },
    action: `${LIST}/${day}/remove`,
    values: read.kind === 'read' ? read.values : {},
    warning: `Bỏ ${name}, ${formatDay(day)}, khỏi danh mục ngày nghỉ?`,
    back: yearPath(day),
  })
}

function getDay(c: ConsoleContext, { days }: DaysOff): Holiday {
  const wanted = dayParam(c, 'day')
  const found = days.find(({ day }) => day === wanted)
  if (!found) throw new AppError('not_found', NO_SUCH_PAGE)
  return found
}

const KIND_OPTIONS = DAY_KINDS.map((value) => ({ value, label: `${DAY_KIND_NAMES[value]}: ${DAY_KIND_HINTS[value]}` }))

/** `was`: the day that is being changed, null for a new one. */
type Shown = { daysOff: DaysOff; was: string | null }

function formPage(c: ConsoleContext, { daysOff, was }: Shown, form: FormState): Promise<Response> {
  const title = was === null ? 'Thêm ngày' : `Sửa ngày ${formatDay(was)}`
  const status = Object.keys(form.errors).length > 0 ? 422 : 200
  return page(
    c,
    { title, nav: 'daysOff', status },
    <>
      <PageHeader title={title} back={{ href: was ? yearPath(was) : LIST, label: 'Ngày nghỉ' }} />
      <Card>
        <FormErrors form={form} />
        <Form action={was === null ? `${LIST}/new` : `${LIST}/${was}`}>
          <Seen daysOff={daysOff} form={form} />
          <TextField name="day" label="Ngày" form={form} type="date" />
          <TextField name="name" label="Tên" form={form} maxlength={100} hint="Ví dụ: Nghỉ bù Quốc khánh" />
          <SelectField name="kind" label="Loại" form={form} options={KIND_OPTIONS} empty="Chọn loại ngày" />
          <Check
            name="tentative"
            label="Chưa chắc chắn"
            form={form}
            hint="Khi chưa có văn bản. Ngày chưa chắc chắn không dời thời hạn nào; bỏ dấu này là xác nhận."
          />
          <div class="form-acts">
            <SubmitButton label="Xem trước thay đổi" icon="eye" />
          </div>
        </Form>
      </Card>
      {was !== null && status === 200 && form.values['tentative'] === 'yes' && (
        <ConfirmCard day={was} form={form} daysOff={daysOff} />
      )}
      {was !== null && <RemoveCard day={was} form={form} daysOff={daysOff} />}
    </>,
  )
}

type CardProps = { day: string; form: FormState; daysOff: DaysOff }

/** The usual change of a tentative day: it stands in a decision now. */
function ConfirmCard({ day, form, daysOff }: CardProps) {
  return (
    <Card title="Xác nhận ngày này">
      <p>Khi đã có văn bản. Thời hạn nào kết thúc vào ngày này sẽ dời sang ngày làm việc tiếp theo.</p>
      <Form action={`${LIST}/${day}`}>
        <Seen daysOff={daysOff} form={form} />
        {['day', 'name', 'kind'].map((name) => (
          <input type="hidden" name={name} value={form.values[name] ?? ''} />
        ))}
        <SubmitButton label="Xác nhận là chắc chắn" icon="circle-check" kind="plain" />
      </Form>
    </Card>
  )
}

function RemoveCard({ day, form, daysOff }: CardProps) {
  return (
    <Card title="Bỏ ngày này">
      <p>Ngày đã bỏ không tự hiện lại khi hệ thống khởi động. Có thể thêm lại sau.</p>
      <Form action={`${LIST}/${day}/remove`}>
        <Seen daysOff={daysOff} form={form} />
        <div class="form-acts">
          <SubmitButton label="Bỏ ngày này" icon="trash" kind="plain" />
          <LinkButton href={yearPath(day)} label="Quay lại" kind="plain" />
        </div>
      </Form>
    </Card>
  )
}
