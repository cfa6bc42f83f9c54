import { z } from 'zod'
import { EMPTY_FORM, Form, type FormState, SelectField, TextField } from '../../../console/components/form.js'
import { FormErrors, Message } from '../../../console/components/message.js'
import { Card, PageHeader, SubmitButton } from '../../../console/components/parts.js'
import type { ConsoleContext } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { page } from '../../../console/page.js'
import { idParam, readForm } from '../../../console/read-form.js'
import { requireRole } from '../../../console/roles.js'
import { dayOf } from '../../../console/time.js'
import { localMinute } from '../../../engine/local-day.js'
import { AppError } from '../../../platform/errors.js'
import { asOfficer } from '../../officers/as-officer.js'
import { type Audience, countAudience, countLeft } from '../audience.js'
import { type AudienceSummary, summariseAudience } from '../audience-summary.js'
import type { BroadcastParts } from '../broadcast-parts.js'
import { durationWords, SPAN_HOURS, schedule } from '../broadcast-rules.js'
import { createBroadcast } from '../create-broadcast.js'
import { getSendable, type Sendable } from '../sendable.js'
import { reachOf } from '../sending-account.js'
import { AudienceTable } from './audience-table.js'

type Shown = { sendable: Sendable; summary: AudienceSummary; left: number; toReaders: boolean }

/** Who would get it now, and the form that sends it. */
export async function showSend(
  c: ConsoleContext,
  parts: BroadcastParts,
  form: FormState = EMPTY_FORM,
): Promise<Response> {
  requireRole(c.var.officer, 'comms', 'lead')
  const shown = await look(c, parts, (form.values['audience'] ?? c.req.query('audience') ?? 'readers') === 'readers')
  const { content, bulletin } = shown.sendable
  const status = Object.keys(form.errors).length > 0 ? ({ status: 422 } as const) : {}
  return page(
    c,
    { title: `Gửi: ${content.title}`, nav: 'bulletins', ...status },
    <>
      <PageHeader
        title={`Gửi: ${content.title}`}
        lead="Số người dưới đây được tính ngay lúc mở trang. Danh sách nhận được chốt khi bắt đầu gửi."
        back={{ href: `/console/bulletins/${bulletin.id}`, label: 'Bản tin' }}
      />
      <FormErrors form={form} title="Chưa gửi. Xin xem lại:" />
      {bulletin.isEmergency && (
        <Message
          kind="warning"
          title="Bản tin khẩn: gửi cả trong giờ yên lặng và không tính vào số bản tin mỗi tuần."
        />
      )}
      {isPast(content, dayOf(parts.edge.deps.clock.now(), parts.timeZone)) && (
        <Message kind="warning" title="Bản tin đã quá ngày ghi trong bài. Xin kiểm tra lại trước khi gửi." />
      )}
      <Card title="Ai nhận được">
        <AudienceTable {...shown} />
      </Card>
      <Card title="Gửi thử">
        <p>Bản tin đến cuộc trò chuyện đã liên kết của riêng đồng chí, như người dân sẽ thấy.</p>
        <Form action={`/console/bulletins/${bulletin.id}/send-test`}>
          <SubmitButton label="Gửi thử cho tôi" kind="plain" icon="send" />
        </Form>
      </Card>
      {shown.summary.people === 0 && <Nobody id={bulletin.id} />}
      <SendForm {...shown} form={form} today={today(parts)} />
    </>,
  )
}

export async function handleSend(c: ConsoleContext, parts: BroadcastParts): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'comms', 'lead')
  const read = await readForm(c, SendFields)
  if (read.kind === 'wrong') return showSend(c, parts, read.form)
  const { db, deps } = parts.edge
  const { when, day, time, span, policy, audience } = read.data
  const wanted = when === 'at' ? { day, time, spanHours: span } : { spanHours: span }
  const planned = schedule(wanted, { now: deps.clock.now(), timeZone: parts.timeZone })
  if (planned.kind === 'wrong') {
    const errors = { [planned.field]: WRONG_TIMES[planned.why] }
    return showSend(c, parts, { values: read.values, errors })
  }
  const { startAt, stopAt } = planned
  const request = { bulletinId: idParam(c), startAt, stopAt, onUncertain: policy, toReaders: audience === 'readers' }
  const shown = await look(c, parts, request.toReaders)
  if (when === 'now' && shown.summary.people === 0) throw nobody(request.bulletinId)
  const id = await db.transaction().execute((tx) => createBroadcast(tx, deps, officer, request))
  setFlash(c, 'success', when === 'at' ? 'Đã hẹn giờ gửi.' : 'Bắt đầu gửi. Trang này tự cập nhật.')
  return c.redirect(`/console/broadcasts/${id}`, 303)
}

const SendFields = z.object({
  when: z.enum(['now', 'at'], 'Xin chọn gửi ngay hay hẹn giờ.'),
  day: z.string().max(10).default(''),
  time: z.string().max(5).default(''),
  span: z.coerce.number().refine((hours) => SPAN_HOURS.some((one) => one === hours), 'Xin chọn thời gian gửi.'),
  policy: z.enum(['skip', 'resend'], 'Xin chọn cách xử lý khi máy dừng giữa chừng.'),
  audience: z.enum(['readers', 'everybody']).default('everybody'),
})

const WRONG_TIMES = {
  unreadable: 'Xin ghi ngày như 30/11/2026 và giờ như 8:30.',
  past: 'Giờ này đã qua.',
  far: 'Chỉ hẹn được trong 60 ngày tới.',
} as const

async function look(
  c: ConsoleContext,
  { edge, listAccounts, timeZone }: BroadcastParts,
  toReaders: boolean,
): Promise<Shown> {
  const { officer } = c.var
  const accounts = await listAccounts()
  const now = edge.deps.clock.now()
  return edge.db.transaction().execute(async (tx) => {
    const sendable = await asOfficer(tx, officer, (limited) => getSendable(limited, officer, idParam(c)))
    const isCorrection = toReaders && sendable.bulletin.correctsId !== null
    const audience = audienceOf(sendable, isCorrection)
    const counts = await countAudience(tx, audience, reachOf(accounts), { now, minute: localMinute(now, timeZone) })
    return {
      sendable,
      toReaders: isCorrection,
      summary: summariseAudience(counts, accounts),
      left: await countLeft(tx, audience),
    }
  })
}

function audienceOf({ bulletin, content, areas }: Sendable, toReaders: boolean): Audience {
  const { topics, organisations, lang } = content
  const { id, sendVersion, isEmergency, correctsId } = bulletin
  const correctedId = toReaders ? correctsId : null
  return { areas, topics, organisations, lang, isEmergency, correctedId, bulletinId: id, version: sendVersion }
}

/** Its last day, or the day by which somebody was to look at it again, is over. */
function isPast({ validUntil, checkBy }: Sendable['content'], day: string): boolean {
  return day > (validUntil && validUntil < checkBy ? validUntil : checkBy)
}

function today({ edge, timeZone }: BroadcastParts): string {
  return dayOf(edge.deps.clock.now(), timeZone).split('-').reverse().join('/')
}

/** Also what a form says that was sent once more after all had it. */
function nobody(bulletinId: string): AppError {
  return new AppError('conflict', 'Chưa có ai để gửi: không ai đăng ký, hoặc mọi người đã nhận bản tin này.', {
    title: 'Chưa gửi cho ai',
    todo: 'Đồng chí có thể hẹn giờ gửi sau, hoặc xem lần gửi trước trong trang Các lần gửi.',
    back: `/console/bulletins/${bulletinId}/send`,
  })
}

function Nobody({ id }: { id: string }) {
  return (
    <Message kind="info" title="Chưa có ai để gửi ngay.">
      Không ai đăng ký địa bàn và chủ đề này, hoặc mọi người đã nhận. Đồng chí có thể hẹn giờ gửi sau: danh sách được
      chốt lúc đó. Hoặc đăng bản tin lên trang công khai ở <a href={`/console/bulletins/${id}`}>trang của bản tin</a>.
    </Message>
  )
}

function SendForm({ sendable, toReaders, form, today: day }: Shown & { form: FormState; today: string }) {
  const values = {
    when: 'now',
    span: '6',
    policy: 'skip',
    day,
    time: '08:00',
    audience: toReaders ? 'readers' : 'everybody',
  }
  const filled = { ...form, values: { ...values, ...form.values } }
  const { bulletin } = sendable
  return (
    <Card title="Gửi cho mọi người">
      <Form action={`/console/bulletins/${bulletin.id}/send`}>
        {bulletin.correctsId !== null && (
          <SelectField name="audience" label="Gửi cho ai" form={filled} options={AUDIENCES} />
        )}
        <SelectField name="when" label="Khi nào" form={filled} options={WHEN} />
        <div class="field-row">
          <TextField
            name="day"
            label="Ngày gửi, nếu hẹn giờ"
            form={filled}
            hint="Ví dụ 30/11/2026"
            required={false}
            maxlength={10}
          />
          <TextField
            name="time"
            label="Giờ gửi, nếu hẹn giờ"
            form={filled}
            hint="Ví dụ 8:30"
            required={false}
            maxlength={5}
          />
        </div>
        <SelectField
          name="span"
          label="Gửi trong bao lâu"
          form={filled}
          options={SPANS}
          hint="Hết thời gian này mà chưa gửi tới thì thôi: không ai nhận cảnh báo muộn hay giữa đêm."
        />
        <SelectField
          name="policy"
          label="Nếu máy dừng giữa chừng"
          form={filled}
          options={POLICIES}
          hint="Với người đang gửi dở, không ai biết tin đã tới hay chưa."
        />
        <div class="form-acts">
          <SubmitButton label="Gửi bản tin" icon="send" />
          <a class="btn" href={`/console/bulletins/${bulletin.id}`}>
            Không, quay lại
          </a>
        </div>
      </Form>
    </Card>
  )
}

const AUDIENCES = [
  { value: 'readers', label: 'Những người đã nhận bản tin cần đính chính' },
  { value: 'everybody', label: 'Mọi người đăng ký địa bàn và chủ đề này' },
]
const WHEN = [
  { value: 'now', label: 'Gửi ngay' },
  { value: 'at', label: 'Hẹn giờ' },
]
const SPANS = SPAN_HOURS.map((hours) => ({
  value: String(hours),
  label: durationWords(hours * 3600).replace('khoảng ', ''),
}))
const POLICIES = [
  { value: 'skip', label: 'Không gửi lại: có người có thể không nhận được' },
  { value: 'resend', label: 'Gửi lại: có người có thể nhận hai lần' },
]
