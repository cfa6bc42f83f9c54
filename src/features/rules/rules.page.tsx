import { EmptyState, LinkButton, PageHeader } from '../../console/components/parts.js'
import { Message } from '../../console/components/message.js'
import { type Column, Table } from '../../console/components/table.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { page } from '../../console/page.js'
import { requireRole } from '../../console/roles.js'
import { Time } from '../../console/time.js'
import { asOfficer } from '../officers/as-officer.js'
import type { Category } from '../tips/categories.js'
import {
  findRulesInForce,
  listRuleVersions,
  listWaitingRules,
  type RuleVersion,
  type WaitingRules,
} from '../tips/rules-store.js'
import { type Draft, isRuleEditor, readDraft } from './draft.js'
import { sayDay } from './rule-words.js'
import { loadNames } from './rule-world.js'
import { RulesTable } from './rules-table.js'
import { VersionLine } from './version-line.js'

export type RuleParts = { categories: readonly Category[]; homeProvince: string }

const MOST_VERSIONS = 30
export const READERS = ['admin', 'triage', 'lead', 'auditor'] as const

/** Which unit receives what, and why; who may change it finds the way to the draft here. */
export async function showRules(c: ConsoleContext, { db, deps }: Edge, { categories }: RuleParts): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, ...READERS)
  const { version, versions, waiting, names, draft } = await db.transaction().execute((tx) =>
    asOfficer(tx, officer, async (limited) => ({
      version: await findRulesInForce(limited, deps.clock.now()),
      versions: await listRuleVersions(limited, MOST_VERSIONS),
      waiting: await listWaitingRules(limited, deps.clock.now()),
      names: await loadNames(limited, categories),
      draft: (await isRuleEditor(limited)) ? await readDraft(limited, deps.clock.now()) : null,
    })),
  )
  return page(
    c,
    { title: 'Quy tắc phân tuyến', nav: 'rules' },
    <>
      <PageHeader
        title="Quy tắc phân tuyến"
        lead="Quy tắc cụ thể nhất được dùng: theo xã trước theo tỉnh, rồi theo loại tin, có người gặp nguy hiểm, mức khẩn. Bằng nhau thì dòng đứng trước. Không quy tắc nào hợp thì tin về Công an nơi người báo tin đang ở."
      >
        {draft && <LinkButton href="/console/rules/draft" label="Sửa quy tắc" icon="pencil" />}
      </PageHeader>
      {draft?.changed && <DraftMessage draft={draft} />}
      {version && <VersionLine version={version} />}
      {!version || version.rules.length === 0 ? (
        <EmptyState icon="route" title="Chưa có quy tắc nào">
          Mọi tin đang về Công an nơi người báo tin đang ở, kèm cảnh báo.
        </EmptyState>
      ) : (
        <RulesTable caption="Quy tắc phân tuyến" rules={version.rules} names={names} />
      )}
      <h2>Các phiên bản</h2>
      <Table caption="Các phiên bản" columns={versionColumns({ current: version?.id, waiting })} rows={versions} />
    </>,
  )
}

function DraftMessage({ draft: { changed } }: { draft: Draft }) {
  if (!changed) return null
  return (
    <Message kind="info" title="Có bản nháp chưa áp dụng.">
      {changed.byName} sửa lần cuối <Time at={changed.at} />. <a href="/console/rules/draft">Xem bản nháp</a>
    </Message>
  )
}

type States = { current: string | undefined; waiting: readonly WaitingRules[] }

function versionColumns({ current, waiting }: States): Column<Omit<RuleVersion, 'rules'>>[] {
  return [
    {
      title: 'Phiên bản',
      cell: ({ id, withdrawn }) => (
        <>
          <a href={`/console/rules/versions/${id}`}>Phiên bản {id}</a>
          {id === current && <span class="sub">Đang dùng</span>}
          {waiting.some((one) => one.id === id) && <span class="sub">Chờ đến ngày</span>}
          {withdrawn && <span class="sub">Đã rút lại</span>}
        </>
      ),
      class: 'narrow',
    },
    { title: 'Người lưu', cell: ({ savedByName }) => savedByName ?? 'Máy chủ (tệp)' },
    { title: 'Lúc', cell: ({ savedAt }) => <Time at={savedAt} />, class: 'narrow' },
    { title: 'Áp dụng từ', cell: ({ holdsFrom }) => (holdsFrom ? sayDay(holdsFrom) : 'Lúc lưu'), class: 'narrow' },
    { title: 'Lý do', cell: ({ reason }) => <span class="pre-line">{reason}</span> },
  ]
}
