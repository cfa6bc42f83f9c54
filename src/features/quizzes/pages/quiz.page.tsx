import { Form } from '../../../console/components/form.js'
import { Message } from '../../../console/components/message.js'
import { Card, Facts, LinkButton, PageHeader, SubmitButton } from '../../../console/components/parts.js'
import { type Column, Table } from '../../../console/components/table.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { page } from '../../../console/page.js'
import { Time } from '../../../console/time.js'
import { listVersions, type QuizRow, type VersionRow } from '../console-queries.js'
import { vietnamMoment } from '../daily.js'
import { findQuizMistakes } from '../quiz-rules.js'
import type { QuizContent } from '../quiz.js'
import { actsFor, mayApprove, WRITER_ROLES } from '../review-rules.js'
import { FROM_FILE, loadKnown, NO_TITLE, pathOf, type QuizPageParts, readQuiz } from './kit.js'
import { StateBadge } from './list.page.js'
import { AllMistakes, QuestionList } from './question-list.js'
import { ReviewCard } from './review-card.js'

/** One quiz: its questions, what is wrong with it, and what can be done. */
export async function showQuiz(c: ConsoleContext, edge: Edge, parts: QuizPageParts): Promise<Response> {
  const { row, content, more: versions } = await readQuiz(c, edge, (limited, { id }) => listVersions(limited, id))
  const { officer } = c.var
  const today = vietnamMoment(edge.deps.clock.now()).day
  const mayWrite = WRITER_ROLES.includes(officer.role) && row.isOwn
  const mistakes = findQuizMistakes({ id: row.id, ...content }, await loadKnown(edge, parts))
  return page(
    c,
    { title: content.title || NO_TITLE, nav: 'quizzes' },
    <>
      <PageHeader title={content.title || NO_TITLE} back={{ href: '/console/quizzes', label: 'Đố vui' }}>
        <LinkButton href={pathOf(row.id, 'preview')} label="Xem như người chơi" icon="eye" kind="plain" />
        <LinkButton href={pathOf(row.id, 'results')} label="Kết quả" icon="chart-bar" kind="plain" />
        {mayWrite && <LinkButton href={pathOf(row.id, 'edit')} label="Sửa tên, chủ đề" icon="pencil" kind="plain" />}
      </PageHeader>
      <Note row={row} />
      {row.state !== 'published' && <AllMistakes mistakes={mistakes} questions={content.questions} />}
      {mayWrite && <Acts row={row} isWhole={mistakes.length === 0} mayApprove={mayApprove(officer.id, versions)} />}
      <About row={row} content={content} topics={parts.topics} />
      <QuestionList row={row} questions={content.questions} mayEdit={mayWrite} today={today} />
      <History id={row.id} versions={versions} />
    </>,
  )
}

function Note({ row: { state, note } }: { row: QuizRow }) {
  if (!note) return null
  const title = state === 'withdrawn' ? 'Đã rút, vì:' : 'Người duyệt trả lại, cần sửa:'
  return (
    <Message kind="warning" title={title}>
      <p class="pre-line mb-0">{note}</p>
    </Message>
  )
}

function Acts({ row, isWhole, mayApprove }: { row: QuizRow; isWhole: boolean; mayApprove: boolean }) {
  const acts = actsFor(row.state)
  if (acts.includes('review')) return <ReviewCard row={row} mayApprove={mayApprove} />
  return (
    <div class="form-acts mb-3">
      {acts.includes('ask_review') && isWhole && (
        <Form action={pathOf(row.id, 'ask-review')}>
          <input type="hidden" name="version" value={String(row.version)} />
          <SubmitButton label="Gửi duyệt" icon="send" />
        </Form>
      )}
      {acts.includes('withdraw') && (
        <LinkButton
          href={pathOf(row.id, 'withdraw')}
          label={row.publicVersion === null ? 'Bỏ bộ câu hỏi này' : 'Rút bộ câu hỏi'}
          kind="plain"
        />
      )}
    </div>
  )
}

type AboutProps = { row: QuizRow; content: QuizContent; topics: QuizPageParts['topics'] }

function About({ row, content, topics }: AboutProps) {
  const names = content.topics.map((topic) => topics.find(({ value }) => value === topic)?.label ?? topic)
  return (
    <Card title="Về bộ câu hỏi">
      <Facts
        rows={[
          ['Tình trạng', <StateBadge row={row} />],
          ['Phiên bản đang xem', String(row.version)],
          ['Đơn vị', row.unitName ?? FROM_FILE],
          ['Chủ đề', names.join(', ') || 'Chưa chọn'],
          ['Bản tin nên đọc', content.bulletin ?? 'Không có'],
        ]}
      />
    </Card>
  )
}

function History({ id, versions }: { id: string; versions: readonly VersionRow[] }) {
  const columns: Column<VersionRow>[] = [
    {
      title: 'Phiên bản',
      cell: ({ number }) => <a href={pathOf(id, `versions/${number}`)}>Phiên bản {number}</a>,
      class: 'narrow',
    },
    { title: 'Người viết', cell: ({ writtenBy, writerName }) => writerName ?? (writtenBy ? 'Cán bộ' : FROM_FILE) },
    { title: 'Lúc viết', cell: ({ writtenAt }) => <Time at={writtenAt} />, class: 'narrow' },
    { title: 'Người duyệt', cell: ({ approverName }) => approverName ?? '' },
    {
      title: 'Lúc duyệt',
      cell: ({ approvedAt }) => (approvedAt ? <Time at={approvedAt} /> : ''),
      class: 'narrow',
    },
  ]
  return (
    <>
      <h2>Các phiên bản</h2>
      <Table caption="Các phiên bản" columns={columns} rows={versions} />
    </>
  )
}
