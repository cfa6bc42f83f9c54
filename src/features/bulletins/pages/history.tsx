import { Card } from '../../../console/components/parts.js'
import { type Column, Table } from '../../../console/components/table.js'
import { Time } from '../../../console/time.js'
import type { BulletinRow, EventRow, VersionRow } from '../queries.js'
import { pathOf } from './kit.js'

const SYSTEM = 'Hệ thống'

/** Every version can be looked at. */
export function Versions({ row, versions }: { row: BulletinRow; versions: readonly VersionRow[] }) {
  const columns: Column<VersionRow>[] = [
    {
      title: 'Phiên bản',
      cell: ({ number }) => (
        <>
          <a href={pathOf(row.id, `versions/${number}`)}>Phiên bản {number}</a>
          {number === row.publicVersion && <span class="sub">người dân đang đọc</span>}
        </>
      ),
    },
    { title: 'Người viết', cell: ({ writer }) => writer ?? SYSTEM },
    { title: 'Viết lúc', cell: ({ writtenAt }) => <Time at={writtenAt} />, class: 'narrow' },
    { title: 'Người duyệt', cell: ({ approver, approvedAt }) => (approvedAt ? (approver ?? SYSTEM) : 'Chưa duyệt') },
    { title: 'Duyệt lúc', cell: ({ approvedAt }) => (approvedAt ? <Time at={approvedAt} /> : ''), class: 'narrow' },
  ]
  return (
    <>
      <h2>Các phiên bản</h2>
      <Table caption="Các phiên bản" columns={columns} rows={versions} />
    </>
  )
}

export function Events({ events }: { events: readonly EventRow[] }) {
  return (
    <Card title="Lịch sử">
      <ol class="timeline">
        {events.map(({ at, type, who, data }) => (
          <li>
            <div class="timeline-what">
              {EVENT_WORDS[type] ?? type}
              {detailOf(data, 'version') && ` (phiên bản ${detailOf(data, 'version')})`}
            </div>
            {detailOf(data, 'reason') && <div class="timeline-reason">{detailOf(data, 'reason')}</div>}
            <div class="sub">
              {who ?? SYSTEM}, <Time at={at} />
            </div>
          </li>
        ))}
      </ol>
    </Card>
  )
}

const EVENT_WORDS: Readonly<Record<string, string>> = {
  imported: 'Nạp từ tệp đi kèm hệ thống',
  written: 'Lưu bản mới',
  review_asked: 'Gửi duyệt',
  approved: 'Duyệt',
  sent_back: 'Trả lại để sửa',
  published: 'Đăng lên trang bản tin',
  withdrawn: 'Rút bản tin',
}

function detailOf(data: unknown, key: string): string {
  const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, key) : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
