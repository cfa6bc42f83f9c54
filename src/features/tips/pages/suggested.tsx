import { Badge, Card } from '../../../console/components/parts.js'
import type { Catalogue } from '../categories.js'
import { type CategorySuggestion, reviewMessage, type Suggestion, type Urgent } from '../suggest-category.js'
import type { TipView } from '../tip-view.js'

type Parts = { tip: Pick<TipView, 'description' | 'erasedAt'>; catalogue: Catalogue }

/** What the rules read in the citizen's words, each with the phrases that spoke. It changes nothing by itself (P9). */
export function Suggested({ tip, catalogue }: Parts) {
  if (tip.erasedAt) return null
  const { category, urgent } = reviewMessage(tip.description, catalogue)
  return (
    <Card title="Gợi ý từ nội dung">
      {urgent.length > 0 && (
        <>
          <p class="mb-1">
            <Badge tone="bad">Có dấu hiệu khẩn (P0)</Badge>
          </p>
          <ul class="plain-list mb-2">
            {situationsOf(urgent, category).map(({ label, words }) => (
              <li>
                {label}
                <span class="sub">Vì có: {quoted(words)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Categories category={category} catalogue={catalogue} />
      <p class="form-hint">
        Máy chỉ so cụm từ theo danh sách, có thể sai. Loại việc, mức khẩn và đơn vị không đổi cho đến khi đồng chí xác
        nhận ở mục phân loại.
      </p>
    </Card>
  )
}

function Categories({ category, catalogue }: { category: CategorySuggestion; catalogue: Catalogue }) {
  if (category.kind === 'none') return <p class="mb-1">Không thấy cụm từ nào của loại việc cụ thể.</p>
  const labels = new Map(catalogue.categories.map(({ code, label }) => [code, label.vi]))
  return (
    <>
      {category.kind === 'not_a_tip' && (
        <Leaves intro="Có thể không phải tin báo" to={category} catalogue={catalogue} />
      )}
      {category.suggestions.length > 0 && (
        <ol class="plain-list mb-2">
          {category.suggestions.map((suggestion) => (
            <li>
              <strong>{labels.get(suggestion.code)}</strong> ({Math.round(suggestion.score)} điểm)
              <Spoken {...suggestion} />
            </li>
          ))}
        </ol>
      )}
      {category.kind === 'suggested' && category.perhaps && (
        <Leaves intro="Ít khả năng hơn, không phải tin báo" to={category.perhaps} catalogue={catalogue} />
      )}
    </>
  )
}

type Way = { intro: string; to: { exit: string; reason: string }; catalogue: Catalogue }

function Leaves({ intro, to, catalogue }: Way) {
  const exit = catalogue.exits.find(({ kind }) => kind === to.exit)
  return (
    <p class="mb-1">
      {intro}: {exit?.label.vi}.<span class="sub">{to.reason}</span>
    </p>
  )
}

/** A category that cannot wait by itself is told below with its words: here only where it stands alone. */
function situationsOf(urgent: readonly Urgent[], category: CategorySuggestion): readonly Urgent[] {
  const codes = category.kind === 'none' ? [] : category.suggestions.map(({ code }) => code)
  const situations = urgent.filter(({ code }) => !codes.includes(code))
  return situations.length > 0 ? situations : urgent
}

function Spoken({ words, against }: Suggestion) {
  return (
    <span class="sub">
      Vì có: {quoted(words)}
      {against.length > 0 && <>. Bớt điểm vì có: {quoted(against)}</>}
    </span>
  )
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `“${word}”`).join(', ')
}
