import { z } from 'zod'
import { EMPTY_FORM, Form, type FormState, TextAreaField } from '../../../console/components/form.js'
import { FormErrors } from '../../../console/components/message.js'
import { Card, LinkButton, SubmitButton } from '../../../console/components/parts.js'
import type { ConsoleContext } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { readForm } from '../../../console/read-form.js'
import type { Officer } from '../../../platform/officer.js'
import { canAskReporter } from '../ask-reporter.js'
import { decideTip } from '../decide-tip.js'
import { checkOutcome, OUTCOME_CODES, type OutcomeCode } from '../outcomes.js'
import type { TipView } from '../tip-view.js'
import { actPage, refusedPage, readForAct } from './act-page.js'
import { type Choice, RadioList } from './choose.js'
import { actOn, numberParam, type TipKit, tipPath } from './kit.js'

const OutcomeForm = z.object({
  code: z.enum(OUTCOME_CODES, 'Xin chọn một kết quả.'),
  reason: z
    .string('Cần nêu lý do của kết quả.')
    .min(1, 'Cần nêu lý do của kết quả.')
    .max(2000, 'Lý do dài quá 2.000 ký tự.'),
})

export async function showOutcome(c: ConsoleContext, kit: TipKit, form: FormState = EMPTY_FORM): Promise<Response> {
  const { tip, more: canAsk } = await readForAct(c, kit, canAskReporter)
  const isWrong = Object.keys(form.errors).length > 0
  const lead = 'Kết quả lấy từ danh sách cố định. Người báo tin chỉ nhận câu viết sẵn, không nhận lý do ghi ở dưới.'
  return actPage(
    c,
    { title: 'Kết thúc tin', lead, tip, isWrong },
    <Card>
      <FormErrors form={form} />
      <Form action={tipPath(tip.number, '/outcome')}>
        <RadioList
          name="code"
          legend="Kết quả"
          choices={OUTCOME_CODES.map((code) => choiceOf(code, kit, whyOff(code, tip, canAsk, c.var.officer)))}
          form={form}
        />
        <TextAreaField
          name="reason"
          label="Lý do"
          form={form}
          maxlength={2000}
          hint="Lưu trong tin cho cán bộ. Với tin trùng, ghi số của tin gốc, ví dụ 2026-000123."
        />
        <div class="form-acts">
          <SubmitButton label="Kết thúc tin" icon="circle-check" />
          <LinkButton href={tipPath(tip.number)} label="Quay lại" kind="plain" />
        </div>
      </Form>
    </Card>,
  )
}

export async function sendOutcome(c: ConsoleContext, kit: TipKit): Promise<Response> {
  const number = numberParam(c)
  const read = await readForm(c, OutcomeForm)
  if (read.kind === 'wrong') return showOutcome(c, kit, read.form)
  const acted = await actOn(c, kit, (tx) => decideTip(tx, kit.edge.deps, c.var.officer, number, read.data))
  if (acted.kind === 'refused') return refusedPage(c, number, acted.error, [read.data.reason])
  if (acted.kind === 'invalid') return showOutcome(c, kit, { values: read.values, errors: acted.error.detail })
  setFlash(c, 'success', `Đã kết thúc tin ${number}: ${kit.words.outcome(read.data.code)}. Người báo tin sẽ được báo.`)
  return c.redirect(tipPath(number), 303)
}

function choiceOf(code: OutcomeCode, { phrases, words }: TipKit, off: string | null): Choice {
  const told = `Người báo tin đọc: “${phrases.outcomes[code].citizen.vi}”`
  return { value: code, label: words.outcome(code), hint: off ?? told, isOff: off !== null }
}

/** What the act itself will refuse, whatever the reason says. */
function whyOff(code: OutcomeCode, tip: TipView, canAsk: boolean, { role }: Officer): string | null {
  const asked = tip.messages.filter(({ author }) => author === 'officer').length
  const { kind } = checkOutcome(code, '', { role, asked, canAsk })
  if (kind === 'lead_only') return 'Chỉ chỉ huy được kết luận báo tin sai. Hãy trình chỉ huy của đơn vị.'
  if (kind === 'ask_first') return 'Chọn được sau khi đã hỏi người báo tin ít nhất một lần.'
  return null
}
