import type { Child } from 'hono/jsx'
import { Confirm } from '../../../console/components/confirm.js'
import type { FormState } from '../../../console/components/form.js'
import { Card, PageHeader } from '../../../console/components/parts.js'
import { type Column, Table } from '../../../console/components/table.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { page } from '../../../console/page.js'
import { EndTime } from '../../../console/time.js'
import { changeDaysOff, type Preview, previewChange } from '../change-days-off.js'
import type { DayOffChange } from '../day-off-changes.js'
import { clockName } from '../clock-names.js'
import type { MovedClock } from '../recompute.js'

const MOST = 50

type Asked = { change: DayOffChange; action: string; values: FormState['values']; warning: string; back: string }

/** First what would move, by number only and of the own units: an admin sees no tip. Then, on the second yes, the change itself. */
export async function confirmOrChange(c: ConsoleContext, edge: Edge, asked: Asked): Promise<Response> {
  const { change, values, back } = asked
  if (values['confirmed'] !== 'yes') {
    const preview = await edge.db.transaction().execute((tx) => previewChange(tx, c.var.officer, change))
    return askPage(c, asked, preview)
  }
  const moved = await edge.db.transaction().execute((tx) => changeDaysOff(tx, edge.deps, c.var.officer, change))
  setFlash(c, 'success', `Đã lưu. Số thời hạn được tính lại: ${moved.length}.`)
  return c.redirect(back, 303)
}

function askPage(
  c: ConsoleContext,
  { action, values, warning, back }: Asked,
  { moved, own }: Preview,
): Promise<Response> {
  const elsewhere = moved - own.length
  return page(
    c,
    { title: 'Xem trước thay đổi', nav: 'daysOff' },
    <>
      <PageHeader title="Xem trước thay đổi" back={{ href: back, label: 'Ngày nghỉ' }} />
      <Card>
        <Confirm
          action={action}
          warning={warning}
          values={values}
          confirmLabel="Lưu và tính lại thời hạn"
          cancelHref={back}
        >
          {moved === 0
            ? 'Không thời hạn nào đang chạy bị đổi.'
            : `Số thời hạn đang chạy sẽ đổi: ${moved}. Mỗi tin được ghi một dòng vào quá trình xử lý. Hạn đã trễ vẫn là trễ.`}
        </Confirm>
      </Card>
      {own.length > 0 && <Table caption="Thời hạn sẽ đổi" columns={COLUMNS} rows={own.slice(0, MOST)} />}
      {own.length > MOST && <More>Còn {own.length - MOST} thời hạn nữa.</More>}
      {elsewhere > 0 && <More>Ở đơn vị ngoài phạm vi của đồng chí: {elsewhere} thời hạn.</More>}
    </>,
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
