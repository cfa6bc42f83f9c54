import { Form } from '../../../console/components/form.js'
import { Card, LinkButton, SubmitButton } from '../../../console/components/parts.js'
import { Time } from '../../../console/time.js'
import type { Officer } from '../../../platform/officer.js'
import type { TipView } from '../tip-view.js'
import { tipPath } from './kit.js'

/** Who holds the tip, and what this officer may do with it now. */
export function Acts({ tip, officer }: { tip: TipView; officer: Officer }) {
  const isMine = tip.holder?.id === officer.id
  return (
    <Card title="Xử lý">
      {tip.holder && (
        <p class="holder">
          {isMine ? 'Đồng chí đang giữ tin' : `${tip.holder.name} đang giữ tin`} đến <Time at={tip.holder.until} />.
        </p>
      )}
      {!tip.holder && <p class="holder">Chưa ai giữ tin này.</p>}
      {tip.holder && !isMine ? (
        <p class="form-hint">Đồng chí xử lý được khi người giữ thôi giữ, hoặc hết thời gian giữ.</p>
      ) : (
        <Buttons tip={tip} isMine={isMine} />
      )}
      {officer.role === 'lead' && runs(tip, 'resolve') && (
        <div class="act-list mt-2">
          <LinkButton
            href={tipPath(tip.number, '/extend')}
            label="Gia hạn giải quyết"
            icon="calendar-plus"
            kind="plain"
          />
        </div>
      )}
    </Card>
  )
}

function runs({ clocks }: TipView, kind: string): boolean {
  return clocks.some((clock) => clock.kind === kind && clock.stoppedAt === null)
}

function Buttons({ tip, isMine }: { tip: TipView; isMine: boolean }) {
  return (
    <div class="act-list">
      <Form action={tipPath(tip.number, '/claim')}>
        <SubmitButton
          label={isMine ? 'Giữ thêm 30 phút' : 'Nhận xử lý'}
          icon={isMine ? 'clock-plus' : 'hand-grab'}
          kind={isMine ? 'plain' : 'primary'}
        />
      </Form>
      <LinkButton href="#conversation" label="Hỏi người báo tin" icon="message-question" kind="plain" />
      <LinkButton href={tipPath(tip.number, '/classify')} label="Phân loại lại" icon="tag" kind="plain" />
      <LinkButton
        href={tipPath(tip.number, '/transfer')}
        label="Chuyển đơn vị khác"
        icon="arrow-forward-up"
        kind="plain"
      />
      {runs(tip, 'pass_on') && (
        <LinkButton href={tipPath(tip.number, '/keep')} label="Giữ tin để giải quyết" icon="home-check" kind="plain" />
      )}
      {runs(tip, 'prosecutor') && (
        <LinkButton
          href={tipPath(tip.number, '/prosecutor')}
          label="Đã thông báo Viện kiểm sát"
          icon="mail-check"
          kind="plain"
        />
      )}
      <LinkButton
        href={tipPath(tip.number, '/outcome')}
        label="Kết thúc tin"
        icon="circle-check"
        kind={isMine ? 'primary' : 'plain'}
      />
      {isMine && (
        <Form action={tipPath(tip.number, '/release')}>
          <SubmitButton label="Thôi giữ" icon="hand-off" kind="plain" />
        </Form>
      )}
    </div>
  )
}
