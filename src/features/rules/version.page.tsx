import { Confirm } from '../../console/components/confirm.js'
import { Form } from '../../console/components/form.js'
import { LinkButton, PageHeader, SubmitButton } from '../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { setFlash } from '../../console/flash.js'
import { page } from '../../console/page.js'
import { idParam, NO_SUCH_PAGE } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import { AppError } from '../../platform/errors.js'
import { asOfficer } from '../officers/as-officer.js'
import { findRuleVersion } from '../tips/rules-store.js'
import { type Draft, isRuleEditor, readDraft } from './draft.js'
import { readForEditing } from './draft.page.js'
import { change, DraftOwner, seenIn } from './draft-acts.js'
import { Changes, DRAFT } from './draft-parts.js'
import { loadNames } from './rule-world.js'
import { READERS, type RuleParts } from './rules.page.js'
import { RulesTable } from './rules-table.js'
import { VersionLine } from './version-line.js'

/** The table as it was, for looking back; who edits the rules can take it up again, or back while it waits. */
export async function showRuleVersion(c: ConsoleContext, { db, deps }: Edge, parts: RuleParts): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, ...READERS)
  const id = idParam(c)
  const { version, names, draft } = await db.transaction().execute((tx) =>
    asOfficer(tx, officer, async (limited) => ({
      version: await findRuleVersion(limited, id),
      names: await loadNames(limited, parts.categories),
      draft: (await isRuleEditor(limited)) ? await readDraft(limited, deps.clock.now()) : null,
    })),
  )
  if (!version) throw new AppError('not_found', NO_SUCH_PAGE, { back: '/console/rules' })
  const title = `Quy tắc phân tuyến, phiên bản ${id}`
  return page(
    c,
    { title, nav: 'rules' },
    <>
      <PageHeader title={title} back={{ href: '/console/rules', label: 'Quy tắc đang dùng' }}>
        {draft && <VersionActs id={id} draft={draft} />}
      </PageHeader>
      <VersionLine version={version} />
      <RulesTable caption={`Quy tắc của phiên bản ${id}`} rules={version.rules} names={names} />
    </>,
  )
}

function VersionActs({ id, draft: { seen, waiting } }: { id: string; draft: Draft }) {
  return (
    <>
      {waiting.some((one) => one.id === id) && (
        <LinkButton href={`${versionPath(id)}/withdraw`} label="Rút lại bản này" kind="plain" />
      )}
      <Form action={`${versionPath(id)}/draft`}>
        <input type="hidden" name="seen" value={seen} />
        <SubmitButton label="Lấy vào bản nháp" kind="plain" />
      </Form>
    </>
  )
}

export function versionPath(id: string): string {
  return `/console/rules/versions/${id}`
}

/** The draft becomes that table; where it holds changes already, only after a second yes. */
export async function handleTakeUp(c: ConsoleContext, edge: Edge, parts: RuleParts): Promise<Response> {
  requireRole(c.var.officer, 'admin')
  const id = idParam(c)
  const { seen, confirmed } = await seenIn(c)
  const { draft, names } = await readForEditing(c, edge, parts)
  const version = await edge.db
    .transaction()
    .execute((tx) => asOfficer(tx, c.var.officer, (limited) => findRuleVersion(limited, id)))
  if (!version) throw new AppError('not_found', NO_SUCH_PAGE, { back: '/console/rules' })
  if (draft.changed && confirmed !== 'yes')
    return page(
      c,
      { title: 'Lấy vào bản nháp', nav: 'rules', status: 409 },
      <>
        <PageHeader title="Lấy vào bản nháp" back={{ href: versionPath(id), label: `Phiên bản ${id}` }} />
        <Confirm
          action={`${versionPath(id)}/draft`}
          warning={`Thay bản nháp chung bằng phiên bản ${id}?`}
          values={{ seen }}
          confirmLabel="Thay bản nháp"
          cancelHref={DRAFT}
        >
          <DraftOwner draft={draft} />
        </Confirm>
        <Changes draft={draft} against={draft.held} names={names} />
      </>,
    )
  await change(c, edge, seen, () => version.rules)
  setFlash(c, 'success', `Đã lấy phiên bản ${id} vào bản nháp. Xin xem lại rồi áp dụng.`)
  return c.redirect(DRAFT, 303)
}
