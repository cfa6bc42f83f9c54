import { EmptyState, PageHeader } from '../../console/components/parts.js'
import { type Column, Table } from '../../console/components/table.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { page } from '../../console/page.js'
import { requireRole } from '../../console/roles.js'
import { asOfficer } from '../officers/as-officer.js'
import { listRuleRows, type RuleRow } from './rule-rows.js'

/** Which unit receives what, and why: read only, since the rules are content that is reviewed like code. */
export async function showRules(
  c: ConsoleContext,
  { db }: Edge,
  labels: ReadonlyMap<string, string>,
): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'admin', 'triage', 'lead', 'auditor')
  const rules = await db.transaction().execute((tx) => asOfficer(tx, officer, listRuleRows))
  return page(
    c,
    { title: 'Quy tắc chuyển tin', nav: 'rules' },
    <>
      <PageHeader
        title="Quy tắc chuyển tin"
        lead="Quy tắc cụ thể nhất được dùng: theo xã trước theo tỉnh, rồi theo loại tin, rồi theo mức khẩn. Không quy tắc nào hợp thì tin về cấp trên của địa bàn."
      />
      {rules.length === 0 ? (
        <EmptyState icon="route" title="Chưa có quy tắc nào">
          Mọi tin đang về cấp trên của địa bàn. Quy tắc nằm trong tệp content/routing.yaml; người vận hành máy chủ nạp
          lại khi khởi động.
        </EmptyState>
      ) : (
        <Table caption="Quy tắc chuyển tin" columns={columns(labels)} rows={rules} />
      )}
    </>,
  )
}

function columns(labels: ReadonlyMap<string, string>): Column<RuleRow>[] {
  return [
    {
      title: 'Loại tin',
      cell: ({ category, because }) => (
        <>
          {category === '*' ? 'Mọi loại' : (labels.get(category) ?? category)}
          <span class="sub">{because}</span>
        </>
      ),
    },
    { title: 'Địa bàn', cell: ({ area }) => area },
    { title: 'Mức khẩn', cell: ({ urgency }) => (urgency === '*' ? 'Mọi mức' : urgency), class: 'narrow' },
    { title: 'Đơn vị nhận', cell: ({ to }) => to },
    { title: 'Gửi để biết', cell: ({ copies }) => (copies.length === 0 ? 'Không' : copies.join('; ')) },
    { title: 'Tin khẩn chưa ai nhận thì báo', cell: ({ escalateTo }) => escalateTo },
  ]
}
