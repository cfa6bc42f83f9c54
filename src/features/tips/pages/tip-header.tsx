import { Message } from '../../../console/components/message.js'
import { Badge, LinkButton, PageHeader } from '../../../console/components/parts.js'
import { Time } from '../../../console/time.js'
import { placeName } from '../../areas/areas.js'
import { dueState, dueWords } from '../due.js'
import type { TipWords } from '../tip-words.js'
import type { TipView } from '../tip-view.js'
import { tipPath } from './kit.js'
import { StatusTag, UrgencyTag } from './tags.js'

export function TipHeader({ tip, now, words }: { tip: TipView; now: Date; words: TipWords }) {
  return (
    <>
      <PageHeader
        title={`Tin ${tip.number}`}
        lead={`${words.category(tip.category)} · ${placeName(tip.area.name, tip.area.province.name)}`}
        back={{ href: '/console', label: 'Hàng đợi' }}
      >
        <LinkButton href={tipPath(tip.number, '/phieu')} label="Phiếu tiếp nhận" icon="printer" kind="plain" />
      </PageHeader>
      <div class="tip-tags">
        <UrgencyTag urgency={tip.urgency} />
        <StatusTag status={tip.status} />
        {tip.dueAt && dueState(tip.dueAt, now) !== 'later' && (
          <Badge tone={dueState(tip.dueAt, now) === 'overdue' ? 'bad' : 'warn'}>
            Thời hạn: {dueWords(tip.dueAt, now)}
          </Badge>
        )}
        {tip.escalatedAt && <Badge tone="bad">Đã báo cấp trên</Badge>}
      </div>
      {!tip.isOurs && <ReadsCopy />}
      {tip.outcome && <Closed tip={tip} outcome={tip.outcome} words={words} />}
    </>
  )
}

function Closed({ tip, outcome, words }: { tip: TipView; outcome: NonNullable<TipView['outcome']>; words: TipWords }) {
  return (
    <Message kind="success" title={`Kết quả: ${words.outcome(outcome.code)}`}>
      {outcome.reason && <div class="pre-line">{outcome.reason}</div>}
      <div>
        {outcome.by ?? 'Cán bộ'} kết thúc tin lúc <Time at={outcome.at} />. Người báo tin được báo kết quả bằng câu viết
        sẵn.
      </div>
      {tip.erasedAt && (
        <div>
          Nội dung đã được xóa lúc <Time at={tip.erasedAt} /> vì không thuộc phạm vi.
        </div>
      )}
    </Message>
  )
}

function ReadsCopy() {
  return (
    <Message kind="info" title="Tin gửi để biết">
      Đơn vị của đồng chí xem được tin này nhưng không xử lý. Nếu việc thuộc đơn vị mình, hãy trao đổi với đơn vị đang
      giữ tin để được chuyển.
    </Message>
  )
}
