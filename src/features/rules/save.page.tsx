import { z } from 'zod'
import { localDay } from '../../engine/local-day.js'
import { Check } from '../../console/components/choices.js'
import { EMPTY_FORM, Form, type FormState, TextAreaField, TextField } from '../../console/components/form.js'
import { FormErrors } from '../../console/components/message.js'
import { Card, LinkButton, PageHeader, SubmitButton } from '../../console/components/parts.js'
import { Reason } from '../../console/components/reason-form.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { setFlash } from '../../console/flash.js'
import { page } from '../../console/page.js'
import { readForm } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import { AppError } from '../../platform/errors.js'
import type { Draft } from './draft.js'
import { Changes, DRAFT, Doubts, Waiting } from './draft-parts.js'
import { type Finding, reviewRules } from './rule-checks.js'
import type { RuleParts } from './rules.page.js'
import { replacedBy, replacedWords, saveRules } from './save-rules.js'
import { TrialResult } from './trial-result.js'
import { type Tried, tryDraft } from './try-draft.js'

const TRIED = 200

const SaveForm = z.object({
  seen: z.string().max(30),
  reason: Reason,
  holdsFrom: z
    .string()
    .default('')
    .refine((day) => day === '' || z.iso.date().safeParse(day).success, 'Xin chọn một ngày.')
    .transform((day) => day || null),
  confirmed: z.string().default(''),
  replaces: z.string().default(''),
})

/** Before it holds: what changes, what is doubtful, where the last tips would have gone. */
export async function showSave(
  c: ConsoleContext,
  { db, deps }: Edge,
  parts: RuleParts,
  form: FormState = EMPTY_FORM,
): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'admin')
  const now = deps.clock.now()
  const today = localDay(now)
  const chosen = form.values['holdsFrom'] ?? ''
  const day = z.iso.date().safeParse(chosen).success && chosen > today ? chosen : today
  const tried = await db.transaction().execute((tx) => tryDraft(tx, officer, { ...parts, most: TRIED, day, now }))
  if (!tried.draft.changed)
    throw new AppError('conflict', 'Bản nháp không có thay đổi nào để áp dụng.', { back: DRAFT })
  return page(
    c,
    { title: 'Áp dụng bản nháp', nav: 'rules', status: Object.keys(form.errors).length > 0 ? 422 : 200 },
    <SaveBody tried={tried} day={day} form={form} />,
  )
}

export async function handleSave(c: ConsoleContext, edge: Edge, parts: RuleParts): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'admin')
  const read = await readForm(c, SaveForm)
  if (read.kind === 'wrong') return showSave(c, edge, parts, read.form)
  const { confirmed, replaces, ...data } = read.data
  const ticked = { isConfirmed: confirmed === 'yes', replacesWaiting: replaces === 'yes' }
  const request = { ...data, ...ticked, categories: parts.categories }
  try {
    const id = await edge.db.transaction().execute((tx) => saveRules(tx, edge.deps, officer, request))
    setFlash(c, 'success', `Đã lưu phiên bản ${id} của quy tắc. Cảnh báo đã được xem lại.`)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error
    return showSave(c, edge, parts, { values: read.values, errors: error.detail })
  }
  return c.redirect('/console/rules', 303)
}

function SaveBody({ tried, day, form }: { tried: Tried; day: string; form: FormState }) {
  const { draft, before, names, world } = tried
  const findings = reviewRules(draft.rules, world)
  return (
    <>
      <PageHeader title="Áp dụng bản nháp" back={{ href: DRAFT, label: 'Bản nháp quy tắc' }} />
      <FormErrors form={form} />
      <Waiting draft={draft} />
      <Changes draft={draft} against={before} names={names} />
      <Doubts findings={findings} rules={draft.rules} />
      <TrialResult tried={tried} chart={`${DRAFT}/try/chart.svg?n=${TRIED}&day=${day}`} />
      <SaveFields form={form} draft={draft} day={day} findings={findings} />
    </>
  )
}

type FieldsProps = { form: FormState; draft: Draft; day: string; findings: readonly Finding[] }

function SaveFields({ form, draft, day, findings }: FieldsProps) {
  const replaced = replacedBy(draft.waiting, day)
  return (
    <Card title="Áp dụng">
      <Form action={`${DRAFT}/save`}>
        <input type="hidden" name="seen" value={form.values['seen'] ?? draft.seen} />
        <TextAreaField
          name="reason"
          label="Lý do thay đổi"
          form={form}
          rows={3}
          maxlength={500}
          hint="Ghi vào nhật ký và lịch sử quy tắc."
        />
        <TextField
          name="holdsFrom"
          label="Áp dụng từ ngày"
          type="date"
          form={form}
          required={false}
          hint="Để trống: áp dụng ngay."
        />
        {findings.some(({ level }) => level === 'warning') && (
          <Check name="confirmed" label="Tôi đã xem các mục cần xem lại và vẫn muốn áp dụng" form={form} />
        )}
        {replaced.length > 0 && (
          <Check
            name="replaces"
            label="Tôi hiểu bản đang chờ sẽ không được dùng"
            form={form}
            hint={replacedWords(replaced)}
          />
        )}
        <div class="form-acts">
          <SubmitButton label="Áp dụng quy tắc" icon="check" />
          <LinkButton href={DRAFT} label="Không, quay lại" kind="plain" />
        </div>
      </Form>
    </Card>
  )
}
