import type { Child } from 'hono/jsx'
import type { Flash } from '../flash.js'
import { Icon } from '../icon.js'
import type { FormState } from './form.js'

type Kind = 'success' | 'warning' | 'danger' | 'info'

const ICONS: Readonly<Record<Kind, string>> = {
  success: 'circle-check',
  warning: 'alert-triangle',
  danger: 'alert-circle',
  info: 'info-circle',
}

export function Message({ kind, title, children }: { kind: Kind; title?: string; children?: Child }) {
  return (
    <div class={`message message-${kind}`} role={kind === 'danger' ? 'alert' : 'status'}>
      <Icon name={ICONS[kind]} />
      <div>
        {title && <div class="message-title">{title}</div>}
        {children}
      </div>
    </div>
  )
}

export function FlashMessage({ flash }: { flash: Flash | null }) {
  return flash ? <Message kind={flash.kind}>{flash.text}</Message> : null
}

/** Above a form that was sent back: how many fields to look at, each a link to its field. */
export function FormErrors({ form, title = 'Chưa lưu được. Xin xem lại:' }: { form: FormState; title?: string }) {
  const errors = Object.entries(form.errors)
  if (errors.length === 0) return null
  return (
    <Message kind="danger" title={title}>
      <ul class="mb-0">
        {errors.map(([name, error]) => (
          <li>
            <a href={`#f-${name}`}>{error}</a>
          </li>
        ))}
      </ul>
    </Message>
  )
}
