import { Badge, Card, EmptyState, LinkButton, PageHeader } from '../../../console/components/parts.js'
import { type Column, Table } from '../../../console/components/table.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { page } from '../../../console/page.js'
import { queryText } from '../../../console/read-form.js'
import { dayOf } from '../../../console/time.js'
import { DAY_KIND_NAMES, formatDay, weekdayList, weekdayOf } from '../day-off-words.js'
import type { Holiday } from '../holidays.js'
import type { WeeklyRest } from '../working-days.js'
import { LIST, readDaysOff } from './kit.js'
import { YearView } from './year-view.js'

/** The dated table of days off, a year at a time. */
export async function showDaysOff(c: ConsoleContext, edge: Edge): Promise<Response> {
  const { daysOff, mayChange } = await readDaysOff(c, edge)
  const wanted = queryText(c, 'year', 4)
  const year = Number(/^20\d\d$/.test(wanted) ? wanted : dayOf(edge.deps.clock.now()).slice(0, 4))
  const days = daysOff.days.filter(({ day }) => day.startsWith(`${year}-`))
  return page(
    c,
    { title: `Ngày nghỉ năm ${year}`, nav: 'daysOff' },
    <>
      <PageHeader
        title={`Ngày nghỉ năm ${year}`}
        lead="Ngày nghỉ dời hạn cuối sang ngày làm việc tiếp theo. Ngày chưa chắc chắn chưa đổi thời hạn nào."
      >
        {mayChange && <LinkButton href={`${LIST}/new`} label="Thêm ngày" icon="calendar-plus" />}
      </PageHeader>
      <nav class="pager year-nav" aria-label="Chọn năm">
        <LinkButton href={`${LIST}?year=${year - 1}`} label={`Năm ${year - 1}`} icon="arrow-left" kind="plain" />
        <LinkButton href={`${LIST}?year=${year + 1}`} label={`Năm ${year + 1}`} icon="arrow-right" kind="plain" />
      </nav>
      <Card title="Cả năm">
        <YearView year={year} daysOff={daysOff} />
      </Card>
      {days.length === 0 ? (
        <EmptyState icon="calendar-off" title={`Chưa có ngày nghỉ nào của năm ${year}`}>
          Chỉ tính ngày nghỉ hằng tuần. Khi có thông báo nghỉ lễ, quản trị thêm từng ngày ở đây.
        </EmptyState>
      ) : (
        <Table caption={`Ngày nghỉ năm ${year}`} columns={columns(mayChange)} rows={days} class="stacks" />
      )}
      <WeeklyCard weekly={daysOff.weekly} mayChange={mayChange} />
    </>,
  )
}

function columns(mayChange: boolean): Column<Holiday>[] {
  return [
    { title: 'Ngày', class: 'narrow', cell: ({ day }) => `${weekdayOf(day)}, ${formatDay(day)}` },
    { title: 'Tên', cell: ({ name }) => name },
    { title: 'Loại', class: 'narrow', cell: ({ kind }) => DAY_KIND_NAMES[kind] },
    {
      title: 'Tình trạng',
      class: 'narrow',
      cell: ({ isTentative }) =>
        isTentative ? <Badge tone="warn">Chưa chắc chắn</Badge> : <Badge tone="good">Chắc chắn</Badge>,
    },
    ...(mayChange ? [{ title: 'Việc', class: 'narrow', cell: ChangeLink }] : []),
  ]
}

function ChangeLink({ day, isTentative }: Holiday) {
  return (
    <a href={`${LIST}/${day}`}>
      {isTentative ? 'Xác nhận, sửa' : 'Sửa'}
      <span class="visually-hidden"> {formatDay(day)}</span>
    </a>
  )
}

function WeeklyCard({ weekly, mayChange }: { weekly: readonly WeeklyRest[]; mayChange: boolean }) {
  return (
    <Card title="Ngày nghỉ hằng tuần">
      <ul class="plain-list mb-3">
        {weekly.map(({ since, weekdays }) => (
          <li>
            Từ {formatDay(since)}: {weekdayList(weekdays)}
          </li>
        ))}
      </ul>
      {mayChange && (
        <LinkButton href={`${LIST}/weekly`} label="Đổi ngày nghỉ hằng tuần" icon="calendar-event" kind="plain" />
      )}
    </Card>
  )
}
