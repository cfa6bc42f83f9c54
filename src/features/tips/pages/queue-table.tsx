import { Badge } from '../../../console/components/parts.js'
import { type Column, Table } from '../../../console/components/table.js'
import { Time } from '../../../console/time.js'
import { clip } from '../../../engine/display.js'
import type { Officer } from '../../../platform/officer.js'
import { placeName } from '../../areas/areas.js'
import type { ListedTip, QueueTab } from '../queries.js'
import type { TipWords } from '../tip-words.js'
import { tipPath } from './kit.js'
import { Due, StatusTag, UrgencyTag } from './tags.js'

type Props = { tips: readonly ListedTip[]; tab: QueueTab; now: Date; officer: Officer; words: TipWords }

export function QueueTable(props: Props) {
  return <Table caption="Tin báo" columns={columns(props)} rows={props.tips} class="stacks" />
}

function columns({ tab, now, officer, words }: Props): Column<ListedTip>[] {
  const open: Column<ListedTip>[] = [
    {
      title: 'Thời hạn',
      class: 'narrow',
      cell: (tip) => (tip.status === 'closed' ? '—' : <Due at={tip.dueAt} moved={tip.dueAtWorking} now={now} />),
    },
    { title: 'Người giữ', class: 'narrow', cell: (tip) => <Holder tip={tip} officer={officer} /> },
  ]
  const closed: Column<ListedTip>[] = [{ title: 'Kết quả', cell: (tip) => <Outcome tip={tip} words={words} /> }]
  return [
    { title: 'Tin', class: 'queue-subject', cell: (tip) => <Subject tip={tip} words={words} /> },
    { title: 'Mức', class: 'narrow', cell: (tip) => <UrgencyTag urgency={tip.urgency} /> },
    { title: 'Nơi xảy ra, lúc nhận', class: 'queue-place', cell: (tip) => <Place tip={tip} officer={officer} /> },
    ...(tab === 'closed' ? closed : open),
  ]
}

function Subject({ tip, words }: { tip: ListedTip; words: TipWords }) {
  return (
    <>
      <a href={tipPath(tip.number)} class="tip-link">
        {tip.number} · {words.category(tip.category)}
      </a>
      <span class="sub tip-beginning">{clip(tip.beginning.replace(/\s+/g, ' '), 110)}</span>
      <Marks tip={tip} />
    </>
  )
}

function Marks({ tip }: { tip: ListedTip }) {
  if (tip.isOurs && !tip.isEscalated && !tip.isBreached && tip.extensions === 0) return null
  return (
    <span class="marks">
      {!tip.isOurs && <Badge tone="info">Gửi để biết</Badge>}
      {tip.isEscalated && <Badge tone="bad">Đã báo cấp trên</Badge>}
      {tip.isBreached && <Badge tone="bad">Có hạn đã trễ</Badge>}
      {tip.extensions > 0 && <Badge tone="neutral">Đã gia hạn {tip.extensions} lần</Badge>}
    </span>
  )
}

function Place({ tip, officer }: { tip: ListedTip; officer: Officer }) {
  return (
    <>
      {placeName(tip.areaName, tip.provinceName)}
      {tip.unitId !== officer.unitId && <span class="sub">{tip.unitName}</span>}
      <span class="sub">
        Nhận <Time at={tip.receivedAt} />
      </span>
    </>
  )
}

function Holder({ tip, officer }: { tip: ListedTip; officer: Officer }) {
  return (
    <>
      <StatusTag status={tip.holder === null && tip.status === 'in_progress' ? 'new' : tip.status} />
      {tip.holder !== null && <span class="sub">{tip.holderId === officer.id ? 'Tôi đang giữ' : tip.holder}</span>}
    </>
  )
}

function Outcome({ tip, words }: { tip: ListedTip; words: TipWords }) {
  return (
    <>
      {words.outcome(tip.outcomeCode ?? '')}
      {tip.closedAt && (
        <span class="sub">
          <Time at={tip.closedAt} />
        </span>
      )}
    </>
  )
}
