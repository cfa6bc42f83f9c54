import type { Child } from 'hono/jsx'
import { Form, type FormState } from '../../console/components/form.js'
import { FormErrors, Message } from '../../console/components/message.js'
import { LinkButton, PageHeader, SubmitButton } from '../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { setFlash } from '../../console/flash.js'
import { page } from '../../console/page.js'
import { NO_SUCH_PAGE, readForm } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import { Time } from '../../console/time.js'
import { AppError } from '../../platform/errors.js'
import { MOST_RULES, type Rule } from '../tips/routing-rules.js'
import type { Draft } from './draft.js'
import { readForEditing } from './draft.page.js'
import { change } from './draft-acts.js'
import { DRAFT } from './draft-parts.js'
import { nextRuleId } from './rule-changes.js'
import { RuleFields } from './rule-fields.js'
import { formValues, readRule, RuleForm, unitPatterns } from './rule-form.js'
import type { Loaded } from './rule-world.js'
import type { RuleParts } from './rules.page.js'

const NEW: FormState['values'] = { category: '*', danger: '*', urgency: '*', to: '@commune', escalateTo: '@province' }

/** A row of the draft, or one more. */
export async function showRule(c: ConsoleContext, edge: Edge, parts: RuleParts): Promise<Response> {
  const loaded = await readForEditing(c, edge, parts)
  const id = ruleParam(c)
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
  const known = ruleParam(c)
  if (known === undefined) requireRoom(rules)
  if (known !== undefined && !rules.some((rule) => rule.id === known)) return gonePage(c, loaded, read.values)
  const id = known ?? nextRuleId(rules, base.rules)
  const made = readRule(read.data, id, loaded.world)
  if (made.kind === 'wrong') return formPage(c, loaded, { values: read.values, errors: made.errors })
  const faster = await keepRule(c, edge, read.data.seen, made.rule, known === undefined)
  if (faster) {
    const now = await readForEditing(c, edge, parts)
    if (known !== undefined && !now.draft.rules.some((rule) => rule.id === known)) return gonePage(c, now, read.values)
    const { draft } = now
    return formPage(c, loaded, { values: { ...read.values, seen: draft.seen }, errors: {} }, faster)
  }
  setFlash(c, 'success', 'Đã lưu vào bản nháp.')
  return c.redirect(`${DRAFT}#rule-${id}`, 303)
}

/** The row in the address; a name that no row can have is no page. */
function ruleParam(c: ConsoleContext): string | undefined {
  const id = c.req.param('rule')
  if (id !== undefined && !/^[a-z0-9-]{1,60}$/.test(id)) throw new AppError('not_found', NO_SUCH_PAGE, { back: DRAFT })
  return id
}

function requireRoom(rules: readonly Rule[]): void {
  if (rules.length < MOST_RULES) return
  const why = `Bảng đã có ${MOST_RULES} quy tắc, là số nhiều nhất. Xin bỏ hoặc gộp các dòng không còn cần trước khi thêm.`
  throw new AppError('conflict', why, { back: DRAFT })
}

/** What stands in the way where somebody else was faster: nothing that was typed is lost. */
async function keepRule(
  ...[c, edge, seen, made, isNew]: [ConsoleContext, Edge, string, Rule, boolean]
): Promise<AppError | null> {
  try {
    await change(c, edge, seen, (current) =>
      isNew ? [...current, made] : current.map((rule) => (rule.id === made.id ? made : rule)),
    )
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return error
    throw error
  }
  return null
}

/** Somebody has taken the row out meanwhile: what was typed can still become a new one. */
function gonePage(c: ConsoleContext, loaded: Editing, values: FormState['values']): Promise<Response> {
  const form = { values: { ...values, seen: loaded.draft.seen }, errors: {} }
  return rulePage(c, { loaded, form, title: 'Thêm quy tắc', action: `${DRAFT}/new`, status: 409, top: <Gone /> })
}

type Editing = Loaded & { draft: Draft }

function formPage(c: ConsoleContext, loaded: Editing, form: FormState, faster?: AppError): Promise<Response> {
  const id = ruleParam(c)
  const status = faster ? 409 : Object.keys(form.errors).length > 0 ? 422 : 200
  return rulePage(c, {
    ...{ loaded, form, status, top: faster && <Faster error={faster} /> },
    ...(id === undefined
      ? { title: 'Thêm quy tắc', action: `${DRAFT}/new` }
      : { title: 'Sửa quy tắc', action: `${DRAFT}/rules/${id}` }),
  })
}

type RulePage = {
  loaded: Editing
  form: FormState
  title: string
  action: string
  status: 200 | 409 | 422
  top?: Child
}

function rulePage(c: ConsoleContext, { loaded, form, title, action, status, top }: RulePage): Promise<Response> {
  return page(
    c,
    { title, nav: 'rules', status },
    <>
      <PageHeader title={title} back={{ href: DRAFT, label: 'Bản nháp quy tắc' }} />
      {top}
      <FormErrors form={form} />
      <Form action={action}>
        <input type="hidden" name="seen" value={form.values['seen'] ?? ''} />
        <RuleFields form={form} {...loaded} />
        <div class="form-acts">
          <SubmitButton label="Lưu vào bản nháp" />
          <LinkButton href={DRAFT} label="Không, quay lại" kind="plain" />
        </div>
      </Form>
    </>,
  )
}

function Gone() {
  return (
    <Message kind="danger" title="Dòng này đã bị bỏ khỏi bản nháp. Việc vừa bấm chưa được làm.">
      Nội dung vừa nhập còn ở dưới đây; nếu vẫn cần, bấm Lưu vào bản nháp để thêm thành dòng mới.{' '}
      <a href={DRAFT}>Xem bản nháp mới nhất</a>
    </Message>
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
