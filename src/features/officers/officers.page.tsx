import type { FormState } from '../../console/components/form.js'
import { SelectField, TextField } from '../../console/components/form.js'
import { Badge, EmptyState, LinkButton, PageHeader, SubmitButton } from '../../console/components/parts.js'
import { type Column, Pager, Table } from '../../console/components/table.js'
import { decodeCursor, encodeCursor } from '../../console/cursor.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { page } from '../../console/page.js'
import { queryText } from '../../console/read-form.js'
import { requireRole, ROLE_NAMES, ROLES } from '../../console/roles.js'
import { dayOf } from '../../console/time.js'
import { asOfficer } from './as-officer.js'
import { type ListedOfficer, listOfficers, listOwnUnits, type OfficerFilter, type UnitOption } from './queries.js'

const PAGE_SIZE = 50

/** The people of the officer's units. Only an admin may change them. */
export async function showOfficers(c: ConsoleContext, { db, deps }: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'admin', 'lead', 'auditor')
  const filter = readFilter(c)
  const cursor = c.req.query('cursor')
  const [after = null] = decodeCursor(cursor, 1) ?? []
  const { rows, units } = await db.transaction().execute((tx) =>
    asOfficer(tx, officer, async (limited) => ({
      rows: await listOfficers(limited, filter, after, PAGE_SIZE + 1),
      units: await listOwnUnits(limited, dayOf(deps.clock.now())),
    })),
  )
  const shown = rows.slice(0, PAGE_SIZE)
  const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined
  const isAdmin = officer.role === 'admin'
  return page(
    c,
    { title: 'Cán bộ', nav: 'officers' },
    <>
      <PageHeader title="Cán bộ" lead="Những người đăng nhập được vào hệ thống, trong đơn vị của đồng chí và cấp dưới.">
        {isAdmin && <LinkButton href="/console/officers/new" label="Thêm cán bộ" icon="user-plus" />}
      </PageHeader>
      <Filters filter={filter} units={units} />
      {shown.length === 0 ? (
        <NobodyFound isAdmin={isAdmin} />
      ) : (
        <Table caption="Danh sách cán bộ" columns={columns(isAdmin)} rows={shown} />
      )}
      <Pager url={new URL(c.req.url)} cursor={cursor} nextCursor={last ? encodeCursor(last.username) : null} />
    </>,
  )
}

const STATES = ['active', 'inactive', 'all'] as const

function readFilter(c: ConsoleContext): OfficerFilter {
  const role = queryText(c, 'role')
  return {
    text: queryText(c, 'q', 100),
    unitCode: queryText(c, 'unit', 40),
    role: ROLES.find((known) => known === role) ?? '',
    state: STATES.find((known) => known === queryText(c, 'state')) ?? 'active',
  }
}

function Filters({ filter, units }: { filter: OfficerFilter; units: readonly UnitOption[] }) {
  const { text, unitCode, role, state } = filter
  const form: FormState = { values: { q: text, unit: unitCode, role, state }, errors: {} }
  return (
    <search>
      <form method="get" action="/console/officers" class="filters">
        <div class="grow">
          <TextField name="q" label="Tìm theo tên" form={form} filter />
        </div>
        <SelectField name="unit" label="Đơn vị" form={form} filter empty="Mọi đơn vị" options={unitOptions(units)} />
        <SelectField name="role" label="Vai trò" form={form} filter empty="Mọi vai trò" options={ROLE_OPTIONS} />
        <SelectField name="state" label="Trạng thái" form={form} filter options={STATE_OPTIONS} />
        <SubmitButton label="Tìm" icon="search" kind="plain" />
      </form>
    </search>
  )
}

function unitOptions(units: readonly UnitOption[]) {
  return units.map(({ code, name }) => ({ value: code, label: name }))
}

const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: ROLE_NAMES[role] }))
const STATE_OPTIONS = [
  { value: 'active', label: 'Đang hoạt động' },
  { value: 'inactive', label: 'Đã ngừng' },
  { value: 'all', label: 'Tất cả' },
]

function columns(isAdmin: boolean): Column<ListedOfficer>[] {
  return [
    {
      title: 'Họ và tên',
      cell: ({ id, displayName, username }) => (
        <>
          {isAdmin ? <a href={`/console/officers/${id}`}>{displayName}</a> : displayName}
          <span class="sub">{username}</span>
        </>
      ),
    },
    { title: 'Vai trò', cell: ({ role }) => ROLE_NAMES[role], class: 'narrow' },
    { title: 'Đơn vị', cell: ({ unitName }) => unitName },
    { title: 'Trạng thái', cell: ({ isActive }) => <StateBadge isActive={isActive} />, class: 'narrow' },
  ]
}

function StateBadge({ isActive }: { isActive: boolean }) {
  return isActive ? <Badge tone="good">Đang hoạt động</Badge> : <Badge>Đã ngừng</Badge>
}

function NobodyFound({ isAdmin }: { isAdmin: boolean }) {
  return (
    <EmptyState
      icon="users"
      title="Không có cán bộ nào như vậy"
      {...(isAdmin && { action: { href: '/console/officers/new', label: 'Thêm cán bộ' } })}
    >
      Xin bỏ bớt điều kiện tìm, hoặc chọn trạng thái “Tất cả” để xem cả người đã ngừng.
    </EmptyState>
  )
}
