import { Check } from '../../../console/components/choices.js'
import { type FormState, TextField } from '../../../console/components/form.js'

/** The picture that is there, another in its place, and its words. */
export function PictureFields({ form }: { form: FormState }) {
  const { pictureId } = form.values
  const error = form.errors['picture']
  return (
    <>
      {pictureId && (
        <div class="field">
          <img class="bulletin-picture" src={`/console/bulletins/pictures/${pictureId}`} alt="Ảnh đang dùng" />
          <input type="hidden" name="pictureId" value={pictureId} />
          <Check name="pictureRemove" label="Bỏ ảnh này" form={form} />
        </div>
      )}
      <div class="field">
        <label class="form-label" for="f-picture">
          {pictureId ? 'Thay bằng ảnh khác' : 'Ảnh'}
          <span class="optional"> (không bắt buộc)</span>
        </label>
        <input
          class={error ? 'form-control is-invalid' : 'form-control'}
          type="file"
          id="f-picture"
          name="picture"
          accept="image/jpeg,image/png,image/webp"
          aria-describedby={error ? 'e-picture h-picture' : 'h-picture'}
        />
        {error && (
          <div class="field-error" id="e-picture">
            {error}
          </div>
        )}
        <div class="form-hint" id="h-picture">
          Tối đa 8 MB. Máy chủ thu nhỏ và bỏ dữ liệu ẩn (vị trí, máy chụp) trước khi lưu.
        </div>
      </div>
      <TextField
        name="pictureAlt"
        label="Ảnh cho thấy gì"
        form={form}
        required={false}
        hint="Cho người không xem được ảnh, ví dụ: Màn hình tin nhắn giả danh ngân hàng."
      />
    </>
  )
}
