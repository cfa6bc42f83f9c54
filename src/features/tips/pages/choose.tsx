import type { Child } from 'hono/jsx'
import type { FormState } from '../../../console/components/form.js'
import { Icon } from '../../../console/icon.js'

export type Choice = { value: string; label: string; hint?: Child; isOff?: boolean }

/** A few choices, each with what it means; what cannot be chosen stays visible and says why. */
export function RadioList({
  name,
  legend,
  choices,
  form,
}: {
  name: string
  legend: string
  choices: readonly Choice[]
  form: FormState
}) {
  const error = form.errors[name]
  return (
    <fieldset class="radio-list mb-3" {...(error && { 'aria-describedby': `e-${name}` })}>
      <legend class="form-label">{legend}</legend>
      {error && (
        <div class="field-error" id={`e-${name}`}>
          <Icon name="alert-circle" />
          {error}
        </div>
      )}
      {choices.map((choice, index) => (
        <label class={choice.isOff ? 'radio-row is-off' : 'radio-row'}>
          <input
            type="radio"
            class="form-check-input"
            name={name}
            value={choice.value}
            checked={form.values[name] === choice.value}
            disabled={choice.isOff === true}
            {...(index === 0 && { id: `f-${name}` })}
          />
          <span>
            <strong>{choice.label}</strong>
            {choice.hint && <span class="sub">{choice.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
