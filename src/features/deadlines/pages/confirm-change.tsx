import type { Child } from 'hono/jsx'
import { Check } from '../../../console/components/choices.js'
import { Confirm } from '../../../console/components/confirm.js'
import type { FormState } from '../../../console/components/form.js'
import { FormErrors } from '../../../console/components/message.js'
import { Card, PageHeader } from '../../../console/components/parts.js'
import { type Column, Table } from '../../../console/components/table.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { page } from '../../../console/page.js'
import { EndTime } from '../../../console/time.js'
import { AppError } from '../../../platform/errors.js'
import { type AskedChange, changeDaysOff, previewChange } from '../change-days-off.js'
import type { DayOffChange } from '../day-off-changes.js'
import { clockName } from '../clock-names.js'
import type { MovedClock } from '../recompute.js'

const MOST = 50

type Asked = { change: DayOffChange; action: string; values: FormState['values']; warning: string; back: string }

/** First what would move, by number only and of the own units: an admin sees no tip. Then, on the second yes, the change itself. */
export async function confirmOrChange(c: ConsoleContext, edge: Edge, asked: Asked): Promise<Response> {
  const { acceptsBreaches, confirmed, ...values } = asked.values
  if (confirmed !== 'yes') return askPage(c, edge, { ...asked, values })
  const wanted = { change: asked.change, seen: seenIn(values), acceptsBreaches: acceptsBreaches === 'yes' }
  const moved = await tryChange(c, edge, wanted)
  if (moved instanceof AppError) return askPage(c, edge, { ...asked, values }, moved.detail)
  setFlash(c, 'success', `Đã lưu. Số thời hạn được tính lại: ${moved.length}.`)
  return c.redirect(asked.back, 303)
}

async function tryChange(c: ConsoleContext, edge: Edge, wanted: AskedChange): Promise<MovedClock[] | AppError> {
  try {
    return await edge.db.transaction().execute((tx) => changeDaysOff(tx, edge.deps, c.var.officer, wanted))
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid') return error
    throw error
  }
}

async function askPage(
  c: ConsoleContext,
  { db, deps }: Edge,
  { change, action, values, warning, back }: Asked,
  errors: FormState['errors'] = {},
): Promise<Response> {
  const wanted = { change, seen: seenIn(values) }
  const preview = await db.transaction().execute((tx) => previewChange(tx, deps, c.var.officer, wanted))
  const { moved, breaches, own } = preview
  const form = { values: {}, errors }
  return page(
    c,
    { title: 'Xem trước thay đổi', nav: 'daysOff', status: Object.keys(errors).length > 0 ? 422 : 200 },
    <>
      <PageHeader title="Xem trước thay đổi" back={{ href: back, label: 'Ngày nghỉ' }} />
      <Card>
        <FormErrors form={form} />
        <Confirm
          action={action}
          warning={warning}
          values={values}
          confirmLabel="Lưu và tính lại thời hạn"
          cancelHref={back}
          ask={breaches > 0 && <AcceptBreaches breaches={breaches} form={form} />}
        >
          {moved === 0
            ? 'Không thời hạn nào đang chạy bị đổi.'
            : `Số thời hạn đang chạy sẽ đổi: ${moved}. Mỗi tin được ghi một dòng vào quá trình xử lý. Hạn đã trễ vẫn là trễ.`}
        </Confirm>
      </Card>
      {own.length > 0 && <Table caption="Thời hạn sẽ đổi" columns={COLUMNS} rows={own.slice(0, MOST)} />}
      {own.length > MOST && <More>Còn {own.length - MOST} thời hạn nữa.</More>}
      {moved > own.length && <More>Ở đơn vị ngoài phạm vi của đồng chí: {moved - own.length} thời hạn.</More>}
    </>,
  )
}

/** Carried from the form to the second yes: nobody saves over what another admin has changed meanwhile. */
function seenIn(values: FormState['values']): string {
  return values['seen'] ?? ''
}

/** A breach stays a breach, and the unit above gets sight: nobody makes one by a slip. */
function AcceptBreaches({ breaches, form }: { breaches: number; form: FormState }) {
  return (
    <Check
      name="acceptsBreaches"
      label={`Tôi hiểu: ${breaches} thời hạn sẽ quá hạn ngay`}
      form={form}
      hint="Hạn mới của các tin này đã qua. Lưu rồi thì tin bị ghi là trễ và cấp trên được xem, dù sau đó sửa lại ngày nghỉ."
    />
  )
}

function More({ children }: { children?: Child }) {
  return <p class="form-hint">{children}</p>
}

const COLUMNS: readonly Column<MovedClock>[] = [
  { title: 'Tin số', class: 'narrow', cell: ({ number }) => number },
  { title: 'Thời hạn', cell: ({ kind }) => clockName(kind) },
  { title: 'Hạn hiện nay', cell: ({ from }) => <EndTime at={from} /> },
  { title: 'Hạn mới', cell: ({ dueAtWorking }) => <EndTime at={dueAtWorking} /> },
]
