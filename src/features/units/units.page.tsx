import { type FormState, TextField } from '../../console/components/form.js'
import { Badge, EmptyState, LinkButton, PageHeader, SubmitButton } from '../../console/components/parts.js'
import { type Column, Table } from '../../console/components/table.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { page } from '../../console/page.js'
import { queryText } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import { dayOf } from '../../console/time.js'
import { asOfficer } from '../officers/as-officer.js'
import { listUnits } from './queries.js'
import { orderAsTree, searchUnits, type TreeRow, type UnitRow } from './unit-list.js'
import { UNIT_KINDS } from './unit-words.js'

const MAX_ROWS = 600

/** The officer's own tree of units first; the others are only names, so they stand folded below. */
export async function showUnits(c: ConsoleContext, { db, deps }: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'admin', 'lead', 'triage', 'auditor')
  const text = queryText(c, 'q', 100)
  const units = await db.transaction().execute((tx) => asOfficer(tx, officer, listUnits))
  const day = dayOf(deps.clock.now())
  const found = searchUnits(units, text)
  const own = orderAsTree(found.filter(({ isOwn }) => isOwn))
  const others = orderAsTree(found.filter(({ isOwn }) => !isOwn))
  return page(
    c,
    { title: 'Đơn vị', nav: 'units' },
    <>
      <PageHeader title="Đơn vị" lead="Đơn vị của đồng chí và các đơn vị cấp dưới, với số cán bộ đang nhận tin.">
        {officer.role === 'admin' && (
          <LinkButton href={`/console/units/new?parent=${officer.unitCode}`} label="Thêm đơn vị" icon="plus" />
        )}
      </PageHeader>
      <Search text={text} />
      {own.length === 0 && others.length === 0 && (
        <EmptyState icon="building" title="Không có đơn vị nào như vậy">
          Xin thử tên ngắn hơn, có hoặc không có dấu, hoặc mã đơn vị như CA-21439.
        </EmptyState>
      )}
      {own.length > 0 && (
        <Table caption="Đơn vị của đồng chí và cấp dưới" columns={ownColumns(day)} rows={own.slice(0, MAX_ROWS)} />
      )}
      {own.length > MAX_ROWS && <p>Còn {own.length - MAX_ROWS} đơn vị nữa. Xin tìm theo tên để thu hẹp danh sách.</p>}
      {others.length > 0 && <Others rows={others} isOpen={text !== ''} day={day} />}
    </>,
  )
}

function Search({ text }: { text: string }) {
  const form: FormState = { values: { q: text }, errors: {} }
  return (
    <search>
      <form method="get" action="/console/units" class="filters">
        <div class="grow">
          <TextField name="q" label="Tìm theo tên hoặc mã" form={form} filter />
        </div>
        <SubmitButton label="Tìm" icon="search" kind="plain" />
        {text && <LinkButton href="/console/units" label="Xem tất cả" kind="plain" />}
      </form>
    </search>
  )
}

function Others({ rows, isOpen, day }: { rows: readonly TreeRow[]; isOpen: boolean; day: string }) {
  return (
    <details class="others" open={isOpen}>
      <summary>Đơn vị khác ({rows.length})</summary>
      <Table
        caption="Đơn vị khác"
        columns={[nameColumn(false), kindColumn, stateColumn(day)]}
        rows={rows.slice(0, MAX_ROWS)}
      />
    </details>
  )
}

function ownColumns(day: string): Column<TreeRow>[] {
  return [
    nameColumn(true),
    kindColumn,
    { title: 'Cán bộ nhận tin', cell: (unit) => <Staff unit={unit} />, class: 'narrow' },
    stateColumn(day),
  ]
}

function nameColumn(isLink: boolean): Column<TreeRow> {
  return {
    title: 'Đơn vị',
    cell: ({ code, name, level }) => (
      <div class={`level-${Math.min(level, 3)}`}>
        {isLink ? <a href={`/console/units/${code}`}>{name}</a> : name}
        <span class="sub">{code}</span>
      </div>
    ),
  }
}

const kindColumn: Column<TreeRow> = { title: 'Loại', cell: ({ kind }) => UNIT_KINDS[kind] ?? kind }

function stateColumn(day: string): Column<TreeRow> {
  return { title: 'Trạng thái', cell: (unit) => <UnitState unit={unit} day={day} />, class: 'narrow' }
}

export function UnitState({ unit, day }: { unit: Pick<UnitRow, 'activeFrom' | 'activeTo'>; day: string }) {
  if (unit.activeTo !== null && unit.activeTo <= day) return <Badge>Đã ngừng</Badge>
  return unit.activeFrom > day ? <Badge tone="info">Chưa bắt đầu</Badge> : <Badge tone="good">Đang hoạt động</Badge>
}

function Staff({ unit }: { unit: UnitRow }) {
  return unit.activeOfficers === 0 ? <Badge tone="warn">Chưa có ai</Badge> : <>{unit.activeOfficers} người</>
}
