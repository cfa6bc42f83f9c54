import { CheckList } from '../../console/components/choices.js'
import { type FormState, SelectField, TextAreaField, TextField } from '../../console/components/form.js'
import { Card } from '../../console/components/parts.js'
import { OTHER, unitPatterns } from './rule-form.js'
import { unitWords } from './rule-words.js'
import type { Loaded } from './rule-world.js'

type Props = Loaded & { form: FormState }

/** All that a rule says: about which tips, and where they go. */
export function RuleFields(props: Props) {
  return (
    <>
      <Conditions {...props} />
      <Targets {...props} />
    </>
  )
}

const DANGERS = [
  { value: '*', label: 'Mọi tin' },
  { value: 'life', label: 'Chỉ tin có người gặp nguy hiểm' },
]
const URGENCIES = [
  { value: '*', label: 'Mọi mức' },
  ...['P0', 'P1', 'P2', 'P3'].map((level) => ({ value: level, label: level })),
]

function Conditions({ form, names }: Props) {
  const categories = [...names.categories].map(([value, label]) => ({ value, label }))
  return (
    <Card title="Tin nào">
      <SelectField
        name="category"
        label="Loại tin"
        form={form}
        options={[{ value: '*', label: 'Mọi loại' }, ...categories]}
      />
      <TextField
        name="area"
        label="Địa bàn"
        form={form}
        required={false}
        hint="Mã hoặc tên đầy đủ của xã, phường, đặc khu, tỉnh. Để trống: mọi nơi."
      />
      <SelectField name="danger" label="Có người gặp nguy hiểm" form={form} options={DANGERS} />
      <SelectField name="urgency" label="Mức khẩn" form={form} options={URGENCIES} />
      <TextField name="validFrom" label="Từ ngày" type="date" form={form} required={false} hint="Kể cả ngày này." />
      <TextField name="validTo" label="Đến hết ngày" type="date" form={form} required={false} hint="Quy tắc tự hết." />
    </Card>
  )
}

function Targets({ form, world, names }: Props) {
  const patterns = unitPatterns(world.units).map((value) => ({ value, label: unitWords(value, names) }))
  const options = [...patterns, { value: OTHER, label: 'Một đơn vị khác, ghi mã' }]
  return (
    <Card title="Về đâu">
      <SelectField name="to" label="Đơn vị nhận" form={form} options={options} />
      <Code name="toCode" label="Mã đơn vị nhận khác" form={form} />
      <CheckList prefix="copies" legend="Gửi để biết" form={form} options={patterns} />
      <TextField
        name="copiesMore"
        label="Gửi để biết thêm"
        form={form}
        required={false}
        hint="Mã các đơn vị, cách nhau bằng dấu phẩy, ví dụ CA-21439, PC04-51."
      />
      <SelectField name="escalateTo" label="Tin khẩn chưa ai nhận thì báo" form={form} options={options} />
      <Code name="escalateToCode" label="Mã đơn vị được báo khác" form={form} />
      <TextAreaField
        name="because"
        label="Lý do"
        form={form}
        rows={2}
        maxlength={300}
        hint="Cán bộ đọc câu này ở trang của tin, mục Vì sao tin ở đây."
      />
    </Card>
  )
}

function Code({ name, label, form }: { name: string; label: string; form: FormState }) {
  return <TextField {...{ name, label, form }} required={false} maxlength={20} hint="Chỉ khi chọn ghi mã ở trên." />
}
