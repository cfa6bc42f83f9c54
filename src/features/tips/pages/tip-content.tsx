import { Badge, Card, Facts } from '../../../console/components/parts.js'
import { type Column, Table } from '../../../console/components/table.js'
import { Time } from '../../../console/time.js'
import { placeName } from '../../areas/areas.js'
import { type IdentifierMark, identifierMarks, identifierName, type TipWords } from '../tip-words.js'
import type { TipIdentifierView, TipView } from '../tip-view.js'

/** What the citizen told, as text: whatever it holds is shown, nothing of it is carried out. */
export function Content({ tip, words }: { tip: TipView; words: TipWords }) {
  return (
    <Card title="Nội dung tin báo">
      <p class="pre-line tip-text">{tip.description}</p>
      <Facts
        rows={[
          ['Loại việc', words.category(tip.category)],
          ['Nơi xảy ra', placeName(tip.area.name, tip.area.province.name)],
          ['Thời điểm xảy ra', tip.happened ?? 'Không rõ'],
          ['Thiệt hại', tip.loss ?? 'Không nêu'],
          ...tip.evidence.map(({ label, value }) => [label, <span class="pre-line">{value}</span>] as const),
          ['Nhận lúc', <Time at={tip.receivedAt} />],
          ['Nhận qua', words.channel(tip.channel)],
        ]}
      />
    </Card>
  )
}

/** Never a link: the address may be the trap itself. */
export function Identifiers({ tip }: { tip: TipView }) {
  if (tip.identifiers.length === 0) return null
  const columns: Column<TipIdentifierView>[] = [
    { title: 'Là gì', cell: ({ kind, label }) => label ?? identifierName(kind) },
    { title: 'Để tra cứu', cell: (one) => <Marked text={one.value} marks={marksOf(one, 'warn')} /> },
    { title: 'Như đã viết', cell: (one) => <Marked text={one.raw} marks={marksOf(one, 'neutral')} /> },
  ]
  return (
    <>
      <h2 class="section-title">Số điện thoại, tài khoản, địa chỉ trong tin</h2>
      <Table caption="Số điện thoại, tài khoản, địa chỉ trong tin" columns={columns} rows={tip.identifiers} />
    </>
  )
}

function marksOf(identifier: TipIdentifierView, tone: IdentifierMark['tone']): IdentifierMark[] {
  return identifierMarks(identifier).filter((mark) => mark.tone === tone)
}

function Marked({ text, marks }: { text: string; marks: readonly IdentifierMark[] }) {
  return (
    <>
      <bdi class="code">{text}</bdi>
      {marks.length > 0 && (
        <span class="marks">
          {marks.map((mark) => (
            <Badge tone={mark.tone}>{mark.text}</Badge>
          ))}
        </span>
      )}
    </>
  )
}
