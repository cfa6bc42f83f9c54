import { Form } from '../../console/components/form.js'
import { EmptyState, LinkButton, PageHeader, SubmitButton } from '../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { setFlash } from '../../console/flash.js'
import { page } from '../../console/page.js'
import { readForm } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import { AppError } from '../../platform/errors.js'
import { z } from 'zod'
import { asOfficer } from '../officers/as-officer.js'
import type { Rule } from '../tips/routing-rules.js'
import { changeDraft, type Draft, discardDraft, readDraft, requireRuleEditor } from './draft.js'
import { reviewRules } from './rule-checks.js'
import { moveRule } from './rule-changes.js'
import { type Loaded, loadWorld } from './rule-world.js'
import type { RuleParts } from './rules.page.js'
import { Changes, DRAFT, Doubts, Waiting } from './draft-parts.js'
import { RulesTable } from './rules-table.js'

/** The table that is being written: what it changes, what is wrong with it, and what can be done. */
export async function showDraft(c: ConsoleContext, edge: Edge, parts: RuleParts): Promise<Response> {
  const { draft, world, names } = await readForEditing(c, edge, parts)
  const findings = reviewRules(draft.rules, world)
  return page(
    c,
    { title: 'Bản nháp quy tắc', nav: 'rules' },
    <>
      <PageHeader
        title="Bản nháp quy tắc"
        back={{ href: '/console/rules', label: 'Quy tắc đang dùng' }}
        lead="Bản nháp được lưu sau mỗi thao tác và chưa ảnh hưởng đến tin nào. Thứ tự chỉ quan trọng giữa các dòng cùng điều kiện."
      >
        <LinkButton href={`${DRAFT}/new`} label="Thêm quy tắc" icon="plus" kind="plain" />
        <LinkButton href={`${DRAFT}/try`} label="Thử với tin gần nhất" icon="player-play" kind="plain" />
        {draft.changed && <LinkButton href={`${DRAFT}/save`} label="Áp dụng" icon="check" />}
      </PageHeader>
      <Waiting draft={draft} />
      <Changes draft={draft} against={draft.held} names={names} />
      <Doubts findings={findings} rules={draft.rules} />
      {draft.rules.length === 0 ? (
        <EmptyState icon="route" title="Bản nháp không có quy tắc nào" />
      ) : (
        <RulesTable
          caption="Quy tắc trong bản nháp"
          {...{ names, findings }}
          rules={draft.rules}
          acts={(rule, row) => <RowActs rule={rule} row={row} seen={draft.seen} last={draft.rules.length} />}
        />
      )}
      {draft.changed && <Discard seen={draft.seen} />}
    </>,
  )
}

/** 403 for who reads the rules only. */
export async function readForEditing(
  c: ConsoleContext,
  { db, deps }: Edge,
  { categories }: RuleParts,
): Promise<Loaded & { draft: Draft }> {
  const { officer } = c.var
  requireRole(officer, 'admin')
  return db.transaction().execute(async (tx) => {
    const loaded = await loadWorld(tx, categories, deps.clock.now())
    const draft = await asOfficer(tx, officer, async (limited) => {
      await requireRuleEditor(limited)
      return readDraft(limited, deps.clock.now())
    })
    return { ...loaded, draft }
  })
}

const Seen = z.object({ seen: z.string().max(30) })
const Move = Seen.extend({ way: z.enum(['up', 'down']) })

export async function handleMove(c: ConsoleContext, edge: Edge): Promise<Response> {
  requireRole(c.var.officer, 'admin')
  const id = c.req.param('rule') ?? ''
  const read = await readForm(c, Move)
  if (read.kind === 'wrong') throw new AppError('invalid', 'Không rõ cần chuyển lên hay xuống.', { back: DRAFT })
  await change(c, edge, read.data.seen, (rules) => moveRule(withRow(rules, id), id, read.data.way))
  return c.redirect(`${DRAFT}#rule-${id}`, 303)
}

export async function handleRemove(c: ConsoleContext, edge: Edge): Promise<Response> {
  requireRole(c.var.officer, 'admin')
  const id = c.req.param('rule') ?? ''
  await change(c, edge, await seenIn(c), (rules) => withRow(rules, id).filter((rule) => rule.id !== id))
  setFlash(c, 'success', 'Đã bỏ một dòng khỏi bản nháp.')
  return c.redirect(DRAFT, 303)
}

function withRow(rules: readonly Rule[], id: string): readonly Rule[] {
  if (rules.some((rule) => rule.id === id)) return rules
  throw new AppError('not_found', 'Dòng này không có trong bản nháp.', { back: DRAFT })
}

export async function handleDiscard(c: ConsoleContext, { db, deps }: Edge): Promise<Response> {
  requireRole(c.var.officer, 'admin')
  const seen = await seenIn(c)
  await db.transaction().execute((tx) => asOfficer(tx, c.var.officer, (limited) => discardDraft(limited, deps, seen)))
  setFlash(c, 'success', 'Đã bỏ bản nháp. Quy tắc đang dùng không thay đổi.')
  return c.redirect('/console/rules', 303)
}

export async function change(
  c: ConsoleContext,
  { db, deps }: Edge,
  seen: string,
  work: (rules: readonly Rule[]) => Rule[],
): Promise<void> {
  const { officer } = c.var
  await db
    .transaction()
    .execute((tx) => asOfficer(tx, officer, (limited) => changeDraft(limited, deps, officer, { seen, change: work })))
}

async function seenIn(c: ConsoleContext): Promise<string> {
  const read = await readForm(c, Seen)
  if (read.kind === 'wrong') throw new AppError('invalid', 'Biểu mẫu thiếu phần nhận dạng bản nháp.', { back: DRAFT })
  return read.data.seen
}

function RowActs({ rule, row, seen, last }: { rule: Rule; row: number; seen: string; last: number }) {
  const path = `${DRAFT}/rules/${rule.id}`
  return (
    <div class="rule-acts">
      <a class="btn btn-sm" href={path} aria-label={`Sửa dòng ${row}`}>
        Sửa
      </a>
      {row > 1 && <RowButton action={`${path}/move`} values={{ seen, way: 'up' }} label="Lên" row={row} />}
      {row < last && <RowButton action={`${path}/move`} values={{ seen, way: 'down' }} label="Xuống" row={row} />}
      <RowButton action={`${path}/remove`} values={{ seen }} label="Bỏ" row={row} />
    </div>
  )
}

type RowButtonProps = { action: string; values: Readonly<Record<string, string>>; label: string; row: number }

function RowButton({ action, values, label, row }: RowButtonProps) {
  return (
    <Form action={action}>
      {Object.entries(values).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class="btn btn-sm" aria-label={`${label} dòng ${row}`}>
        {label}
      </button>
    </Form>
  )
}

function Discard({ seen }: { seen: string }) {
  return (
    <Form action={`${DRAFT}/discard`}>
      <input type="hidden" name="seen" value={seen} />
      <SubmitButton label="Bỏ bản nháp" kind="plain" />
    </Form>
  )
}
