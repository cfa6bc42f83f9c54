import { Form } from '../../../console/components/form.js'
import { Message } from '../../../console/components/message.js'
import { Badge, Card, LinkButton } from '../../../console/components/parts.js'
import { Icon } from '../../../console/icon.js'
import { inVietnamese } from '../mistake-words.js'
import { rightAnswer } from '../play-quiz.js'
import type { QuizMistake } from '../quiz-rules.js'
import type { Question } from '../quiz.js'
import type { QuizRow } from '../console-queries.js'
import { KIND_WORDS, pathOf } from './kit.js'

/** Of the quiz as a whole and of each question, by its number. */
export function AllMistakes({
  mistakes,
  questions,
}: {
  mistakes: readonly QuizMistake[]
  questions: readonly Question[]
}) {
  if (mistakes.length === 0) return null
  return (
    <Message kind="warning" title={`Còn ${mistakes.length} chỗ cần sửa trước khi gửi duyệt`}>
      <ul class="mb-0">
        {mistakes.map((mistake) => (
          <li>
            {mistake.at !== undefined && (
              <>
                <a href={`#q-${mistake.at}`}>Câu {questions.findIndex(({ id }) => id === mistake.at) + 1}</a>:{' '}
              </>
            )}
            {inVietnamese(mistake)}
          </li>
        ))}
      </ul>
    </Message>
  )
}

/** `today`: yyyy-mm-dd. */
type ListProps = { row: QuizRow; questions: readonly Question[]; mayEdit: boolean; today: string }

export function QuestionList({ row, questions, mayEdit, today }: ListProps) {
  return (
    <Card title={`Câu hỏi (${questions.length})`}>
      {questions.length === 0 && <p>Chưa có câu hỏi nào.</p>}
      <ol class="quiz-questions">
        {questions.map((question, index) => (
          <li id={`q-${question.id}`}>
            <OneQuestion question={question} isStale={question.checkBy !== '' && today > question.checkBy} />
            {mayEdit && <QuestionActs row={row} question={question} index={index} count={questions.length} />}
          </li>
        ))}
      </ol>
      {mayEdit && <AddLinks id={row.id} />}
    </Card>
  )
}

function OneQuestion({ question, isStale }: { question: Question; isStale: boolean }) {
  return (
    <div>
      <strong>{question.ask || '(chưa có câu hỏi)'}</strong>{' '}
      {isStale && <Badge tone="warn">Đã đến ngày kiểm tra lại</Badge>}
      <span class="sub">
        {KIND_WORDS[question.kind].label}
        {question.picture && ', có hình'} · Đáp án: {rightAnswer(question) || 'chưa có'}
      </span>
    </div>
  )
}

type ActsProps = { row: QuizRow; question: Question; index: number; count: number }

/** Their names say which question they are about: many stand on one page. */
function QuestionActs({ row, question: { id }, index, count }: ActsProps) {
  const number = index + 1
  return (
    <div class="quiz-acts">
      <a class="btn btn-sm" href={pathOf(row.id, `questions/${id}`)} aria-label={`Sửa câu ${number}`}>
        Sửa
      </a>
      <ActButton row={row} questionId={id} act="up" icon="arrow-up" label={`Đưa câu ${number} lên`} off={index === 0} />
      <ActButton
        row={row}
        questionId={id}
        act="down"
        icon="arrow-down"
        label={`Đưa câu ${number} xuống`}
        off={number === count}
      />
      <ActButton row={row} questionId={id} act="delete" icon="trash" label={`Xóa câu ${number}`} />
    </div>
  )
}

type ButtonProps = { row: QuizRow; questionId: string; act: string; icon: string; label: string; off?: boolean }

function ActButton({ row, questionId, act, icon, label, off = false }: ButtonProps) {
  return (
    <Form action={pathOf(row.id, `questions/${questionId}/${act}`)}>
      <input type="hidden" name="version" value={String(row.version)} />
      <button type="submit" class="btn btn-sm" aria-label={label} title={label} disabled={off}>
        <Icon name={icon} />
      </button>
    </Form>
  )
}

function AddLinks({ id }: { id: string }) {
  return (
    <div class="quiz-add">
      <h3>Thêm câu hỏi</h3>
      <div class="form-acts">
        {Object.entries(KIND_WORDS).map(([kind, { label }]) => (
          <LinkButton href={pathOf(id, `questions/new?kind=${kind}`)} label={label} icon="plus" kind="plain" />
        ))}
      </div>
    </div>
  )
}
