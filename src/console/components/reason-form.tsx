import type { Child } from 'hono/jsx'
import { z } from 'zod'
import { Form, type FormState, TextAreaField } from './form.js'
import { SubmitButton } from './parts.js'

const MOST = 500

/** Why something is taken back, in words that others can follow. */
export const Reason = z
  .string({ error: 'Xin ghi lý do.' })
  .min(10, 'Xin ghi rõ lý do, ít nhất 10 ký tự.')
  .max(MOST, `Dài nhất ${MOST} ký tự.`)

type Props = { action: string; label: string; cancelHref: string; form: FormState; hint: string; children?: Child }

/** An act that is hard to take back, with the reason for it. Its form's field is `reason`. */
export function ReasonForm({ action, label, cancelHref, form, hint, children }: Props) {
  return (
    <Form action={action}>
      {children}
      <TextAreaField name="reason" label="Lý do" form={form} rows={3} maxlength={MOST} hint={hint} />
      <div class="form-acts">
        <SubmitButton label={label} kind="danger" />
        <a class="btn" href={cancelHref}>
          Không, quay lại
        </a>
      </div>
    </Form>
  )
}
