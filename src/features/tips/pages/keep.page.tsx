import { z } from 'zod'
import { EMPTY_FORM, Form, type FormState, TextAreaField } from '../../../console/components/form.js'
import { FormErrors } from '../../../console/components/message.js'
import { Card, LinkButton, SubmitButton } from '../../../console/components/parts.js'
import type { ConsoleContext } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { readForm } from '../../../console/read-form.js'
import { keepTip } from '../keep-tip.js'
import { actPage, refusedPage, readForAct } from './act-page.js'
import { actOn, numberParam, type TipKit, tipPath } from './kit.js'

const KeepForm = z.object({
  reason: z.string('Cần nêu lý do giữ tin.').min(1, 'Cần nêu lý do giữ tin.').max(2000, 'Lý do dài quá 2.000 ký tự.'),
})
const LEAD =
  'Đơn vị tự giải quyết tin, không chuyển đi. Thời hạn chuyển tin dừng lại; thời hạn giải quyết vẫn chạy. Chỉ dùng khi đơn vị có thẩm quyền.'

export async function showKeep(c: ConsoleContext, kit: TipKit, form: FormState = EMPTY_FORM): Promise<Response> {
  const { tip } = await readForAct(c, kit, async () => null)
  return actPage(
    c,
    { title: 'Giữ tin để giải quyết', lead: LEAD, tip, isWrong: Object.keys(form.errors).length > 0 },
    <Card>
      <FormErrors form={form} />
      <Form action={tipPath(tip.number, '/keep')}>
        <TextAreaField name="reason" label="Lý do giữ tin" form={form} maxlength={2000} />
        <div class="form-acts">
          <SubmitButton label="Giữ tin" icon="home-check" />
          <LinkButton href={tipPath(tip.number)} label="Quay lại" kind="plain" />
        </div>
      </Form>
    </Card>,
  )
}

export async function sendKeep(c: ConsoleContext, kit: TipKit): Promise<Response> {
  const number = numberParam(c)
  const read = await readForm(c, KeepForm)
  if (read.kind === 'wrong') return showKeep(c, kit, read.form)
  const { reason } = read.data
  const acted = await actOn(c, kit, (tx) => keepTip(tx, kit.edge.deps, c.var.officer, number, reason))
  if (acted.kind === 'refused') return refusedPage(c, number, acted.error, [reason])
  if (acted.kind === 'invalid') return showKeep(c, kit, { values: read.values, errors: acted.error.detail })
  setFlash(c, 'success', 'Đã ghi: đơn vị giữ tin để giải quyết. Thời hạn giải quyết vẫn chạy.')
  return c.redirect(tipPath(number), 303)
}
