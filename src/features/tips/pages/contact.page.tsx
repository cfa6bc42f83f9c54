import { z } from 'zod'
import { EMPTY_FORM, Form, type FormState, TextAreaField } from '../../../console/components/form.js'
import { FormErrors, Message } from '../../../console/components/message.js'
import { Card, LinkButton, SubmitButton } from '../../../console/components/parts.js'
import type { ConsoleContext } from '../../../console/edge.js'
import { readForm } from '../../../console/read-form.js'
import { requireRole } from '../../../console/roles.js'
import { AppError } from '../../../platform/errors.js'
import { type Revealed, revealReporter } from '../reveal-reporter.js'
import { actPage, readForAct } from './act-page.js'
import { numberParam, type TipKit, tipPath } from './kit.js'

const ContactForm = z.object({ reason: z.string().max(1000, 'Lý do dài quá 1.000 ký tự.').default('') })

export async function showContact(c: ConsoleContext, kit: TipKit, form: FormState = EMPTY_FORM): Promise<Response> {
  const { tip } = await readForAct(c, kit, async () => null)
  requireRole(c.var.officer, 'lead')
  const lead =
    'Danh tính người báo tin được giữ kín. Chỉ mở khi thật cần; lý do, tên đồng chí và thời điểm được ghi vào nhật ký.'
  return actPage(
    c,
    { title: 'Mở số liên hệ', lead, tip, isWrong: Object.keys(form.errors).length > 0, changesNothing: true },
    <Card>
      <FormErrors form={form} />
      <Form action={tipPath(tip.number, '/contact')}>
        <TextAreaField name="reason" label="Lý do mở" form={form} maxlength={1000} />
        <div class="form-acts">
          <SubmitButton label="Mở và ghi nhật ký" icon="lock-open" kind="danger" />
          <LinkButton href={tipPath(tip.number)} label="Quay lại" kind="plain" />
        </div>
      </Form>
    </Card>,
  )
}

/** The answer is the page itself, kept by no cache: opening it again asks and writes again. */
export async function sendContact(c: ConsoleContext, kit: TipKit): Promise<Response> {
  const number = numberParam(c)
  const read = await readForm(c, ContactForm)
  if (read.kind === 'wrong') return showContact(c, kit, read.form)
  const revealed = await reveal(c, kit, number, read.data.reason)
  if (revealed instanceof AppError) return showContact(c, kit, { values: read.values, errors: revealed.detail })
  const { tip } = await readForAct(c, kit, async () => null)
  return actPage(
    c,
    {
      title: 'Số liên hệ của người báo tin',
      lead: 'Chỉ hiện một lần trên trang này. Không chép vào nội dung tin.',
      tip,
      changesNothing: true,
    },
    <Card>
      {revealed.phones.length === 0 ? (
        <Message kind="info">
          Người báo tin không để lại số điện thoại. Hãy hỏi qua mục “Trao đổi với người báo tin”.
        </Message>
      ) : (
        revealed.phones.map((phone) => <p class="revealed">{phone}</p>)
      )}
      <LinkButton href={tipPath(number)} label="Xong, quay lại tin" />
    </Card>,
  )
}

async function reveal(
  c: ConsoleContext,
  { edge }: TipKit,
  number: string,
  reason: string,
): Promise<Revealed | AppError> {
  try {
    return await edge.db.transaction().execute((tx) => revealReporter(tx, edge.deps, c.var.officer, number, reason))
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid') return error
    throw error
  }
}
