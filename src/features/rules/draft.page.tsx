import { Form } from '../../console/components/form.js'
import { EmptyState, LinkButton, PageHeader, SubmitButton } from '../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { page } from '../../console/page.js'
import { requireRole } from '../../console/roles.js'
import { asOfficer } from '../officers/as-officer.js'
import { type Draft, readDraft, requireRuleEditor } from './draft.js'
import { reviewRules } from './rule-checks.js'
import { type Loaded, loadWorld } from './rule-world.js'
import type { RuleParts } from './rules.page.js'
import { Changes, DRAFT, Doubts, Waiting } from './draft-parts.js'
import { RowActs } from './row-acts.js'
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

function Discard({ seen }: { seen: string }) {
  return (
    <Form action={`${DRAFT}/discard`}>
      <input type="hidden" name="seen" value={seen} />
      <SubmitButton label="Bỏ bản nháp" kind="plain" />
    </Form>
  )
}
