import { type Column, Table } from '../../../console/components/table.js'
import type { AudienceSummary } from '../audience-summary.js'
import { durationWords } from '../broadcast-rules.js'
import { reasonWords } from '../broadcast-words.js'

type Row = AudienceSummary['accounts'][number]

/** How many on each channel get it now, how many later, how many not and why. */
export function AudienceTable({ summary, left }: { summary: AudienceSummary; left: number }) {
  const { people, seconds, accounts } = summary
  return (
    <>
      <p>
        <strong>{count(people)} người</strong> sẽ nhận
        {people > 0 && <>, gửi hết trong {durationWords(seconds)} nếu không ai trong giờ yên lặng</>}.
        {left > 0 && ` ${count(left)} người đã thôi nhận trong 30 ngày qua, không được gửi.`}
      </p>
      {accounts.length > 0 && <Table caption="Người nhận theo kênh" columns={COLUMNS} rows={accounts} />}
    </>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  { title: 'Kênh', cell: ({ name }) => name },
  { title: 'Gửi ngay', cell: ({ now }) => count(now), class: 'narrow' },
  { title: 'Chờ hết giờ yên lặng', cell: ({ quiet }) => count(quiet), class: 'narrow' },
  {
    title: 'Không gửi, vì sao',
    cell: ({ ineligible }) =>
      ineligible.length === 0 ? (
        'Không có'
      ) : (
        <ul class="plain-list">
          {ineligible.map(({ reason, people }) => (
            <li>
              {count(people)}: {reasonWords(reason)}
            </li>
          ))}
        </ul>
      ),
  },
]

/** 12.345 as Vietnamese writes it. */
export function count(people: number): string {
  return people.toLocaleString('vi-VN')
}
