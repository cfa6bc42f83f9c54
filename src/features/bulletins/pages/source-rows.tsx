import { type FormState, TextField } from '../../../console/components/form.js'
import { Icon } from '../../../console/icon.js'
import { countSourceRows } from './draft-form.js'

/** Rows to fill in, as many as are needed and some more: they work without a script. */
export function SourceRows({ form }: { form: FormState }) {
  const error = form.errors['sources']
  const rows = Array.from({ length: countSourceRows(form.values) }, (_, index) => index + 1)
  return (
    <div id="f-sources">
      <p class="form-hint">
        Mỗi dòng một nguồn; dòng trống được bỏ qua. Người nhận tin chỉ thấy tên nơi đăng và ngày, người duyệt và trang
        web thấy cả địa chỉ.
      </p>
      {error && (
        <div class="field-error">
          <Icon name="alert-circle" />
          {error}
        </div>
      )}
      {rows.map((number) => (
        <fieldset class="source-row">
          <legend class="visually-hidden">Nguồn {number}</legend>
          <TextField name={`source-${number}-publisher`} label="Nơi đăng" form={form} filter />
          <TextField name={`source-${number}-date`} label="Ngày đăng" form={form} filter />
          <TextField name={`source-${number}-url`} label="Địa chỉ (https)" form={form} filter maxlength={600} />
        </fieldset>
      ))}
    </div>
  )
}
