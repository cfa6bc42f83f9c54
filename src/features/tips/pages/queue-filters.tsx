import { SelectField, TextField } from '../../../console/components/form.js'
import { SubmitButton } from '../../../console/components/parts.js'
import type { Category } from '../categories.js'
import type { QueueTab } from '../queries.js'
import { URGENCIES } from '../tip-words.js'

export type QueueQuery = { tab: QueueTab; text: string; category: string; urgency: string; ownUnitOnly: boolean }

const TABS: readonly (readonly [QueueTab, string])[] = [
  ['new', 'Chưa ai nhận'],
  ['mine', 'Của tôi'],
  ['soon', 'Sắp đến hạn'],
  ['overdue', 'Quá hạn'],
  ['open', 'Tất cả đang mở'],
  ['closed', 'Đã kết thúc'],
]

/** Numbers are of the whole tab, whatever is being searched for. */
export function QueueTabs({ query, counts }: { query: QueueQuery; counts: Readonly<Record<QueueTab, number>> }) {
  return (
    <nav class="queue-tabs" aria-label="Các mục của hàng đợi">
      {TABS.map(([tab, label]) => (
        <a href={queueHref({ ...query, tab })} {...(tab === query.tab && { 'aria-current': 'page' as const })}>
          {label}
          <span class={tab === 'overdue' && counts.overdue > 0 ? 'tab-count tab-count-bad' : 'tab-count'}>
            {counts[tab]}
          </span>
        </a>
      ))}
    </nav>
  )
}

function queueHref({ tab, text, category, urgency, ownUnitOnly }: QueueQuery): string {
  const params = new URLSearchParams({ tab })
  if (text) params.set('q', text)
  if (category) params.set('category', category)
  if (urgency) params.set('urgency', urgency)
  if (ownUnitOnly) params.set('unit', 'own')
  return `/console?${params}`
}

export function QueueFilters({
  query,
  categories,
  hasUnitsBelow,
}: {
  query: QueueQuery
  categories: readonly Category[]
  hasUnitsBelow: boolean
}) {
  const { text, category, urgency, ownUnitOnly } = query
  const form = { values: { q: text, category, urgency, unit: ownUnitOnly ? 'own' : '' }, errors: {} }
  const levels = Object.entries(URGENCIES).map(([value, { label }]) => ({ value, label }))
  return (
    <search>
      <form method="get" action="/console" class="filters">
        <input type="hidden" name="tab" value={query.tab} />
        <div class="grow">
          <TextField name="q" label="Số tin, nội dung, số điện thoại…" form={form} maxlength={100} />
        </div>
        <SelectField
          name="category"
          label="Loại việc"
          form={form}
          empty="Tất cả"
          options={categories.map(({ code, label }) => ({ value: code, label: label.vi }))}
        />
        <SelectField name="urgency" label="Mức khẩn" form={form} empty="Tất cả" options={levels} />
        {hasUnitsBelow && (
          <SelectField
            name="unit"
            label="Đơn vị"
            form={form}
            empty="Cả cấp dưới"
            options={[{ value: 'own', label: 'Chỉ đơn vị tôi' }]}
          />
        )}
        <SubmitButton label="Tìm" icon="search" />
      </form>
    </search>
  )
}
