import { z } from 'zod'
import { EMPTY_FORM, Form, type FormState, TextAreaField, TextField } from '../../../console/components/form.js'
import { FormErrors } from '../../../console/components/message.js'
import { Card, EmptyState, LinkButton, SubmitButton } from '../../../console/components/parts.js'
import type { ConsoleContext } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { queryText, readForm } from '../../../console/read-form.js'
import { dayOf } from '../../../console/time.js'
import { transferTip } from '../transfer-tip.js'
import { listTransferTargets, type Target } from '../transfer-targets.js'
import type { TipView } from '../tip-view.js'
import { actPage, refusedPage, readForAct } from './act-page.js'
import { RadioList } from './choose.js'
import { actOn, numberParam, type TipKit, tipPath } from './kit.js'

const TransferForm = z.object({
  unit: z.string('Xin chọn một đơn vị.').min(1, 'Xin chọn một đơn vị.').max(40, 'Xin chọn một đơn vị.'),
  reason: z.string('Cần nêu lý do chuyển.').min(1, 'Cần nêu lý do chuyển.').max(2000, 'Lý do dài quá 2.000 ký tự.'),
})
const MOST = 12

/** First find the unit, then say why. The search stays when the form comes back. */
export async function showTransfer(c: ConsoleContext, kit: TipKit, form: FormState = EMPTY_FORM): Promise<Response> {
  const text = form.values['q'] ?? queryText(c, 'q', 100)
  const day = dayOf(kit.edge.deps.clock.now())
  const { tip, more: targets } = await readForAct(c, kit, (tx, { unit }) =>
    listTransferTargets(tx, { text, day, fromUnitId: unit.id, max: MOST + 1 }),
  )
  const lead = `Tin đang ở ${tip.unit.name}. Đơn vị mới thấy toàn bộ nội dung, trao đổi và thời hạn.`
  return actPage(
    c,
    { title: 'Chuyển đơn vị khác', lead, tip, isWrong: Object.keys(form.errors).length > 0 },
    <Card>
      <FormErrors form={form} />
      <search>
        <form method="get" action={tipPath(tip.number, '/transfer')} class="filters">
          <div class="grow">
            <TextField
              name="q"
              label="Tìm đơn vị theo tên hoặc mã"
              form={{ values: { q: text }, errors: {} }}
              required={false}
            />
          </div>
          <SubmitButton label="Tìm đơn vị" icon="search" kind="plain" />
        </form>
      </search>
      {targets.length === 0 ? <NoUnit /> : <TransferFields tip={tip} targets={targets} text={text} form={form} />}
    </Card>,
  )
}

function NoUnit() {
  return (
    <EmptyState icon="building-off" title="Không tìm thấy đơn vị">
      Chỉ hiện đơn vị đang hoạt động và có cán bộ tiếp nhận. Có thể gõ không dấu hoặc gõ mã, ví dụ PA05. Nếu đơn vị chưa
      có cán bộ, hãy chuyển lên cấp trên của đơn vị đó.
    </EmptyState>
  )
}

function TransferFields({
  tip,
  targets,
  text,
  form,
}: {
  tip: TipView
  targets: readonly Target[]
  text: string
  form: FormState
}) {
  const choices = targets.slice(0, MOST).map(({ code, name }) => ({ value: code, label: name, hint: code }))
  return (
    <Form action={tipPath(tip.number, '/transfer')}>
      <input type="hidden" name="q" value={text} />
      <RadioList name="unit" legend="Chuyển đến" choices={choices} form={form} />
      {targets.length > MOST && <p class="form-hint">Còn đơn vị khác: gõ thêm tên để thu hẹp.</p>}
      <TextAreaField
        name="reason"
        label="Lý do chuyển"
        form={form}
        maxlength={2000}
        hint="Đơn vị mới đọc được lý do này."
      />
      <div class="form-acts">
        <SubmitButton label="Chuyển tin" icon="arrow-forward-up" />
        <LinkButton href={tipPath(tip.number)} label="Quay lại" kind="plain" />
      </div>
    </Form>
  )
}

/** Afterwards the tip may be out of this officer's sight: back to the queue. */
export async function sendTransfer(c: ConsoleContext, kit: TipKit): Promise<Response> {
  const number = numberParam(c)
  const read = await readForm(c, TransferForm)
  if (read.kind === 'wrong') return showTransfer(c, kit, read.form)
  const { unit, reason } = read.data
  let name = unit
  const acted = await actOn(c, kit, async (tx) => {
    name = (await transferTip(tx, kit.edge.deps, c.var.officer, number, { unitCode: unit, reason })).name
  })
  if (acted.kind === 'refused') return refusedPage(c, number, acted.error, [reason])
  if (acted.kind === 'invalid') return showTransfer(c, kit, { values: read.values, errors: acted.error.detail })
  setFlash(c, 'success', `Đã chuyển tin ${number} đến ${name}. Đơn vị mới và người báo tin sẽ được báo.`)
  return c.redirect('/console', 303)
}
