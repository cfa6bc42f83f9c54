import { EmptyState, PageHeader } from '../../../console/components/parts.js'
import { Pager } from '../../../console/components/table.js'
import { decodeCursor, encodeCursor } from '../../../console/cursor.js'
import type { ConsoleContext } from '../../../console/edge.js'
import { page } from '../../../console/page.js'
import { queryText } from '../../../console/read-form.js'
import { requireRole, TIP_ROLES } from '../../../console/roles.js'
import { countQueue, cursorOf, listQueue, QUEUE_TABS, type QueueFilter, type QueueTab } from '../queries.js'
import { searchTerms } from '../search-terms.js'
import { isMicros, isRowId } from '../sort-key.js'
import { inOfficersRole, type TipKit } from './kit.js'
import { QueueFilters, type QueueQuery, QueueTabs } from './queue-filters.js'
import { QueueTable } from './queue-table.js'

const PAGE_SIZE = 30

/** What waits for this officer's unit. */
export async function showQueue(c: ConsoleContext, kit: TipKit): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, ...TIP_ROLES)
  const query = readQuery(c)
  const filter: QueueFilter = { ...query, terms: searchTerms(query.text) }
  const cursor = readCursor(c.req.query('cursor'))
  const looker = { id: officer.id, unitId: officer.unitId, now: kit.edge.deps.clock.now() }
  const { rows, counts } = await inOfficersRole(c, kit, async (tx) => ({
    rows: await listQueue(tx, looker, { tab: query.tab, filter, cursor, max: PAGE_SIZE + 1 }),
    counts: await countQueue(tx, looker, query.ownUnitOnly),
  }))
  const shown = rows.slice(0, PAGE_SIZE)
  const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined
  const url = new URL(c.req.url)
  return page(
    c,
    { title: 'Hàng đợi', nav: 'queue' },
    <>
      <PageHeader
        title="Hàng đợi tin báo"
        lead="Xem tin không có nghĩa là nhận. Mở tin rồi bấm “Nhận xử lý” khi bắt tay vào làm."
      />
      <QueueFilters query={query} categories={kit.catalogue.categories} hasUnitsBelow={officer.role !== 'intake'} />
      <div id="queue-live" data-live={`${url.pathname}${url.search}`}>
        <QueueTabs query={query} counts={counts} />
        {shown.length === 0 ? (
          <NothingHere query={query} isLaterPage={cursor !== null} />
        ) : (
          <QueueTable tips={shown} tab={query.tab} now={looker.now} officer={officer} words={kit.words} />
        )}
        <Pager
          url={url}
          cursor={cursor ? c.req.query('cursor') : undefined}
          nextCursor={last ? encodeCursor(...cursorOf(last)) : null}
        />
      </div>
    </>,
  )
}

function readQuery(c: ConsoleContext): QueueQuery {
  const urgency = queryText(c, 'urgency')
  const tab = queryText(c, 'tab')
  return {
    tab: QUEUE_TABS.find((known) => known === tab) ?? 'new',
    text: queryText(c, 'q', 100),
    category: queryText(c, 'category', 20),
    urgency: ['P0', 'P1', 'P2', 'P3'].includes(urgency) ? urgency : '',
    ownUnitOnly: queryText(c, 'unit') === 'own',
  }
}

/** A cursor that was made up begins the list anew, rather than failing in the database. */
function readCursor(cursor: string | undefined): string[] | null {
  const parts = decodeCursor(cursor, 3)
  const [urgency = '', at, id] = parts ?? []
  return /^P\d$/.test(urgency) && isMicros(at) && isRowId(id) ? parts : null
}

const EMPTY: Readonly<Record<QueueTab, readonly [title: string, todo: string]>> = {
  new: ['Không có tin nào chờ nhận', 'Tin mới sẽ tự hiện ở đây. Trong lúc này, đồng chí có thể xem tin mình đang giữ.'],
  mine: ['Đồng chí chưa giữ tin nào', 'Mở một tin trong mục “Chưa ai nhận” rồi bấm “Nhận xử lý”.'],
  soon: ['Không có tin nào sắp đến hạn', 'Mục này liệt kê tin còn dưới 4 giờ.'],
  overdue: ['Không có tin nào quá hạn', 'Tin quá hạn vẫn xử lý được; việc quá hạn được ghi lại.'],
  open: ['Không có tin nào đang mở', 'Tin mới sẽ tự hiện ở đây.'],
  closed: ['Chưa có tin nào kết thúc', 'Tin được ghi kết quả sẽ chuyển sang mục này.'],
}

function NothingHere({ query, isLaterPage }: { query: QueueQuery; isLaterPage: boolean }) {
  const isFiltered = query.text !== '' || query.category !== '' || query.urgency !== ''
  const [title, todo] = EMPTY[query.tab]
  if (isLaterPage)
    return <EmptyState title="Hết danh sách">Các tin ở phần này vừa được xử lý. Xin về đầu danh sách.</EmptyState>
  if (!isFiltered) return <EmptyState title={title}>{todo}</EmptyState>
  return (
    <EmptyState
      icon="search-off"
      title="Không tìm thấy tin phù hợp"
      action={{ href: '/console?tab=open', label: 'Xóa bộ lọc' }}
    >
      Có thể gõ không dấu, gõ số tin, số điện thoại, số tài khoản hoặc tên trang web. Xin thử ít chữ hơn, hoặc tìm trong
      mục “Tất cả đang mở” và “Đã kết thúc”.
    </EmptyState>
  )
}
