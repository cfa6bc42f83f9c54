import { CheckList } from '../../console/components/choices.js'
import { Form, type FormState, SelectField, TextAreaField, TextField } from '../../console/components/form.js'
import { FormErrors, Message } from '../../console/components/message.js'
import { Card, LinkButton, PageHeader, SubmitButton } from '../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { setFlash } from '../../console/flash.js'
import { page } from '../../console/page.js'
import { NO_SUCH_PAGE, readForm } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import { Time } from '../../console/time.js'
import { AppError } from '../../platform/errors.js'
import { MOST_RULES, type Rule } from '../tips/routing-rules.js'
import { change, readForEditing } from './draft.page.js'
import { DRAFT } from './draft-parts.js'
import { nextRuleId } from './rule-changes.js'
import { formValues, OTHER, readRule, RuleForm, unitPatterns } from './rule-form.js'
import { unitWords } from './rule-words.js'
import type { Loaded } from './rule-world.js'
import type { RuleParts } from './rules.page.js'

const NEW: FormState['values'] = { category: '*', danger: '*', urgency: '*', to: '@commune', escalateTo: '@province' }

/** A row of the draft, or one more. */
export async function showRule(c: ConsoleContext, edge: Edge, parts: RuleParts): Promise<Response> {
  const loaded = await readForEditing(c, edge, parts)
  const id = c.req.param('rule')
  if (id === undefined) requireRoom(loaded.draft.rules)
  if (id === undefined) return formPage(c, loaded, { values: { ...NEW, seen: loaded.draft.seen }, errors: {} })
  const rule = loaded.draft.rules.find((one) => one.id === id)
  if (!rule) throw new AppError('not_found', NO_SUCH_PAGE, { back: DRAFT })
  const values = formValues(rule, unitPatterns(loaded.world.units))
  return formPage(c, loaded, { values: { ...values, seen: loaded.draft.seen }, errors: {} })
}

export async function handleRule(c: ConsoleContext, edge: Edge, parts: RuleParts): Promise<Response> {
  requireRole(c.var.officer, 'admin')
  const read = await readForm(c, RuleForm)
  const loaded = await readForEditing(c, edge, parts)
  if (read.kind === 'wrong') return formPage(c, loaded, read.form)
  const { rules, base } = loaded.draft
  if (c.req.param('rule') === undefined) requireRoom(rules)
  const id = c.req.param('rule') ?? nextRuleId(rules, base.rules)
  const made = readRule(read.data, id, loaded.world)
  if (made.kind === 'wrong') return formPage(c, loaded, { values: read.values, errors: made.errors })
  const faster = await keepRule(c, edge, read.data.seen, made.rule)
  if (faster) {
    const { draft } = await readForEditing(c, edge, parts)
    return formPage(c, loaded, { values: { ...read.values, seen: draft.seen }, errors: {} }, faster)
  }
  setFlash(c, 'success', 'Đã lưu vào bản nháp.')
  return c.redirect(`${DRAFT}#rule-${id}`, 303)
}

function requireRoom(rules: readonly Rule[]): void {
  if (rules.length < MOST_RULES) return
  const why = `Bảng đã có ${MOST_RULES} quy tắc, là số nhiều nhất. Xin bỏ hoặc gộp các dòng không còn cần trước khi thêm.`
  throw new AppError('conflict', why, { back: DRAFT })
}

/** What stands in the way where somebody else was faster: nothing that was typed is lost. */
async function keepRule(c: ConsoleContext, edge: Edge, seen: string, made: Rule): Promise<AppError | null> {
  try {
    await change(c, edge, seen, (current) =>
      current.some(({ id }) => id === made.id)
        ? current.map((rule) => (rule.id === made.id ? made : rule))
        : [...current, made],
    )
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return error
    throw error
  }
  return null
}

function formPage(c: ConsoleContext, loaded: Loaded, form: FormState, faster?: AppError): Promise<Response> {
  const id = c.req.param('rule')
  const title = id === undefined ? 'Thêm quy tắc' : 'Sửa quy tắc'
  const status = faster ? 409 : Object.keys(form.errors).length > 0 ? 422 : 200
  return page(
    c,
    { title, nav: 'rules', status },
    <>
      <PageHeader title={title} back={{ href: DRAFT, label: 'Bản nháp quy tắc' }} />
      {faster && <Faster error={faster} />}
      <FormErrors form={form} />
      <Form action={id === undefined ? `${DRAFT}/new` : `${DRAFT}/rules/${id}`}>
        <input type="hidden" name="seen" value={form.values['seen'] ?? ''} />
        <Conditions form={form} {...loaded} />
        <Targets form={form} {...loaded} />
        <div class="form-acts">
          <SubmitButton label="Lưu vào bản nháp" />
          <LinkButton href={DRAFT} label="Không, quay lại" kind="plain" />
        </div>
      </Form>
    </>,
  )
}

function Faster({ error }: { error: AppError }) {
  return (
    <Message kind="danger" title={error.message}>
      Lúc <Time at={new Date(error.detail['at'] ?? '')} />. Nội dung vừa nhập còn ở dưới đây; xin{' '}
      <a href={DRAFT}>xem bản nháp mới nhất</a> trước khi lưu lại.
    </Message>
  )
}

type Props = Loaded & { form: FormState }

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
