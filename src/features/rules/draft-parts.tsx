import { Message } from '../../console/components/message.js'
import { Card } from '../../console/components/parts.js'
import { Time } from '../../console/time.js'
import type { Rule } from '../tips/routing-rules.js'
import type { RuleVersion } from '../tips/rules-store.js'
import type { Draft } from './draft.js'
import { listChanges } from './rule-changes.js'
import type { Finding } from './rule-checks.js'
import { changeWords, type Names, sayDay } from './rule-words.js'

export const DRAFT = '/console/rules/draft'

/** What waits for its day, and what applying the draft before that day would mean. */
export function Waiting({ draft: { waiting, base } }: { draft: Draft }) {
  const [next] = waiting
  if (!next) return null
  const all = waiting.map(({ id, holdsFrom }) => `phiên bản ${id} chờ đến ${sayDay(holdsFrom)}`).join(', ')
  return (
    <Message kind="warning" title={`Có bản chưa đến ngày áp dụng: ${all}.`}>
      Bản nháp mới bắt đầu từ phiên bản {base.id}. Áp dụng bản nháp trước ngày đó thì bản đang chờ sẽ không được dùng
      nữa.
    </Message>
  )
}

type ChangesProps = { draft: Draft; against: RuleVersion; names: Names }

/** What the draft would change of the version that holds when it begins to, line by line. */
export function Changes({ draft, against, names }: ChangesProps) {
  const changes = listChanges(against.rules, draft.rules)
  if (!draft.changed) return <p>Chưa có thay đổi nào so với phiên bản {draft.base.id}.</p>
  return (
    <Card title={`Khác với phiên bản ${against.id}`}>
      {changes.length === 0 ? (
        <p>Bản nháp giống hệt phiên bản {against.id}.</p>
      ) : (
        <ul>
          {changes.map((one) => (
            <li>{changeWords(one, names)}</li>
          ))}
        </ul>
      )}
      <p class="sub mb-0">
        {draft.changed.byName} sửa lần cuối <Time at={draft.changed.at} />
      </p>
    </Card>
  )
}

const MOST_DOUBTS = 10

/** What wants a look, each with the way to its row. */
export function Doubts({ findings, rules }: { findings: readonly Finding[]; rules: readonly Rule[] }) {
  if (findings.length === 0) return <Message kind="success">Không thấy lỗi nào trong bảng.</Message>
  const count = (level: Finding['level']) => findings.filter((one) => one.level === level).length
  const shown = findings.slice(0, MOST_DOUBTS)
  const title = `${count('error')} lỗi, ${count('warning')} mục cần xem lại, ${count('note')} lưu ý trong bảng.`
  return (
    <Message kind={count('error') > 0 ? 'danger' : 'warning'} title={title}>
      <ul class="mb-0">
        {shown.map(({ row, text }) => (
          <li>
            {row !== null && (
              <>
                <a href={`${DRAFT}#rule-${rules[row - 1]?.id}`}>Dòng {row}</a>:{' '}
              </>
            )}
            {text}
          </li>
        ))}
      </ul>
      {findings.length > shown.length && (
        <p class="mb-0">và {findings.length - shown.length} mục khác, xem trong bảng.</p>
      )}
    </Message>
  )
}
