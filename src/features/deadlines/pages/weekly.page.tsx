import { z } from 'zod'
import { CheckList } from '../../../console/components/choices.js'
import { EMPTY_FORM, Form, type FormState, TextField } from '../../../console/components/form.js'
import { FormErrors } from '../../../console/components/message.js'
import { Card, PageHeader, SubmitButton } from '../../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { page } from '../../../console/page.js'
import { NO_SUCH_PAGE, readForm } from '../../../console/read-form.js'
import { dayOf } from '../../../console/time.js'
import { AppError } from '../../../platform/errors.js'
import { formatDay, WEEKDAYS, weekdayList } from '../day-off-words.js'
import type { DaysOff, WeeklyRest } from '../working-days.js'
import { confirmOrChange } from './confirm-change.js'
import { dayParam, LIST, readForChange } from './kit.js'
import { Seen } from './seen.js'

const PATH = `${LIST}/weekly`
const LAST_DAY = '2100-01-01'
const RestForm = z.object({
  since: z.iso
    .date('Xin chọn một ngày.')
    .refine((day) => day >= '2000-01-01' && day < LAST_DAY, 'Xin chọn một ngày từ năm 2000 đến năm 2099.'),
})
const OPTIONS = WEEKDAYS.map((label, index) => ({ value: String(index + 1), label }))

export async function showRest(c: ConsoleContext, edge: Edge): Promise<Response> {
  const daysOff = await readForChange(c, edge)
  const now = daysOff.weekly.find(({ since }) => since <= dayOf(edge.deps.clock.now()))
  const ticked = (now?.weekdays ?? []).map((weekday) => [`weekday-${weekday}`, 'yes'] as const)
  return formPage(c, daysOff, { ...EMPTY_FORM, values: Object.fromEntries(ticked) })
}

export async function handleSaveRest(c: ConsoleContext, edge: Edge): Promise<Response> {
  const daysOff = await readForChange(c, edge)
  const read = await readForm(c, RestForm)
  if (read.kind === 'wrong') return formPage(c, daysOff, read.form)
  const { values } = read
  const weekdays = OPTIONS.filter(({ value }) => values[`weekday-${value}`] === 'yes').map(({ value }) => Number(value))
  if (weekdays.length > 5) return formPage(c, daysOff, { values, errors: { weekday: 'Chọn nhiều nhất 5 ngày nghỉ.' } })
  const rest: WeeklyRest = { since: read.data.since, weekdays }
  return confirmOrChange(c, edge, {
    change: { kind: 'save_rest', rest },
    action: PATH,
    values,
    warning: `Từ ${formatDay(rest.since)}, ngày nghỉ hằng tuần: ${weekdayList(weekdays)}.`,
    back: LIST,
  })
}

export async function handleRemoveRest(c: ConsoleContext, edge: Edge): Promise<Response> {
  const since = dayParam(c, 'since')
  const { weekly } = await readForChange(c, edge)
  if (!removable(weekly).some((rest) => rest.since === since)) throw new AppError('not_found', NO_SUCH_PAGE)
  const read = await readForm(c, z.object({}))
  return confirmOrChange(c, edge, {
    change: { kind: 'remove_rest', since },
    action: `${PATH}/${since}/remove`,
    values: read.kind === 'read' ? read.values : {},
    warning: `Bỏ quy định ngày nghỉ hằng tuần từ ${formatDay(since)}? Quy định trước đó dùng tiếp.`,
    back: LIST,
  })
}

/** The oldest row stays: without any every day would be a working day. */
function removable(weekly: readonly WeeklyRest[]): WeeklyRest[] {
  return [...weekly].sort((a, b) => (a.since < b.since ? 1 : -1)).slice(0, -1)
}

function formPage(c: ConsoleContext, daysOff: DaysOff, form: FormState): Promise<Response> {
  const status = Object.keys(form.errors).length > 0 ? 422 : 200
  return page(
    c,
    { title: 'Ngày nghỉ hằng tuần', nav: 'daysOff', status },
    <>
      <PageHeader
        title="Ngày nghỉ hằng tuần"
        lead="Mỗi quy định dùng từ một ngày cho đến quy định sau."
        back={{ href: LIST, label: 'Ngày nghỉ' }}
      />
      <Card>
        <FormErrors form={form} />
        <Form action={PATH}>
          <Seen daysOff={daysOff} form={form} />
          <TextField name="since" label="Áp dụng từ ngày" form={form} type="date" />
          <CheckList prefix="weekday" legend="Ngày nghỉ trong tuần" options={OPTIONS} form={form} />
          <SubmitButton label="Xem trước thay đổi" icon="eye" />
        </Form>
      </Card>
      {removable(daysOff.weekly).map(({ since, weekdays }) => (
        <Card title={`Từ ${formatDay(since)}`}>
          <p>Nghỉ: {weekdayList(weekdays)}.</p>
          <Form action={`${PATH}/${since}/remove`}>
            <Seen daysOff={daysOff} form={form} />
            <SubmitButton label={`Bỏ quy định từ ${formatDay(since)}`} icon="trash" kind="plain" />
          </Form>
        </Card>
      ))}
    </>,
  )
}
