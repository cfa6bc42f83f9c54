import { z } from 'zod'
import { Confirm } from '../../console/components/confirm.js'
import { PageHeader } from '../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { setFlash } from '../../console/flash.js'
import { page } from '../../console/page.js'
import { readForm } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import { Time } from '../../console/time.js'
import { AppError } from '../../platform/errors.js'
import { asOfficer } from '../officers/as-officer.js'
import type { Rule } from '../tips/routing-rules.js'
import { changeDraft, type Draft, discardDraft } from './draft.js'
import { readForEditing } from './draft.page.js'
import { Changes, DRAFT } from './draft-parts.js'
import { moveRule } from './rule-changes.js'
import type { Names } from './rule-words.js'
import type { RuleParts } from './rules.page.js'

const Seen = z.object({ seen: z.string().max(30), confirmed: z.string().default('') })
const Move = z.object({
  seen: z.string().max(30),
  way: z.enum(['up', 'down', 'to']),
  place: z.string().max(5).default(''),
})

export async function handleMove(c: ConsoleContext, edge: Edge): Promise<Response> {
  requireRole(c.var.officer, 'admin')
  const id = c.req.param('rule') ?? ''
  const read = await readForm(c, Move)
  if (read.kind === 'wrong') throw new AppError('invalid', 'Không rõ cần chuyển dòng đến đâu.', { back: DRAFT })
  const { seen, way, place } = read.data
  await change(c, edge, seen, (rules) =>
    moveRule(withRow(rules, id), id, way === 'to' ? placeOf(place, rules.length) : way),
  )
  return c.redirect(`${DRAFT}#rule-${id}`, 303)
}

function placeOf(text: string, rows: number): number {
  const place = /^\d+$/.test(text) ? Number(text) : 0
  if (place >= 1 && place <= rows) return place
  throw new AppError('invalid', `Xin ghi số dòng từ 1 đến ${rows}.`, { back: DRAFT })
}

export async function handleRemove(c: ConsoleContext, edge: Edge): Promise<Response> {
  requireRole(c.var.officer, 'admin')
  const id = c.req.param('rule') ?? ''
  const { seen } = await seenIn(c)
  await change(c, edge, seen, (rules) => withRow(rules, id).filter((rule) => rule.id !== id))
  setFlash(c, 'success', 'Đã bỏ một dòng khỏi bản nháp.')
  return c.redirect(DRAFT, 303)
}

function withRow(rules: readonly Rule[], id: string): readonly Rule[] {
  if (rules.some((rule) => rule.id === id)) return rules
  throw new AppError('not_found', 'Dòng này không có trong bản nháp.', { back: DRAFT })
}

/** The draft is everybody's: whoever lets go of it sees first whose changes it holds. */
export async function handleDiscard(c: ConsoleContext, edge: Edge, parts: RuleParts): Promise<Response> {
  requireRole(c.var.officer, 'admin')
  const { seen, confirmed } = await seenIn(c)
  if (confirmed !== 'yes') {
    const { draft, names } = await readForEditing(c, edge, parts)
    if (draft.changed) return askToDrop(c, { draft, names, seen })
  }
  await edge.db
    .transaction()
    .execute((tx) => asOfficer(tx, c.var.officer, (limited) => discardDraft(limited, edge.deps, seen)))
  setFlash(c, 'success', 'Đã bỏ bản nháp. Quy tắc đang dùng không thay đổi.')
  return c.redirect('/console/rules', 303)
}

function askToDrop(c: ConsoleContext, { draft, names, seen }: { draft: Draft; names: Names; seen: string }) {
  return page(
    c,
    { title: 'Bỏ bản nháp', nav: 'rules', status: 409 },
    <>
      <PageHeader title="Bỏ bản nháp" back={{ href: DRAFT, label: 'Bản nháp quy tắc' }} />
      <Confirm
        action={`${DRAFT}/discard`}
        warning="Bỏ bản nháp chung của các quản trị viên?"
        values={{ seen }}
        confirmLabel="Bỏ bản nháp"
        cancelHref={DRAFT}
      >
        <DraftOwner draft={draft} />
      </Confirm>
      <Changes draft={draft} against={draft.held} names={names} />
    </>,
  )
}

/** Whose work would be lost. */
export function DraftOwner({ draft: { changed } }: { draft: Draft }) {
  return changed ? (
    <>
      {changed.byName} sửa lần cuối <Time at={changed.at} />. Mọi thay đổi trong bản nháp sẽ mất, của ai cũng vậy.
    </>
  ) : null
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

/** Which draft a form was shown with, and whether it has been asked twice. */
export async function seenIn(c: ConsoleContext): Promise<z.infer<typeof Seen>> {
  const read = await readForm(c, Seen)
  if (read.kind === 'wrong') throw new AppError('invalid', 'Biểu mẫu thiếu phần nhận dạng bản nháp.', { back: DRAFT })
  return read.data
}
