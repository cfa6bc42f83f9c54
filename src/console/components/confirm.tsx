import type { Child } from 'hono/jsx'
import { Form, type FormState } from './form.js'
import { Message } from './message.js'
import { SubmitButton } from './parts.js'

type ConfirmProps = {
  action: string
  warning: string
  /** What the form said already: carried along, so that a yes repeats it. */
  values: FormState['values']
  confirmLabel: string
  cancelHref: string
  /** What is to be ticked before a yes. */
  ask?: Child
  children?: Child
}

/** The second question before an act that is hard to take back. A page of its own: it works without scripts. */
export function Confirm({ action, warning, values, confirmLabel, cancelHref, ask, children }: ConfirmProps) {
  return (
    <Form action={action}>
      <Message kind="warning" title={warning}>
        {children}
      </Message>
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="confirmed" value="yes" />
      {ask}
      <div class="form-acts">
        <SubmitButton label={confirmLabel} kind="danger" />
        <a class="btn" href={cancelHref}>
          Không, quay lại
        </a>
      </div>
    </Form>
  )
}
