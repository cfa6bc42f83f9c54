import type { Child } from 'hono/jsx'
import { Message } from '../../../console/components/message.js'
import { Card, LinkButton, PageHeader } from '../../../console/components/parts.js'
import type { ConsoleContext } from '../../../console/edge.js'
import { page } from '../../../console/page.js'
import { Time } from '../../../console/time.js'
import type { Tx } from '../../../platform/db.js'
import { AppError, HTTP_STATUS } from '../../../platform/errors.js'
import { getTip } from '../read-tips.js'
import type { TipView } from '../tip-view.js'
import { inOfficersRole, numberParam, type TipKit, tipPath } from './kit.js'

/** The tip for a page that prepares an act, with what else the page reads. 403 for those who only read a copy. */
export function readForAct<T>(
  c: ConsoleContext,
  kit: TipKit,
  more: (tx: Tx, tip: TipView) => Promise<T>,
): Promise<{ tip: TipView; more: T }> {
  return inOfficersRole(c, kit, async (tx) => {
    const tip = await getTip(tx, numberParam(c))
    if (!tip.isOurs) {
      throw new AppError('forbidden', 'Đơn vị của đồng chí chỉ được xem tin này, không xử lý.', {
        back: tipPath(tip.number),
      })
    }
    return { tip, more: await more(tx, tip) }
  })
}

/** `changesNothing`: the act is open to all who may, whoever holds the tip, and also when it is closed. */
type ActPage = { title: string; lead: string; tip: TipView; isWrong?: boolean; changesNothing?: boolean }

/** One act, one page: it works without scripts, and asks nothing that the tip's page shows already. */
export function actPage(
  c: ConsoleContext,
  { title, lead, tip, isWrong, changesNothing }: ActPage,
  body: Child,
): Promise<Response> {
  const back = { href: tipPath(tip.number), label: `Tin ${tip.number}` }
  return page(
    c,
    { title: `${title} · ${tip.number}`, nav: 'queue', status: isWrong ? 422 : 200 },
    <>
      <PageHeader title={title} lead={lead} back={back} />
      {!changesNothing && <HeldByOther tip={tip} officerId={c.var.officer.id} />}
      {body}
    </>,
  )
}

function HeldByOther({ tip, officerId }: { tip: TipView; officerId: string }) {
  if (tip.status === 'closed') return <Message kind="warning" title="Tin đã kết thúc, không thay đổi được nữa." />
  if (!tip.holder || tip.holder.id === officerId) return null
  return (
    <Message kind="warning" title={`${tip.holder.name} đang giữ tin này`}>
      Giữ đến <Time at={tip.holder.until} />. Nếu gửi bây giờ, hệ thống sẽ không ghi.
    </Message>
  )
}

/** Somebody was faster: who and when, and what was typed here, so that it is not lost. */
export function refusedPage(
  c: ConsoleContext,
  number: string,
  error: AppError,
  typed: readonly string[],
): Promise<Response> {
  const isGone = error.code === 'not_found' || error.detail['movedTo'] !== undefined
  const title = titleOf(error)
  const written = typed.filter((text) => text !== '')
  return page(
    c,
    { title, nav: 'queue', status: HTTP_STATUS[error.code] },
    <>
      <PageHeader
        title={title}
        back={isGone ? { href: '/console', label: 'Hàng đợi' } : { href: tipPath(number), label: `Tin ${number}` }}
      />
      <Refusal error={error} isGone={isGone} />
      <p>
        {isGone ? (
          <LinkButton href="/console" label="Về hàng đợi" icon="inbox" />
        ) : (
          <LinkButton href={tipPath(number)} label="Tải lại tin" icon="refresh" />
        )}
      </p>
      {written.length > 0 && (
        <Card title="Nội dung đồng chí vừa viết">
          {written.map((text) => (
            <p class="pre-line">{text}</p>
          ))}
        </Card>
      )}
    </>,
  )
}

function titleOf({ code, detail }: AppError): string {
  if (code === 'not_found') return 'Không tìm thấy tin'
  if (detail['movedTo'] !== undefined) return 'Tin đã được chuyển đi'
  // Perhaps by the very officer, who went on from an old page.
  return detail['outcome'] === undefined ? 'Tin vừa có người khác xử lý' : 'Tin đã kết thúc trước đó'
}

function Refusal({ error, isGone }: { error: AppError; isGone: boolean }) {
  const { holder, at } = error.detail
  return (
    <Message kind="warning" title={error.message}>
      {at && (
        <div>
          {holder ? 'Người đó giữ đến' : 'Vào lúc'}: <Time at={new Date(at)} />
        </div>
      )}
      <div>
        Việc đồng chí vừa gửi chưa được ghi.
        {isGone ? '' : ' Xin tải lại tin để xem tình trạng mới.'}
      </div>
    </Message>
  )
}
