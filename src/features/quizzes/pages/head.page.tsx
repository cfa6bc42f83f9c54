import { z } from 'zod'
import { CheckList } from '../../../console/components/choices.js'
import { EMPTY_FORM, Form, type FormState, SelectField, TextField } from '../../../console/components/form.js'
import { FormErrors } from '../../../console/components/message.js'
import { Card, PageHeader, SubmitButton } from '../../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { page } from '../../../console/page.js'
import { readForm } from '../../../console/read-form.js'
import { requireRole } from '../../../console/roles.js'
import { changedMeanwhile, requireOwn } from '../own-quiz.js'
import { MOST } from '../quiz-rules.js'
import type { QuizContent } from '../quiz.js'
import { actsFor, WRITER_ROLES } from '../review-rules.js'
import { createQuiz, type Saved, saveVersion } from '../save-version.js'
import { ConflictMessage } from './conflict.js'
import { type Choice, pathOf, type QuizPageParts, readQuiz } from './kit.js'

type Shown = { id: string | null; form: FormState; conflict?: QuizContent }

const HeadForm = z
  .object({
    title: z.string().max(200).default(''),
    bulletin: z.string().max(120).default(''),
    base: z.coerce.number().int(),
  })
  .catchall(z.string().max(200))

/** The quiz itself: its name, its topics, and what to read afterwards. */
export async function showNewQuiz(c: ConsoleContext, edge: Edge, parts: QuizPageParts): Promise<Response> {
  requireRole(c.var.officer, ...WRITER_ROLES)
  return showHead(c, edge, parts, { id: null, form: { ...EMPTY_FORM, values: { base: '0' } } })
}

export async function showEditQuiz(c: ConsoleContext, edge: Edge, parts: QuizPageParts): Promise<Response> {
  requireRole(c.var.officer, ...WRITER_ROLES)
  const { row, content } = await readQuiz(c, edge, async (_limited, found) => {
    requireOwn(found)
    if (!actsFor(found.state).includes('edit')) throw changedMeanwhile(found.id)
  })
  const topics = Object.fromEntries(content.topics.map((topic) => [`topics-${topic}`, 'yes']))
  const values = { ...topics, title: content.title, bulletin: content.bulletin ?? '', base: String(row.version) }
  return showHead(c, edge, parts, { id: row.id, form: { values, errors: {} } })
}

export async function handleHead(
  c: ConsoleContext,
  edge: Edge,
  parts: QuizPageParts,
  id: string | null,
): Promise<Response> {
  requireRole(c.var.officer, ...WRITER_ROLES)
  const read = await readForm(c, HeadForm)
  if (read.kind === 'wrong') return showHead(c, edge, parts, { id, form: read.form }, 422)
  const { title, bulletin, base } = read.data
  if (title.length < 5) {
    const errors = { title: 'Xin nhập tên bộ câu hỏi, ít nhất 5 ký tự.' }
    return showHead(c, edge, parts, { id, form: { values: read.values, errors } }, 422)
  }
  const topics = parts.topics.map(({ value }) => value).filter((topic) => read.values[`topics-${topic}`] === 'yes')
  const head = { title, topics, ...(bulletin !== '' && { bulletin }) }
  const saved = await save(c, edge, { id, base, head })
  if (saved.kind === 'conflict') {
    const { content } = await readQuiz(c, edge, async () => null)
    const values = { ...read.values, base: String(saved.version) }
    return showHead(c, edge, parts, { id, form: { values, errors: {} }, conflict: content }, 409)
  }
  setFlash(c, 'success', 'Đã lưu một phiên bản mới.')
  return c.redirect(pathOf(saved.id), 303)
}

type Head = Pick<QuizContent, 'title' | 'topics' | 'bulletin'>

function save(
  c: ConsoleContext,
  { db, deps }: Edge,
  { id, base, head }: { id: string | null; base: number; head: Head },
): Promise<Saved> {
  const { officer } = c.var
  return db
    .transaction()
    .execute((tx) =>
      id === null
        ? createQuiz(tx, deps, officer, { ...head, questions: [] })
        : saveVersion(tx, deps, officer, { id, base, change: ({ questions }) => ({ ...head, questions }) }),
    )
}

async function showHead(
  c: ConsoleContext,
  { db }: Edge,
  parts: QuizPageParts,
  { id, form, conflict }: Shown,
  status: 200 | 409 | 422 = 200,
): Promise<Response> {
  const bulletins = await db.transaction().execute(parts.listBulletins)
  const title = id === null ? 'Soạn bộ câu hỏi' : 'Sửa tên và chủ đề'
  const back =
    id === null ? { href: '/console/quizzes', label: 'Đố vui' } : { href: pathOf(id), label: 'Bộ câu hỏi này' }
  return page(
    c,
    { title, nav: 'quizzes', status },
    <>
      <PageHeader title={title} back={back} lead="Mỗi lần lưu là một phiên bản mới. Người khác duyệt rồi mới dùng." />
      {conflict && (
        <ConflictMessage>
          <p>
            Bản vừa lưu: “{conflict.title}”, chủ đề: {conflict.topics.join(', ') || 'chưa chọn'}.
          </p>
        </ConflictMessage>
      )}
      <Card>
        <HeadFields id={id} form={form} topics={parts.topics} bulletins={bulletins} />
      </Card>
    </>,
  )
}

type FieldsProps = { id: string | null; form: FormState; topics: readonly Choice[]; bulletins: readonly Choice[] }

function HeadFields({ id, form, topics, bulletins }: FieldsProps) {
  const chosen = form.values['bulletin'] ?? ''
  const isKnown = chosen === '' || bulletins.some(({ value }) => value === chosen)
  const options = isKnown ? bulletins : [...bulletins, { value: chosen, label: `${chosen} (không còn đăng)` }]
  return (
    <Form action={id === null ? '/console/quizzes/new' : pathOf(id, 'edit')}>
      <FormErrors form={form} />
      <input type="hidden" name="base" value={form.values['base'] ?? '0'} />
      <TextField
        name="title"
        label="Tên bộ câu hỏi"
        form={form}
        maxlength={MOST.title}
        hint={`Ngắn gọn, nhiều nhất ${MOST.title} ký tự: người dân bấm vào tên này.`}
      />
      <CheckList prefix="topics" legend="Chủ đề" options={topics} form={form} />
      <SelectField
        name="bulletin"
        label="Bản tin nên đọc sau khi chơi"
        form={form}
        required={false}
        empty="Không có"
        options={options}
      />
      <SubmitButton label={id === null ? 'Tạo và thêm câu hỏi' : 'Lưu'} />
    </Form>
  )
}
