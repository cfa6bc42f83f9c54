import { z } from 'zod'
import { EMPTY_FORM, Form, type FormState, SelectField, TextField } from '../../../console/components/form.js'
import { FormErrors } from '../../../console/components/message.js'
import { Card, LinkButton, SubmitButton } from '../../../console/components/parts.js'
import type { ConsoleContext } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { readForm } from '../../../console/read-form.js'
import { classifyTip } from '../classify-tip.js'
import { URGENCIES } from '../tip-words.js'
import { actPage, refusedPage, readForAct } from './act-page.js'
import { RadioList } from './choose.js'
import { actOn, numberParam, type TipKit, tipPath } from './kit.js'
import { Suggested } from './suggested.js'

const LEVELS = ['P0', 'P1', 'P2', 'P3'] as const

export async function showClassify(c: ConsoleContext, kit: TipKit, wrong?: FormState): Promise<Response> {
  const { tip } = await readForAct(c, kit, async () => null)
  const form = wrong ?? { ...EMPTY_FORM, values: { category: tip.category, urgency: tip.urgency } }
  const levels = LEVELS.map((value) => ({ value, label: URGENCIES[value].label, hint: URGENCIES[value].hint }))
  const categories = kit.catalogue.categories.map(({ code, label }) => ({ value: code, label: label.vi }))
  const lead = 'Loại do người báo tin chọn có thể chưa đúng. Đổi loại không đổi thời hạn và không tự chuyển đơn vị.'
  return actPage(
    c,
    { title: 'Phân loại lại', lead, tip, isWrong: wrong !== undefined },
    <>
      <Suggested tip={tip} catalogue={kit.catalogue} />
      <Card>
        <FormErrors form={form} />
        <Form action={tipPath(tip.number, '/classify')}>
          <SelectField name="category" label="Loại việc" form={form} options={categories} />
          <RadioList name="urgency" legend="Mức khẩn" choices={levels} form={form} />
          <TextField name="reason" label="Lý do" form={form} required={false} maxlength={300} />
          <div class="form-acts">
            <SubmitButton label="Lưu phân loại" icon="device-floppy" />
            <LinkButton href={tipPath(tip.number)} label="Quay lại" kind="plain" />
          </div>
        </Form>
      </Card>
    </>,
  )
}

export async function sendClassify(c: ConsoleContext, kit: TipKit): Promise<Response> {
  const number = numberParam(c)
  const known = new Set(kit.catalogue.categories.map(({ code }) => code))
  const ClassifyForm = z.object({
    category: z.string('Xin chọn một loại việc.').refine((code) => known.has(code), 'Xin chọn một loại việc.'),
    urgency: z.enum(LEVELS, 'Xin chọn mức khẩn.'),
    reason: z.string().max(300, 'Lý do dài quá 300 ký tự.').default(''),
  })
  const read = await readForm(c, ClassifyForm)
  if (read.kind === 'wrong') return showClassify(c, kit, read.form)
  const acted = await actOn(c, kit, (tx) => classifyTip(tx, kit.edge.deps, c.var.officer, number, read.data))
  if (acted.kind === 'refused') return refusedPage(c, number, acted.error, [read.data.reason])
  if (acted.kind === 'invalid') return showClassify(c, kit, { values: read.values, errors: acted.error.detail })
  setFlash(c, 'success', 'Đã lưu phân loại mới. Nếu việc thuộc đơn vị khác, đồng chí hãy chuyển tin.')
  return c.redirect(tipPath(number), 303)
}
