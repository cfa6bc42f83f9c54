import { foldText } from '../../engine/text-key.js'
import { Form, type FormState, SelectField, TextField } from '../../console/components/form.js'
import { Badge, EmptyState, LinkButton, PageHeader, SubmitButton } from '../../console/components/parts.js'
import { type Column, Table } from '../../console/components/table.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { setFlash } from '../../console/flash.js'
import { page } from '../../console/page.js'
import { idParam, queryText } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import type { Role } from '../../platform/officer.js'
import { asOfficer } from '../officers/as-officer.js'
import { countSubscribers, listOwnOrganisations, type OrganisationRow } from './organisation-queries.js'
import { FEWEST_COUNTED, ORGANISATION_KINDS } from './organisation-words.js'
import { switchOrganisation } from './save-organisation.js'

export const REGISTER_ROLES: readonly Role[] = ['comms', 'lead', 'admin']

const MAX_ROWS = 300
const STATES: Readonly<Record<string, string>> = { active: 'Đang dùng', inactive: 'Đã ngừng', all: 'Tất cả' }

type Filter = { text: string; kind: string; state: string }
type Listed = OrganisationRow & { people: number | undefined }

/** Schools, offices, enterprises and associations that subscribers may name as theirs. */
export async function showOrganisations(c: ConsoleContext, { db }: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, ...REGISTER_ROLES)
  const filter = readFilter(c)
  const { shown, found, isEmpty } = await db.transaction().execute(async (tx) => {
    const own = await asOfficer(tx, officer, listOwnOrganisations)
    const matching = own.filter((row) => matches(row, filter))
    const first = matching.slice(0, MAX_ROWS)
    const people = await countSubscribers(
      tx,
      first.map(({ id }) => id),
    )
    return {
      isEmpty: own.length === 0,
      found: matching.length,
      shown: first.map((row) => ({ ...row, people: people.get(row.id) })),
    }
  })
  return page(
    c,
    { title: 'Cơ quan, trường học', nav: 'organisations' },
    <>
      <PageHeader
        title="Cơ quan, trường học"
        lead="Nơi người dân chọn khi đăng ký nhận bản tin. Bản tin có thể gửi riêng cho người của những nơi này."
      >
        <LinkButton href="/console/organisations/new" label="Thêm" icon="plus" />
      </PageHeader>
      <Filters {...filter} />
      {shown.length === 0 ? <NoRows isEmpty={isEmpty} /> : <Table caption="Danh sách" columns={COLUMNS} rows={shown} />}
      {found > shown.length && <p>Còn {found - shown.length} mục nữa. Xin tìm theo tên để thu hẹp danh sách.</p>}
    </>,
  )
}

export async function handleSwitchOrganisation(
  c: ConsoleContext,
  { db, deps }: Edge,
  isActive: boolean,
): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, ...REGISTER_ROLES)
  const id = idParam(c)
  const name = await db.transaction().execute((tx) => switchOrganisation(tx, deps, officer, { id, isActive }))
  setFlash(c, 'success', isActive ? `Đã dùng lại: ${name}.` : `Đã ngừng: ${name}. Người dân không chọn được nữa.`)
  return c.redirect('/console/organisations', 303)
}

function readFilter(c: ConsoleContext): Filter {
  const [kind, state] = [queryText(c, 'kind', 20), queryText(c, 'state', 20)]
  return {
    text: queryText(c, 'q', 100),
    kind: Object.hasOwn(ORGANISATION_KINDS, kind) ? kind : '',
    state: Object.hasOwn(STATES, state) ? state : 'active',
  }
}

function matches(row: OrganisationRow, { text, kind, state }: Filter): boolean {
  if (state !== 'all' && row.isActive !== (state === 'active')) return false
  return (kind === '' || row.kind === kind) && foldText(`${row.name} ${row.areaName}`).includes(foldText(text))
}

function Filters({ text, kind, state }: Filter) {
  const form: FormState = { values: { q: text, kind, state }, errors: {} }
  return (
    <search>
      <form method="get" action="/console/organisations" class="filters">
        <div class="grow">
          <TextField name="q" label="Tìm theo tên hoặc địa bàn" form={form} filter />
        </div>
        <SelectField
          name="kind"
          label="Loại"
          form={form}
          filter
          empty="Mọi loại"
          options={optionsOf(ORGANISATION_KINDS)}
        />
        <SelectField name="state" label="Tình trạng" form={form} filter options={optionsOf(STATES)} />
        <SubmitButton label="Tìm" icon="search" kind="plain" />
      </form>
    </search>
  )
}

function NoRows({ isEmpty }: { isEmpty: boolean }) {
  if (!isEmpty) {
    return <EmptyState title="Không có mục nào như vậy">Xin thử tên ngắn hơn, có hoặc không có dấu.</EmptyState>
  }
  return (
    <EmptyState icon="school" title="Chưa có mục nào" action={{ href: '/console/organisations/new', label: 'Thêm' }}>
      Thêm trường học, cơ quan, doanh nghiệp, hội ở địa bàn để người dân chọn khi đăng ký nhận bản tin.
    </EmptyState>
  )
}

const COLUMNS: Column<Listed>[] = [
  {
    title: 'Tên',
    cell: ({ id, name, kind }) => (
      <>
        <a href={`/console/organisations/${id}`}>{name}</a>
        <span class="sub">{ORGANISATION_KINDS[kind] ?? kind}</span>
      </>
    ),
  },
  { title: 'Địa bàn', cell: ({ areaName }) => areaName },
  { title: 'Người đăng ký', cell: ({ people }) => people ?? `dưới ${FEWEST_COUNTED}`, class: 'narrow' },
  {
    title: 'Tình trạng',
    cell: ({ isActive }) => (isActive ? <Badge tone="good">Đang dùng</Badge> : <Badge>Đã ngừng</Badge>),
    class: 'narrow',
  },
  { title: 'Việc', cell: (row) => <Switch row={row} />, class: 'narrow' },
]

function Switch({ row: { id, isActive } }: { row: Listed }) {
  return (
    <Form action={`/console/organisations/${id}/${isActive ? 'disable' : 'enable'}`}>
      <SubmitButton label={isActive ? 'Ngừng' : 'Dùng lại'} kind="plain" />
    </Form>
  )
}

export function optionsOf(words: Readonly<Record<string, string>>): { value: string; label: string }[] {
  return Object.entries(words).map(([value, label]) => ({ value, label }))
}
