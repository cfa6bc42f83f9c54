import { type FormState, SelectField, TextField } from '../../console/components/form.js'
import { EmptyState, PageHeader, SubmitButton } from '../../console/components/parts.js'
import { type Column, Pager, Table } from '../../console/components/table.js'
import { decodeCursor, encodeCursor } from '../../console/cursor.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { page } from '../../console/page.js'
import { queryText } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import { Time } from '../../console/time.js'
import { asOfficer } from '../officers/as-officer.js'
import { ACTIONS, detailWords, objectWords } from './audit-words.js'
import { type AuditFilter, type AuditRow, listAuditLines } from './queries.js'

const PAGE_SIZE = 100

/** Who did what and when. Read only, for everybody: the log itself is a chain that shows if a line was changed. */
export async function showAudit(c: ConsoleContext, { db }: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'auditor', 'lead')
  const filter = {
    action: queryText(c, 'action', 60),
    object: queryText(c, 'object', 100),
    username: queryText(c, 'who', 60),
  }
  const cursor = c.req.query('cursor')
  const [id] = decodeCursor(cursor, 1) ?? []
  const before = id !== undefined && /^\d{1,18}$/.test(id) ? id : null
  const lines = await db
    .transaction()
    .execute((tx) => asOfficer(tx, officer, (limited) => listAuditLines(limited, filter, before, PAGE_SIZE + 1)))
  const shown = lines.slice(0, PAGE_SIZE)
  const last = lines.length > PAGE_SIZE ? shown.at(-1) : undefined
  return page(
    c,
    { title: 'Nhật ký', nav: 'audit' },
    <>
      <PageHeader
        title="Nhật ký"
        lead="Việc mà cán bộ trong đơn vị của đồng chí và cấp dưới đã làm. Không ai sửa được nhật ký trên trang này."
      />
      <Filters filter={filter} />
      {shown.length === 0 ? (
        <EmptyState icon="history" title="Không có dòng nào như vậy">
          Xin bỏ bớt điều kiện tìm. Mỗi lần cán bộ đăng nhập hoặc thay đổi điều gì, một dòng được ghi ở đây.
        </EmptyState>
      ) : (
        <Table caption="Nhật ký" columns={COLUMNS} rows={shown} />
      )}
      <Pager url={new URL(c.req.url)} cursor={cursor} nextCursor={last ? encodeCursor(last.id) : null} />
    </>,
  )
}

const ACTION_OPTIONS = Object.entries(ACTIONS).map(([value, label]) => ({ value, label }))

function Filters({ filter }: { filter: AuditFilter }) {
  const form: FormState = { values: { action: filter.action, object: filter.object, who: filter.username }, errors: {} }
  return (
    <search>
      <form method="get" action="/console/audit" class="filters">
        <TextField name="who" label="Tên đăng nhập" form={form} filter />
        <SelectField name="action" label="Việc" form={form} filter empty="Mọi việc" options={ACTION_OPTIONS} />
        <div class="grow">
          <TextField name="object" label="Đối tượng" form={form} filter />
        </div>
        <SubmitButton label="Tìm" icon="search" kind="plain" />
      </form>
    </search>
  )
}

const COLUMNS: Column<AuditRow>[] = [
  { title: 'Lúc', cell: ({ at }) => <Time at={at} />, class: 'narrow' },
  {
    title: 'Ai',
    cell: ({ who, username }) => (
      <>
        {who ?? 'Hệ thống'}
        {username && <span class="sub">{username}</span>}
      </>
    ),
  },
  { title: 'Việc', cell: ({ action }) => ACTIONS[action] ?? action },
  { title: 'Đối tượng', cell: ({ object }) => <span class="breakable">{objectWords(object)}</span> },
  { title: 'Chi tiết', cell: ({ data }) => <span class="breakable">{detailWords(data)}</span> },
]
