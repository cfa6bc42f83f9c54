import { Check } from '../../../console/components/choices.js'
import { Form, type FormState, SelectField, TextAreaField, TextField } from '../../../console/components/form.js'
import { FormErrors } from '../../../console/components/message.js'
import { Card, SubmitButton } from '../../../console/components/parts.js'
import { MOST } from '../quiz-rules.js'
import type { QuestionKind } from '../quiz.js'
import { ROWS } from './question-form.js'

type Props = { action: string; kind: QuestionKind; form: FormState }

/** One question, whole: it works without a script. */
export function QuestionFields({ action, kind, form }: Props) {
  return (
    <Form action={action} enctype="multipart/form-data">
      <FormErrors form={form} />
      <input type="hidden" name="base" value={form.values['base'] ?? '0'} />
      <Card title="Câu hỏi">
        <TextAreaField name="ask" label="Câu hỏi" form={form} rows={2} maxlength={MOST.ask} />
        {kind === 'true_false' ? <Answer form={form} /> : <Options kind={kind} form={form} />}
      </Card>
      <Card title="Giải thích và nguồn">
        <TextAreaField
          name="explain"
          label="Giải thích"
          form={form}
          rows={3}
          maxlength={MOST.explain}
          hint="Hiện sau khi trả lời, dù đúng hay sai. Câu ngắn, dễ hiểu."
        />
        <div class="source-row">
          <TextField name="publisher" label="Nguồn: nơi đăng" form={form} />
          <TextField name="date" label="Ngày đăng" form={form} hint="Ví dụ: 7/1/2026" />
          <TextField name="url" label="Địa chỉ (https)" form={form} maxlength={600} />
        </div>
        <TextField
          name="checkBy"
          type="date"
          label="Ngày cần kiểm tra lại"
          form={form}
          hint="Sau ngày này phải có người xem câu hỏi còn đúng không."
        />
      </Card>
      <PictureCard form={form} />
      <SubmitButton label="Lưu câu hỏi" />
    </Form>
  )
}

function Answer({ form }: { form: FormState }) {
  return (
    <SelectField
      name="answer"
      label="Câu này"
      form={form}
      options={[
        { value: 'true', label: 'Đúng' },
        { value: 'false', label: 'Sai' },
      ]}
    />
  )
}

const ROWS_HINT: Readonly<Record<Exclude<QuestionKind, 'true_false'>, string>> = {
  single: 'Chọn một dòng là đáp án đúng. Dòng trống được bỏ qua.',
  scam: 'Chọn dòng là lừa đảo. Dòng trống được bỏ qua.',
  several: 'Đánh dấu các dòng đúng. Dòng trống được bỏ qua.',
  order: 'Ghi theo thứ tự đúng, từ trên xuống. Dòng trống được bỏ qua.',
}

function Options({ kind, form }: { kind: Exclude<QuestionKind, 'true_false'>; form: FormState }) {
  return (
    <fieldset>
      <legend class="form-label">Các lựa chọn</legend>
      <p class="form-hint">{ROWS_HINT[kind]}</p>
      {ROWS.map((row) => (
        <div class="quiz-option">
          <TextField name={`option-${row}`} label={`Lựa chọn ${row}`} form={form} maxlength={MOST.option} filter />
          {kind === 'several' && <Check name={`right-${row}`} label={`${row} đúng`} form={form} />}
          {(kind === 'single' || kind === 'scam') && <RightOne kind={kind} row={row} form={form} />}
        </div>
      ))}
    </fieldset>
  )
}

function RightOne({ kind, row, form }: { kind: 'single' | 'scam'; row: number; form: FormState }) {
  return (
    <div class="form-check">
      <input
        class="form-check-input"
        type="radio"
        id={`f-right-${row}`}
        name="right"
        value={String(row)}
        checked={form.values['right'] === String(row)}
      />
      <label class="form-check-label" for={`f-right-${row}`}>
        {row} {kind === 'scam' ? 'là lừa đảo' : 'đúng'}
      </label>
    </div>
  )
}

function PictureCard({ form }: { form: FormState }) {
  const id = form.values['pictureId'] ?? ''
  return (
    <Card title="Hình (không bắt buộc)">
      <input type="hidden" name="pictureId" value={id} />
      {id !== '' && (
        <>
          <img
            class="bulletin-picture"
            src={`/console/quizzes/pictures/${id}`}
            alt={form.values['alt'] || 'Hình chưa có lời tả'}
          />
          <Check name="dropPicture" label="Bỏ hình này" form={form} />
        </>
      )}
      <div class="field">
        <label class="form-label" for="f-picture">
          {id === '' ? 'Tệp hình' : 'Thay bằng tệp khác'}
        </label>
        <input
          class="form-control"
          type="file"
          id="f-picture"
          name="picture"
          accept="image/jpeg,image/png,image/webp"
        />
        {form.errors['picture'] && <div class="field-error">{form.errors['picture']}</div>}
        <div class="form-hint">JPG, PNG hoặc WebP. Hình được thu nhỏ, và thông tin ẩn trong tệp được xóa.</div>
      </div>
      <TextField
        name="alt"
        label="Tả hình bằng lời"
        form={form}
        maxlength={MOST.alt}
        filter
        hint="Ai không xem được hình sẽ đọc câu này."
      />
    </Card>
  )
}
