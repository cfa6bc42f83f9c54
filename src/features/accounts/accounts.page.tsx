import { Form } from '../../console/components/form.js'
import { Badge, EmptyState, LinkButton, PageHeader, SubmitButton } from '../../console/components/parts.js'
import { type Column, Pager, Table } from '../../console/components/table.js'
import { decodeCursor, encodeCursor } from '../../console/cursor.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { setFlash } from '../../console/flash.js'
import { page } from '../../console/page.js'
import { NO_SUCH_PAGE } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import { AppError } from '../../platform/errors.js'
import { asOfficer } from '../officers/as-officer.js'
import type { ChannelForm } from './channel-form.js'
import { type ListedAccount, listAccounts } from './queries.js'
import { switchAccount } from './switch-account.js'

const PAGE_SIZE = 50

/** The pages and bots through which citizens write. Their secrets are never shown. */
export async function showAccounts(c: ConsoleContext, { db }: Edge, forms: readonly ChannelForm[]): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'admin')
  const cursor = c.req.query('cursor')
  const [name, id] = decodeCursor(cursor, 2) ?? []
  const after = name !== undefined && id !== undefined ? { name, id } : null
  const accounts = await db
    .transaction()
    .execute((tx) => asOfficer(tx, officer, (limited) => listAccounts(limited, after, PAGE_SIZE + 1)))
  const shown = accounts.slice(0, PAGE_SIZE)
  const last = accounts.length > PAGE_SIZE ? shown.at(-1) : undefined
  return page(
    c,
    { title: 'Kênh', nav: 'accounts' },
    <>
      <PageHeader
        title="Kênh"
        lead="Những nơi người dân nhắn tin cho hệ thống: trang trò chuyện trên web và bot của từng đơn vị."
      >
        {forms.length > 0 && <LinkButton href="/console/accounts/new" label="Thêm kênh" icon="plus" />}
      </PageHeader>
      {shown.length === 0 ? <NoAccounts /> : <Table caption="Danh sách kênh" columns={columns(forms)} rows={shown} />}
      <Pager url={new URL(c.req.url)} cursor={cursor} nextCursor={last ? encodeCursor(last.name, last.id) : null} />
    </>,
  )
}

export async function handleSwitch(c: ConsoleContext, { db, deps }: Edge, isEnabled: boolean): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'admin')
  const id = c.req.param('id') ?? ''
  if (!/^[a-z0-9-]{1,60}$/.test(id)) throw new AppError('not_found', NO_SUCH_PAGE)
  const { name } = await db.transaction().execute((tx) => switchAccount(tx, deps, officer, { id, isEnabled }))
  setFlash(
    c,
    'success',
    isEnabled ? `Đã bật kênh ${name}.` : `Đã tắt kênh ${name}. Tin nhắn gửi đến kênh này sẽ không được nhận.`,
  )
  return c.redirect('/console/accounts', 303)
}

function columns(forms: readonly ChannelForm[]): Column<ListedAccount>[] {
  const labels = new Map(forms.map(({ channel, label }) => [channel, label]))
  return [
    {
      title: 'Tên',
      cell: ({ name, channel }) => (
        <>
          {name}
          <span class="sub">{labels.get(channel) ?? channel}</span>
        </>
      ),
    },
    { title: 'Đơn vị', cell: ({ unitName }) => unitName ?? 'Toàn hệ thống' },
    { title: 'Địa bàn chọn sẵn', cell: ({ areaName }) => areaName ?? 'Không' },
    {
      title: 'Trạng thái',
      cell: ({ isEnabled }) => (isEnabled ? <Badge tone="good">Đang bật</Badge> : <Badge>Đang tắt</Badge>),
      class: 'narrow',
    },
    { title: 'Việc', cell: (account) => <Switch account={account} />, class: 'narrow' },
  ]
}

function Switch({ account: { id, isEnabled, isFromEnvironment } }: { account: ListedAccount }) {
  if (isFromEnvironment) return <span class="sub">Do cấu hình máy chủ</span>
  return (
    <Form action={`/console/accounts/${id}/${isEnabled ? 'disable' : 'enable'}`}>
      <SubmitButton label={isEnabled ? 'Tắt' : 'Bật'} kind="plain" />
    </Form>
  )
}

function NoAccounts() {
  return (
    <EmptyState icon="messages" title="Chưa có kênh nào" action={{ href: '/console/accounts/new', label: 'Thêm kênh' }}>
      Thêm bot của đơn vị để người dân nhắn tin được từ ứng dụng họ đang dùng.
    </EmptyState>
  )
}
