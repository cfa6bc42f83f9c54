import { Badge, type BadgeTone, EmptyState, LinkButton, PageHeader } from '../../../console/components/parts.js'
import { type Column, Table } from '../../../console/components/table.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { page } from '../../../console/page.js'
import { requireRole } from '../../../console/roles.js'
import { Time } from '../../../console/time.js'
import { type ListedQuiz, listQuizRows, type QuizRow } from '../console-queries.js'
import { type State, WRITER_ROLES } from '../review-rules.js'
import { FROM_FILE, inOfficersRole, NO_TITLE, pathOf, READER_ROLES, STATE_WORDS } from './kit.js'

/** Those of the officer's unit and the units below, and those that came with the program. */
export async function showQuizzes(c: ConsoleContext, edge: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, ...READER_ROLES)
  const rows = await inOfficersRole(c, edge, listQuizRows)
  const mayWrite = WRITER_ROLES.includes(officer.role)
  return page(
    c,
    { title: 'Đố vui', nav: 'quizzes' },
    <>
      <PageHeader title="Đố vui" lead="Các bộ câu hỏi của đơn vị đồng chí, cấp dưới, và bộ đi kèm hệ thống.">
        {mayWrite && <LinkButton href="/console/quizzes/new" label="Soạn bộ câu hỏi" icon="plus" />}
      </PageHeader>
      {rows.length === 0 ? (
        <EmptyState icon="help-circle" title="Chưa có bộ câu hỏi nào">
          Soạn câu hỏi, gửi một người khác duyệt, rồi người dân chơi được ngay trong trò chuyện.
        </EmptyState>
      ) : (
        <Table caption="Danh sách bộ câu hỏi" columns={COLUMNS} rows={rows} />
      )}
    </>,
  )
}

/** What the state is, in words and in colour. */
export function StateBadge({ row: { state, publicVersion } }: { row: QuizRow }) {
  return (
    <>
      <Badge tone={TONES[state]}>{STATE_WORDS[state]}</Badge>
      {state !== 'published' && publicVersion !== null && <span class="sub">đang dùng phiên bản {publicVersion}</span>}
    </>
  )
}

const TONES: Readonly<Record<State, BadgeTone>> = {
  draft: 'neutral',
  review: 'warn',
  published: 'good',
  withdrawn: 'bad',
}

const COLUMNS: Column<ListedQuiz>[] = [
  { title: 'Tên', cell: ({ id, title }) => <a href={pathOf(id)}>{title || NO_TITLE}</a> },
  { title: 'Tình trạng', cell: (row) => <StateBadge row={row} />, class: 'narrow' },
  { title: 'Số câu', cell: ({ questions }) => String(questions), class: 'narrow number' },
  { title: 'Đơn vị', cell: ({ unitName }) => unitName ?? FROM_FILE },
  { title: 'Sửa lần cuối', cell: ({ writtenAt }) => <Time at={writtenAt} />, class: 'narrow' },
  { title: 'Kết quả', cell: ({ id }) => <a href={pathOf(id, 'results')}>Xem kết quả</a>, class: 'narrow' },
]
