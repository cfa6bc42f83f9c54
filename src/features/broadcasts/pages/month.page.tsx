import { chartResponse } from '../../../console/chart.js'
import { Card, EmptyState, PageHeader, SubmitButton } from '../../../console/components/parts.js'
import { type Column, Table } from '../../../console/components/table.js'
import type { ConsoleContext } from '../../../console/edge.js'
import { page } from '../../../console/page.js'
import { queryText } from '../../../console/read-form.js'
import { requireRole } from '../../../console/roles.js'
import { asOfficer } from '../../officers/as-officer.js'
import type { BroadcastParts } from '../broadcast-parts.js'
import { type Month, monthOf } from '../month.js'
import { listUnitMonths, type UnitMonth } from '../outcome-queries.js'
import { count } from './audience-table.js'

const MOST_BARS = 15

/** What each unit published and sent in a month, and which did nothing. */
export async function showMonth(c: ConsoleContext, parts: BroadcastParts): Promise<Response> {
  requireRole(c.var.officer, 'comms', 'lead', 'auditor')
  const month = readMonth(c, parts)
  const units = await listMonth(c, parts, month)
  const active = units.filter(isActive)
  const idle = units.filter((unit) => unit.bulletins === 0)
  return page(
    c,
    { title: `Thống kê tháng ${month.words}`, nav: 'statistics' },
    <>
      <PageHeader title={`Thống kê tháng ${month.words}`} lead="Bản tin của đơn vị và các đơn vị cấp dưới.">
        <MonthForm month={month} />
      </PageHeader>
      {active.length === 0 ? (
        <EmptyState
          icon="chart-bar"
          title="Tháng này chưa có bản tin nào"
          action={{ href: '/console/bulletins/new', label: 'Viết bản tin' }}
        >
          Khi có bản tin được đăng hoặc gửi, số liệu hiện ở đây.
        </EmptyState>
      ) : (
        <Card title="Đã đăng và đã gửi">
          <img
            class="chart"
            src={`/console/statistics/chart.svg?month=${month.key}`}
            alt="Số người đã nhận bản tin theo đơn vị; số liệu ở bảng dưới"
          />
          <Table caption="Theo đơn vị" columns={COLUMNS} rows={active} />
        </Card>
      )}
      <Card title={`Đơn vị chưa có bản tin trong tháng (${count(idle.length)})`}>
        {idle.length === 0 ? <p>Không có.</p> : <IdleList units={idle} />}
      </Card>
    </>,
  )
}

export async function showMonthChart(c: ConsoleContext, parts: BroadcastParts): Promise<Response> {
  requireRole(c.var.officer, 'comms', 'lead', 'auditor')
  const month = readMonth(c, parts)
  const units = (await listMonth(c, parts, month)).filter(isActive).slice(0, MOST_BARS)
  const bars = units.map(({ name, delivered }) => ({ label: name, value: delivered }))
  return chartResponse(c, { title: `Số người đã nhận, tháng ${month.words}`, bars })
}

function readMonth(c: ConsoleContext, { edge, timeZone }: BroadcastParts): Month {
  return monthOf(queryText(c, 'month', 7), { now: edge.deps.clock.now(), timeZone })
}

function listMonth(c: ConsoleContext, { edge }: BroadcastParts, month: Month): Promise<UnitMonth[]> {
  return edge.db
    .transaction()
    .execute((tx) => asOfficer(tx, c.var.officer, (limited) => listUnitMonths(limited, month)))
}

function isActive({ bulletins, broadcasts }: UnitMonth): boolean {
  return bulletins + broadcasts > 0
}

function MonthForm({ month }: { month: Month }) {
  return (
    <form method="get" action="/console/statistics" class="month-form">
      <label class="form-label" for="f-month">
        Tháng
      </label>
      <select class="form-select" id="f-month" name="month" data-submit-on-change>
        {month.choices.map(({ key, words }) => (
          <option value={key} selected={key === month.key}>
            {words}
          </option>
        ))}
      </select>
      <SubmitButton label="Xem" kind="plain" />
    </form>
  )
}

const COLUMNS: readonly Column<UnitMonth>[] = [
  { title: 'Đơn vị', cell: ({ name }) => name },
  { title: 'Bản tin đã đăng', cell: ({ bulletins }) => count(bulletins), class: 'narrow' },
  { title: 'Lần gửi', cell: ({ broadcasts }) => count(broadcasts), class: 'narrow' },
  { title: 'Người đã nhận', cell: ({ delivered }) => count(delivered), class: 'narrow' },
]

function IdleList({ units }: { units: readonly UnitMonth[] }) {
  return (
    <details>
      <summary>Xem danh sách</summary>
      <ul>
        {units.map(({ name }) => (
          <li>{name}</li>
        ))}
      </ul>
    </details>
  )
}
