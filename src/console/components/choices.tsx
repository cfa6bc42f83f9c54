import type { Child } from 'hono/jsx'
import { Icon } from '../icon.js'
import type { FormState, Option } from './form.js'

type Props = {
  /** The fields are called `prefix-value`, each `yes` or not there. */
  prefix: string
  legend: string
  options: readonly Option[]
  form: FormState
  hint?: Child
}

/** Several of a list. Its mistakes stand under the name `prefix`. */
export function CheckList({ prefix, legend, options, form, hint }: Props) {
  const error = form.errors[prefix]
  return (
    <fieldset class="check-list" id={`f-${prefix}`} {...(error && { 'aria-describedby': `e-${prefix}` })}>
      <legend class="form-label">{legend}</legend>
      {hint && <div class="form-hint">{hint}</div>}
      {error && (
        <div class="field-error" id={`e-${prefix}`}>
          <Icon name="alert-circle" />
          {error}
        </div>
      )}
      <div class="checks">
        {options.map(({ value, label }) => (
          <Check name={`${prefix}-${value}`} label={label} form={form} />
        ))}
      </div>
    </fieldset>
  )
}

/** One box to tick: its field is `yes` or not there. */
export function Check({ name, label, form, hint }: { name: string; label: string; form: FormState; hint?: Child }) {
  return (
    <div class="form-check">
      <input
        class="form-check-input"
        type="checkbox"
        id={`f-${name}`}
        name={name}
        value="yes"
        checked={form.values[name] === 'yes'}
        {...(hint && { 'aria-describedby': `h-${name}` })}
      />
      <label class="form-check-label" for={`f-${name}`}>
        {label}
      </label>
      {hint && (
        <div class="form-hint" id={`h-${name}`}>
          {hint}
        </div>
      )}
    </div>
  )
}
