import { Badge, type BadgeTone, EmptyState, LinkButton, PageHeader } from '../../../console/components/parts.js'
import { type Column, Pager, Table } from '../../../console/components/table.js'
import { decodeCursor, encodeCursor } from '../../../console/cursor.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { page } from '../../../console/page.js'
import { requireRole } from '../../../console/roles.js'
import { Time } from '../../../console/time.js'
import { type BulletinRow, type ListedRow, listBulletins } from '../queries.js'
import { type State, WRITER_ROLES } from '../review-rules.js'
import { FROM_FILE, inOfficersRole, NO_TITLE, pathOf, READER_ROLES, STATE_WORDS } from './kit.js'

const PAGE_SIZE = 30

/** Those of the officer's unit and the units below, and those that came with the program. */
export async function showBulletins(c: ConsoleContext, edge: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, ...READER_ROLES)
  const state = stateOf(c.req.query('state'))
  const cursor = c.req.query('cursor')
  const [id] = decodeCursor(cursor, 1) ?? []
  const before = id !== undefined && /^\d{1,15}$/.test(id) ? id : null
  const rows = await inOfficersRole(c, edge, (limited) => listBulletins(limited, { state, before, max: PAGE_SIZE + 1 }))
  const shown = rows.slice(0, PAGE_SIZE)
  const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined
  const mayWrite = WRITER_ROLES.includes(officer.role)
  return page(
    c,
    { title: 'Bản tin', nav: 'bulletins' },
    <>
      <PageHeader title="Bản tin" lead="Cảnh báo và hướng dẫn của đơn vị đồng chí và cấp dưới.">
        {mayWrite && <LinkButton href="/console/bulletins/new" label="Viết bản tin" icon="plus" />}
      </PageHeader>
      <Tabs current={state} />
      {shown.length === 0 ? (
        <Nothing state={state} mayWrite={mayWrite} />
      ) : (
        <Table caption="Danh sách bản tin" columns={COLUMNS} rows={shown} />
      )}
      <Pager url={new URL(c.req.url)} cursor={cursor} nextCursor={last ? encodeCursor(last.id) : null} />
    </>,
  )
}

/** What the state is, in words and in colour. */
export function StateBadge({ row }: { row: BulletinRow }) {
  return (
    <>
      <Badge tone={TONES[row.state]}>{STATE_WORDS[row.state]}</Badge>
      {row.isEmergency && <Badge tone="bad">Khẩn</Badge>}
      {row.state !== 'published' && row.state !== 'withdrawn' && row.publicVersion !== null && (
        <span class="sub">đang đăng phiên bản {row.publicVersion}</span>
      )}
    </>
  )
}

const TONES: Readonly<Record<State, BadgeTone>> = {
  draft: 'neutral',
  review: 'warn',
  approved: 'info',
  published: 'good',
  withdrawn: 'bad',
}

const TABS: readonly (readonly [State | null, string])[] = [
  [null, 'Tất cả'],
  ['draft', 'Bản nháp'],
  ['review', 'Chờ duyệt'],
  ['approved', 'Đã duyệt'],
  ['published', 'Đang đăng'],
  ['withdrawn', 'Đã rút'],
]

function Tabs({ current }: { current: State | null }) {
  return (
    <nav class="tabs" aria-label="Lọc theo tình trạng">
      {TABS.map(([state, label]) => (
        <a
          href={state === null ? '/console/bulletins' : `/console/bulletins?state=${state}`}
          {...(state === current && { 'aria-current': 'page' })}
        >
          {label}
        </a>
      ))}
    </nav>
  )
}

const COLUMNS: Column<ListedRow>[] = [
  { title: 'Tiêu đề', cell: ({ id, title }) => <a href={pathOf(id)}>{title || NO_TITLE}</a> },
  { title: 'Tình trạng', cell: (row) => <StateBadge row={row} />, class: 'narrow' },
  { title: 'Đơn vị', cell: ({ unitName }) => unitName ?? FROM_FILE },
  { title: 'Sửa lần cuối', cell: ({ writtenAt }) => <Time at={writtenAt} />, class: 'narrow' },
  {
    title: 'Đăng lần đầu',
    cell: ({ publishedAt }) => (publishedAt ? <Time at={publishedAt} /> : 'Chưa đăng'),
    class: 'narrow',
  },
]

function Nothing({ state, mayWrite }: { state: State | null; mayWrite: boolean }) {
  const action = mayWrite ? { action: { href: '/console/bulletins/new', label: 'Viết bản tin' } } : {}
  if (state === 'review') {
    return (
      <EmptyState icon="circle-check" title="Không có bản tin nào chờ duyệt">
        Bản tin mà đồng nghiệp gửi duyệt sẽ hiện ở đây. Người duyệt không được là người viết.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon="news" title="Không có bản tin nào ở mục này" {...action}>
      Viết bản nháp, gửi một người khác duyệt, rồi đăng lên trang bản tin và gửi cho người đăng ký.
    </EmptyState>
  )
}

function stateOf(given: string | undefined): State | null {
  return TABS.map(([state]) => state).find((state) => state !== null && state === given) ?? null
}
