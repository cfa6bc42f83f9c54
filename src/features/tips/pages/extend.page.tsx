import { z } from 'zod'
import { EMPTY_FORM, Form, type FormState, TextAreaField } from '../../../console/components/form.js'
import { FormErrors, Message } from '../../../console/components/message.js'
import { Card, Facts, LinkButton, SubmitButton } from '../../../console/components/parts.js'
import type { ConsoleContext } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { readForm } from '../../../console/read-form.js'
import { requireRole } from '../../../console/roles.js'
import { EndTime, formatEnd } from '../../../console/time.js'
import { AppError } from '../../../platform/errors.js'
import { type Extension, extendTerm } from '../../deadlines/extension.js'
import { listDaysOff } from '../../deadlines/holidays-store.js'
import { findRunningClock } from '../../deadlines/tip-clocks.js'
import { makeCalendar } from '../../deadlines/working-days.js'
import { EXTENSION_REFUSALS, extendTip } from '../extend-tip.js'
import { actPage, refusedPage, readForAct } from './act-page.js'
import { numberParam, type TipKit, tipPath } from './kit.js'

const ExtendForm = z.object({
  reason: z.string().max(2000, 'Lý do dài quá 2.000 ký tự.').default(''),
  times: z.coerce.number().int().catch(0),
})
const LEAD =
  'Lần đầu kéo dài đến 2 tháng, lần thứ hai thêm 2 tháng, tính từ ngày tiếp nhận. Hạn đã trễ vẫn được ghi là trễ. Lý do và tên đồng chí được ghi vào nhật ký.'

export async function showExtend(c: ConsoleContext, kit: TipKit, form: FormState = EMPTY_FORM): Promise<Response> {
  const { tip, more } = await readForAct(c, kit, async (tx, { id }) => {
    const clock = await findRunningClock(tx, id, 'resolve')
    return { clock, extension: extendTerm(clock, makeCalendar(await listDaysOff(tx))) }
  })
  requireRole(c.var.officer, 'lead')
  const isWrong = Object.keys(form.errors).length > 0
  return actPage(
    c,
    { title: 'Gia hạn giải quyết', lead: LEAD, tip, isWrong, changesNothing: tip.status !== 'closed' },
    <Card>
      <FormErrors form={form} />
      <div class="mb-3">
        <Terms now={more.clock?.dueAt} extension={more.extension} />
      </div>
      {more.extension.kind === 'extended' && (
        <Form action={tipPath(tip.number, '/extend')}>
          <input type="hidden" name="times" value={String(more.extension.times)} />
          <TextAreaField
            name="reason"
            label="Lý do gia hạn"
            form={form}
            maxlength={2000}
            hint="Ít nhất 10 ký tự. Đơn vị nào xem được tin cũng đọc được lý do này."
          />
          <div class="form-acts">
            <SubmitButton label="Gia hạn" icon="calendar-plus" />
            <LinkButton href={tipPath(tip.number)} label="Quay lại" kind="plain" />
          </div>
        </Form>
      )}
    </Card>,
  )
}

function Terms({ now, extension }: { now: Date | undefined; extension: Extension }) {
  if (extension.kind !== 'extended' || !now) {
    return <Message kind="warning" title={EXTENSION_REFUSALS[extension.kind === 'spent' ? 'spent' : 'not_running']} />
  }
  const { dueAt, dueAtWorking, times } = extension
  const isMoved = dueAt.getTime() !== dueAtWorking.getTime()
  return (
    <Facts
      rows={[
        ['Gia hạn lần', String(times)],
        ['Hạn hiện nay', <EndTime at={now} />],
        ['Hạn mới theo lịch', <EndTime at={dueAt} />],
        ...(isMoved ? [['Hạn mới đã dời qua ngày nghỉ', <EndTime at={dueAtWorking} />] as const] : []),
      ]}
    />
  )
}

export async function sendExtend(c: ConsoleContext, kit: TipKit): Promise<Response> {
  const number = numberParam(c)
  const read = await readForm(c, ExtendForm)
  if (read.kind === 'wrong') return showExtend(c, kit, read.form)
  const { reason } = read.data
  const done = await extend(c, kit, number, read.data)
  if (done instanceof AppError && done.code === 'conflict') return refusedPage(c, number, done, [reason])
  if (done instanceof AppError) return showExtend(c, kit, { values: read.values, errors: done.detail })
  setFlash(c, 'success', `Đã gia hạn giải quyết tin ${number} đến ${formatEnd(done)}.`)
  return c.redirect(tipPath(number), 303)
}

async function extend(
  c: ConsoleContext,
  { edge }: TipKit,
  number: string,
  data: z.infer<typeof ExtendForm>,
): Promise<Date | AppError> {
  try {
    const extended = await edge.db.transaction().execute((tx) => extendTip(tx, edge.deps, c.var.officer, number, data))
    return extended.dueAt
  } catch (error) {
    if (error instanceof AppError && ['invalid', 'conflict'].includes(error.code)) return error
    throw error
  }
}
