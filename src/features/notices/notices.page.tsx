import { Hono } from 'hono'
import { z } from 'zod'
import { Form } from '../../console/components/form.js'
import { Badge, EmptyState, PageHeader, SubmitButton } from '../../console/components/parts.js'
import { type Column, Pager, Table } from '../../console/components/table.js'
import { decodeCursor, encodeCursor } from '../../console/cursor.js'
import type { ConsoleContext, ConsoleEnv, Edge } from '../../console/edge.js'
import { Bell } from '../../console/layout.js'
import { page } from '../../console/page.js'
import { requireRole, TIP_ROLES } from '../../console/roles.js'
import { Time } from '../../console/time.js'
import { asOfficer } from '../officers/as-officer.js'
import { noticeName } from './notice-text.js'
import { countUnread, type ListedNotice, listNotices, markReadUpTo } from './queries.js'

const PAGE_SIZE = 50

/** The bell: what the unit was told, with a mark of one's own for what has been read. */
export function noticeRoutes(edge: Edge): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.get('/notices', (c) => showNotices(c, edge))
  routes.get('/notices/bell', async (c) => {
    const unread = await edge.db
      .transaction()
      .execute((tx) => asOfficer(tx, c.var.officer, (limited) => countUnread(limited, c.var.officer.id)))
    return c.html(<Bell unread={unread} />)
  })
  routes.post('/notices/read', async (c) => {
    const { upTo } = z
      .object({
        upTo: z
          .string()
          .regex(/^\d{1,18}$/)
          .catch('0'),
      })
      .parse(await c.req.parseBody())
    const { officer } = c.var
    await edge.db
      .transaction()
      .execute((tx) =>
        asOfficer(tx, officer, (limited) => markReadUpTo(limited, officer.id, upTo, edge.deps.clock.now())),
      )
    return c.redirect('/console/notices', 303)
  })
  return routes
}

async function showNotices(c: ConsoleContext, { db }: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, ...TIP_ROLES)
  const cursor = c.req.query('cursor')
  const [before = ''] = decodeCursor(cursor, 1) ?? []
  const after = /^\d{1,18}$/.test(before) ? before : null
  const rows = await db
    .transaction()
    .execute((tx) => asOfficer(tx, officer, (limited) => listNotices(limited, officer.id, after, PAGE_SIZE + 1)))
  const shown = rows.slice(0, PAGE_SIZE)
  const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined
  const newest = shown.find(({ readAt }) => readAt === null)
  return page(
    c,
    { title: 'Thông báo', nav: 'notices' },
    <>
      <PageHeader
        title="Thông báo"
        lead="Thông báo của riêng đồng chí; đồng chí đọc rồi thì người khác vẫn còn. Mở một tin cũng đánh dấu các thông báo về tin đó là đã đọc."
      >
        {newest && <MarkAllRead upTo={newest.id} />}
      </PageHeader>
      <div id="notices-live" data-live="/console/notices">
        {shown.length === 0 ? (
          <EmptyState icon="bell" title="Chưa có thông báo">
            Khi đơn vị có tin mới, tin được chuyển đến, câu trả lời của người báo tin hoặc tin sắp đến hạn, thông báo
            hiện ở đây.
          </EmptyState>
        ) : (
          <Table caption="Thông báo" columns={COLUMNS} rows={shown} />
        )}
        <Pager
          url={new URL(c.req.url)}
          cursor={after ? cursor : undefined}
          nextCursor={last ? encodeCursor(last.id) : null}
        />
      </div>
    </>,
  )
}

/** Up to what was on the page: a notice that came meanwhile stays unread. */
function MarkAllRead({ upTo }: { upTo: string }) {
  return (
    <Form action="/console/notices/read">
      <input type="hidden" name="upTo" value={upTo} />
      <SubmitButton label="Đánh dấu tất cả đã đọc" icon="checks" kind="plain" />
    </Form>
  )
}

const COLUMNS: readonly Column<ListedNotice>[] = [
  { title: 'Thông báo', cell: (notice) => noticeName(notice) },
  {
    title: 'Tin',
    cell: ({ number }) =>
      number ? <a href={`/console/tips/${number}`}>{number}</a> : 'Tin không còn thuộc phạm vi của đồng chí',
  },
  { title: 'Lúc', class: 'narrow', cell: ({ createdAt }) => <Time at={createdAt} /> },
  {
    title: 'Trạng thái',
    class: 'narrow',
    cell: ({ readAt }) => (readAt ? 'Đã đọc' : <Badge tone="warn">Chưa đọc</Badge>),
  },
]
