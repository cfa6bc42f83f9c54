import { Badge, EmptyState, PageHeader } from '../../../console/components/parts.js'
import { type Column, Pager, Table } from '../../../console/components/table.js'
import { decodeCursor, encodeCursor } from '../../../console/cursor.js'
import type { ConsoleContext } from '../../../console/edge.js'
import { page } from '../../../console/page.js'
import { requireRole } from '../../../console/roles.js'
import { Time } from '../../../console/time.js'
import { asOfficer } from '../../officers/as-officer.js'
import type { BroadcastParts } from '../broadcast-parts.js'
import { type BroadcastRow, listBroadcasts } from '../broadcast-queries.js'
import { STATE_WORDS } from '../broadcast-words.js'
import { StoredResult } from '../progress.js'
import { count } from './audience-table.js'

const PAGE_SIZE = 30

/** Everything that the officer's units sent, are sending and will send; the newest first. */
export async function showBroadcasts(c: ConsoleContext, { edge }: BroadcastParts): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'comms', 'lead', 'auditor')
  const cursor = c.req.query('cursor')
  const before = decodeCursor(cursor, 1)?.[0] ?? null
  const max = PAGE_SIZE + 1
  const rows = await edge.db
    .transaction()
    .execute((tx) => asOfficer(tx, officer, (limited) => listBroadcasts(limited, { before: readId(before), max })))
  const shown = rows.slice(0, PAGE_SIZE)
  const last = rows.length > PAGE_SIZE ? shown.at(-1) : undefined
  return page(
    c,
    { title: 'Các lần gửi', nav: 'broadcasts' },
    <>
      <PageHeader title="Các lần gửi" lead="Bản tin đã hẹn, đang gửi và đã gửi tới người đăng ký." />
      {shown.length === 0 ? (
        <EmptyState
          icon="send"
          title="Chưa gửi bản tin nào"
          action={{ href: '/console/bulletins', label: 'Mở danh sách bản tin' }}
        >
          Bản tin đã duyệt có nút “Gửi cho người đăng ký”.
        </EmptyState>
      ) : (
        <Table caption="Các lần gửi" columns={COLUMNS} rows={shown} />
      )}
      <Pager url={new URL(c.req.url)} cursor={cursor} nextCursor={last ? encodeCursor(last.id) : null} />
    </>,
  )
}

function readId(text: string | null): string | null {
  return text !== null && /^\d{1,18}$/.test(text) ? text : null
}

const COLUMNS: readonly Column<BroadcastRow>[] = [
  {
    title: 'Bản tin',
    cell: ({ id, title, unitName }) => (
      <>
        <a href={`/console/broadcasts/${id}`}>{title}</a>
        <span class="sub">{unitName}</span>
      </>
    ),
  },
  {
    title: 'Tình trạng',
    cell: (row) => <Badge tone={row.state === 'sending' ? 'info' : 'neutral'}>{STATE_WORDS[row.state]}</Badge>,
  },
  { title: 'Bắt đầu', cell: ({ startAt }) => <Time at={startAt} /> },
  { title: 'Đã nhận', cell: ({ result }) => delivered(result), class: 'narrow' },
]

function delivered(result: unknown): string {
  const stored = StoredResult.safeParse(result)
  if (!stored.success) return ''
  const sent = stored.data.counts.filter(({ state }) => state === 'sent')
  return count(sent.reduce((total, { people }) => total + people, 0))
}
