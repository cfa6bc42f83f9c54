import { z } from 'zod'
import { EMPTY_FORM, Form, type FormState, TextField } from '../../../console/components/form.js'
import { FormErrors } from '../../../console/components/message.js'
import { Card, LinkButton, SubmitButton } from '../../../console/components/parts.js'
import type { ConsoleContext } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { readForm } from '../../../console/read-form.js'
import { dayOf } from '../../../console/time.js'
import { tellProsecutor } from '../tell-prosecutor.js'
import { actPage, refusedPage, readForAct } from './act-page.js'
import { actOn, numberParam, type TipKit, tipPath } from './kit.js'

const LetterForm = z.object({
  day: z.iso.date('Xin chọn ngày của công văn.'),
  letter: z.string('Xin ghi số công văn.').min(1, 'Xin ghi số công văn.').max(60, 'Số công văn dài nhất 60 ký tự.'),
})
const LEAD =
  'Ghi công văn thông báo việc tiếp nhận tin cho Viện kiểm sát. Hệ thống tính đúng hạn theo lúc ghi ở đây; ngày của công văn được lưu trong quá trình xử lý.'

export async function showProsecutor(c: ConsoleContext, kit: TipKit, wrong?: FormState): Promise<Response> {
  const { tip } = await readForAct(c, kit, async () => null)
  const form = wrong ?? { ...EMPTY_FORM, values: { day: dayOf(kit.edge.deps.clock.now()) } }
  return actPage(
    c,
    { title: 'Đã thông báo Viện kiểm sát', lead: LEAD, tip, isWrong: wrong !== undefined },
    <Card>
      <FormErrors form={form} />
      <Form action={tipPath(tip.number, '/prosecutor')}>
        <TextField name="day" label="Ngày của công văn" form={form} type="date" />
        <TextField name="letter" label="Số công văn" form={form} maxlength={60} hint="Ví dụ: 123/TB-PC02" />
        <div class="form-acts">
          <SubmitButton label="Ghi đã thông báo" icon="mail-check" />
          <LinkButton href={tipPath(tip.number)} label="Quay lại" kind="plain" />
        </div>
      </Form>
    </Card>,
  )
}

export async function sendProsecutor(c: ConsoleContext, kit: TipKit): Promise<Response> {
  const number = numberParam(c)
  const read = await readForm(c, LetterForm)
  if (read.kind === 'wrong') return showProsecutor(c, kit, read.form)
  const { day, letter } = read.data
  const acted = await actOn(c, kit, (tx) => tellProsecutor(tx, kit.edge.deps, c.var.officer, number, { day, letter }))
  if (acted.kind === 'refused') return refusedPage(c, number, acted.error, [letter])
  if (acted.kind === 'invalid') return showProsecutor(c, kit, { values: read.values, errors: acted.error.detail })
  setFlash(c, 'success', 'Đã ghi việc thông báo Viện kiểm sát.')
  return c.redirect(tipPath(number), 303)
}
