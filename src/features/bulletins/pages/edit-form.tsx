import { Check, CheckList } from '../../../console/components/choices.js'
import { Form, type FormState, SelectField, TextAreaField, TextField } from '../../../console/components/form.js'
import { FormErrors, Message } from '../../../console/components/message.js'
import { Card, SubmitButton } from '../../../console/components/parts.js'
import { fieldName } from '../mistake-words.js'
import type { Choices } from './load-choices.js'
import { PictureFields } from './picture-fields.js'
import { SourceRows } from './source-rows.js'

type Props = { id: string | null; form: FormState; choices: Choices; isConflict: boolean; isRefused: boolean }

export function EditForm({ id, form, choices, isConflict, isRefused }: Props) {
  return (
    <Form
      action={id === null ? '/console/bulletins/new' : `/console/bulletins/${id}/edit`}
      enctype="multipart/form-data"
    >
      <input type="hidden" name="base" value={form.values['base'] ?? '0'} />
      {isRefused ? <FormErrors form={form} /> : <ToMend form={form} />}
      <Card title="Nội dung">
        <TextField name="title" label="Tiêu đề" form={form} hint="Từ 5 đến 70 ký tự." />
        <TextAreaField name="summary" label="Tóm tắt" form={form} rows={2} hint="Một, hai câu, từ 20 đến 160 ký tự." />
        <TextAreaField name="body" label="Bài viết" form={form} rows={14} maxlength={20_000} hint={<HowToWrite />} />
        <PictureFields form={form} />
      </Card>
      <Card title="Nguồn">
        <SourceRows form={form} />
      </Card>
      <Card title="Gửi tới ai">
        <CheckList prefix="topics" legend="Chủ đề" options={choices.topics} form={form} />
        <CheckList
          prefix="areas"
          legend="Địa bàn"
          options={choices.areas}
          form={form}
          hint="Chỉ địa bàn của đơn vị đồng chí và cấp dưới."
        />
        {choices.organisations.length > 0 && (
          <CheckList
            prefix="organisations"
            legend="Chỉ dành cho cơ quan, trường học (không bắt buộc)"
            options={choices.organisations}
            form={form}
            hint="Không chọn: gửi cho mọi người đăng ký ở các địa bàn trên."
          />
        )}
      </Card>
      <Card title="Thời hạn và liên quan">
        <Rest form={form} choices={choices} />
      </Card>
      <div class="form-acts">
        <SubmitButton label={isConflict ? 'Lưu bản của tôi thành phiên bản mới' : 'Lưu'} />
        <SubmitButton label="Lưu và xem trước" kind="plain" name="then" value="preview" />
      </div>
    </Form>
  )
}

function ToMend({ form }: { form: FormState }) {
  const errors = Object.entries(form.errors)
  if (errors.length === 0) return null
  return (
    <Message kind="warning" title="Cần sửa những chỗ sau trước khi gửi duyệt. Vẫn lưu nháp được.">
      <ul class="mb-0">
        {errors.map(([name, error]) => (
          <li>
            <a href={`#f-${name}`}>{fieldName(name)}</a>: {error}
          </li>
        ))}
      </ul>
    </Message>
  )
}

function HowToWrite() {
  return (
    <>
      Để trống một dòng giữa hai đoạn. Tiêu đề nhỏ: <code>## Dấu hiệu</code>. Danh sách: <code>- một ý</code> hoặc{' '}
      <code>1. một bước</code>. Chữ đậm: <code>**chữ**</code>. Không chèn liên kết; nêu nguồn bằng tên nơi đăng và ngày.
    </>
  )
}

function Rest({ form, choices }: { form: FormState; choices: Choices }) {
  return (
    <>
      <div class="field-pair">
        <TextField
          name="checkBy"
          label="Kiểm tra lại sau ngày"
          type="date"
          form={form}
          hint="Sau ngày này phải xem lại nội dung còn đúng không."
        />
        <TextField
          name="validUntil"
          label="Có giá trị đến hết ngày"
          type="date"
          form={form}
          required={false}
          hint="Chỉ khi cảnh báo về việc nhất thời."
        />
      </div>
      <div class="field-pair">
        <SelectField
          name="quiz"
          label="Đố vui đi kèm"
          form={form}
          required={false}
          empty="Không có"
          options={choices.quizzes}
        />
        <SelectField name="lang" label="Ngôn ngữ" form={form} options={LANGS} />
      </div>
      <SelectField
        name="correctsId"
        label="Đính chính cho bản tin"
        form={form}
        required={false}
        empty="Không phải đính chính"
        options={choices.correctable}
      />
      <Check
        name="isEmergency"
        label="Bản tin khẩn"
        form={form}
        hint="Gửi cả trong giờ nghỉ. Chỉ chỉ huy duyệt, phải có nguồn, mỗi đơn vị nhiều nhất 2 bản một ngày."
      />
    </>
  )
}

const LANGS = [
  { value: 'vi', label: 'Tiếng Việt' },
  { value: 'en', label: 'Tiếng Anh' },
]
