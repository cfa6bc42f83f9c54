import type { Child } from 'hono/jsx'
import { Icon } from '../icon.js'

export type Column<Row> = { title: string; cell: (row: Row) => Child; class?: string }

/**
 * A table whose first column names the row. `caption` is read out, not shown. With the class `stacks` each row becomes
 * a card where the screen is narrow, for tables of which no column may be out of sight.
 */
export function Table<Row>({
  caption,
  columns,
  rows,
  class: className = '',
}: {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  class?: 'stacks' | ''
}) {
  return (
    <div class="card mb-3">
      <section class="table-responsive" tabindex={0} aria-label={caption}>
        <table class={`table table-vcenter card-table ${className}`}>
          <caption class="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th scope="col" class={column.class ?? ''}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr>{columns.map((column, index) => cell(column, row, index === 0))}</tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

function cell<Row>(column: Column<Row>, row: Row, isFirst: boolean) {
  const className = column.class ?? ''
  if (!isFirst) return <td class={className}>{column.cell(row)}</td>
  return (
    <th scope="row" class={className}>
      {column.cell(row)}
    </th>
  )
}

/** Keyset pages: there is no page 7, only "from the start" and "on from here". */
export function Pager({
  url,
  cursor,
  nextCursor,
}: {
  url: URL
  cursor: string | undefined
  nextCursor: string | null
}) {
  if (!cursor && !nextCursor) return null
  return (
    <nav class="pager" aria-label="Trang của danh sách">
      {cursor && (
        <a class="btn" href={withCursor(url, null)}>
          <Icon name="arrow-bar-to-left" />
          Về đầu danh sách
        </a>
      )}
      {nextCursor && (
        <a class="btn" href={withCursor(url, nextCursor)} rel="next">
          Xem tiếp
          <Icon name="arrow-right" />
        </a>
      )}
    </nav>
  )
}

function withCursor(url: URL, cursor: string | null): string {
  const target = new URL(url)
  if (cursor === null) target.searchParams.delete('cursor')
  else target.searchParams.set('cursor', cursor)
  return `${target.pathname}${target.search}`
}
