import { type Column, Table } from '../../../console/components/table.js'
import type { StateCount } from '../broadcast-queries.js'
import { RECIPIENT_WORDS, reasonWords } from '../broadcast-words.js'
import { count } from './audience-table.js'

/** What became of everybody, by channel, with the reasons. */
export function OutcomeTable({ counts, names }: { counts: readonly StateCount[]; names: ReadonlyMap<string, string> }) {
  if (counts.length === 0) return <p>Danh sách người nhận được chốt khi bắt đầu gửi.</p>
  return <Table caption="Kết quả theo kênh" columns={columns(names)} rows={counts} />
}

function columns(names: ReadonlyMap<string, string>): Column<StateCount>[] {
  return [
    { title: 'Kênh', cell: ({ accountId }) => names.get(accountId) ?? accountId },
    {
      title: 'Kết quả',
      cell: ({ state, reason }) => (
        <>
          {RECIPIENT_WORDS[state] ?? state}
          {reason && <span class="sub">{reasonWords(reason)}</span>}
        </>
      ),
    },
    { title: 'Số người', cell: ({ people }) => count(people), class: 'narrow' },
  ]
}
