import { type Child, createContext, useContext } from 'hono/jsx'
import { Icon } from '../icon.js'

/** Which session a form was shown in: a form that outlives its session is refused, never filed under another name. */
export const FormKeyContext = createContext('')
export const FORM_KEY_FIELD = '_key'

/** What was typed and what was wrong with it, by field name. */
export type FormState = { values: Readonly<Record<string, string>>; errors: Readonly<Record<string, string>> }

export const EMPTY_FORM: FormState = { values: {}, errors: {} }

/** `enctype`: for forms that carry a file. */
type FormProps = { action: string; children?: Child; class?: string; enctype?: 'multipart/form-data' }

/** Every form that changes something. */
export function Form({ children, ...attributes }: FormProps) {
  const key = useContext(FormKeyContext)
  return (
    <form method="post" novalidate {...attributes}>
      {key && <input type="hidden" name={FORM_KEY_FIELD} value={key} />}
      {children}
    </form>
  )
}

/** `filter`: a field of a search, where nothing is required and nothing needs to say so. */
export type FieldProps = {
  name: string
  label: string
  form: FormState
  hint?: Child
  required?: boolean
  filter?: boolean
}

/** Label, control, hint and error, tied together for screen readers. */
function Field(props: FieldProps & { children?: Child }) {
  const error = props.form.errors[props.name]
  return (
    <div class="field">
      <label class="form-label" for={`f-${props.name}`}>
        {props.label}
        {props.required === false && !props.filter && <span class="optional"> (không bắt buộc)</span>}
      </label>
      {props.children}
      {error && (
        <div class="field-error" id={`e-${props.name}`}>
          <Icon name="alert-circle" />
          {error}
        </div>
      )}
      {props.hint && (
        <div class="form-hint" id={`h-${props.name}`}>
          {props.hint}
        </div>
      )}
    </div>
  )
}

/** The attributes that tie a control of one's own to its `Field`. */
function controlAttributes({ name, form, hint, required, filter }: FieldProps) {
  const error = form.errors[name]
  const described = [error && `e-${name}`, hint && `h-${name}`].filter(Boolean).join(' ')
  return {
    id: `f-${name}`,
    name,
    ...(described && { 'aria-describedby': described }),
    ...(error && { 'aria-invalid': 'true' as const }),
    ...(required !== false && !filter && { required: true }),
  }
}

type TextProps = FieldProps & {
  type?: 'text' | 'date'
  autocomplete?: string
  maxlength?: number
  inputmode?: 'text' | 'numeric'
  autofocus?: boolean
}

export function TextField({
  type = 'text',
  autocomplete = 'off',
  maxlength = 200,
  inputmode,
  autofocus,
  ...props
}: TextProps) {
  const optional = { ...(inputmode && { inputmode }), ...(autofocus && { autofocus }) }
  return (
    <Field {...props}>
      <input
        class={controlClass(props)}
        type={type}
        value={props.form.values[props.name] ?? ''}
        autocomplete={autocomplete}
        maxlength={maxlength}
        {...optional}
        {...controlAttributes(props)}
      />
    </Field>
  )
}

/** Never shows again what was typed. `autocomplete` is "off" for secrets that are not the officer's own. */
export function PasswordField({
  autocomplete,
  ...props
}: FieldProps & { autocomplete: 'new-password' | 'current-password' | 'off' }) {
  return (
    <Field {...props}>
      <input
        class={controlClass(props)}
        type="password"
        autocomplete={autocomplete}
        maxlength={300}
        {...controlAttributes(props)}
      />
    </Field>
  )
}

export function TextAreaField({
  rows = 4,
  maxlength = 5000,
  ...props
}: FieldProps & { rows?: number; maxlength?: number }) {
  return (
    <Field {...props}>
      <textarea class={controlClass(props)} rows={rows} maxlength={maxlength} {...controlAttributes(props)}>
        {props.form.values[props.name] ?? ''}
      </textarea>
    </Field>
  )
}

export type Option = { value: string; label: string }

export function SelectField({ options, empty, ...props }: FieldProps & { options: readonly Option[]; empty?: string }) {
  const chosen = props.form.values[props.name] ?? ''
  return (
    <Field {...props}>
      <select class={controlClass(props).replace('form-control', 'form-select')} {...controlAttributes(props)}>
        {empty !== undefined && <option value="">{empty}</option>}
        {options.map((option) => (
          <option value={option.value} selected={option.value === chosen}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
}

function controlClass({ name, form }: FieldProps): string {
  return form.errors[name] ? 'form-control is-invalid' : 'form-control'
}
