import { EMPTY_FORM, type FormState } from '../../../console/components/form.js'
import { PageHeader } from '../../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { page } from '../../../console/page.js'
import { NO_SUCH_PAGE, readForm } from '../../../console/read-form.js'
import { requireRole } from '../../../console/roles.js'
import { AppError } from '../../../platform/errors.js'
import { takePicture } from '../../bulletins/pages/take-picture.js'
import { isSameToAnswer, putQuestion } from '../edit-content.js'
import { changedMeanwhile, requireOwn } from '../own-quiz.js'
import { findQuizMistakes } from '../quiz-rules.js'
import type { Question, QuestionKind, QuizContent } from '../quiz.js'
import { actsFor, WRITER_ROLES } from '../review-rules.js'
import { type Saved, saveVersion } from '../save-version.js'
import { ConflictMessage } from './conflict.js'
import { KIND_WORDS, loadKnown, pathOf, type QuizPageParts, readQuiz, slugParam } from './kit.js'
import { MistakeList } from './mistake-list.js'
import { QuestionFields } from './question-fields.js'
import { QuestionForm, toQuestion, toValues } from './question-form.js'

type Shown = { id: string; questionId: string | null; kind: QuestionKind; form: FormState; conflict?: QuizContent }

/** `questionId` null: a new question, of the kind that the address names. */
export async function showQuestion(
  c: ConsoleContext,
  edge: Edge,
  parts: QuizPageParts,
  questionId: string | null,
): Promise<Response> {
  requireRole(c.var.officer, ...WRITER_ROLES)
  const { row, content } = await readForEdit(c, edge)
  const question = questionOf(content, questionId)
  const kind = question?.kind ?? kindParam(c)
  const values = question ? toValues(question, row.version) : { base: String(row.version) }
  return showForm(c, edge, parts, { id: row.id, questionId, kind, form: { ...EMPTY_FORM, values } })
}

/**
 * Saves what there is, mistakes and all: they are shown on the next page, and keep it from being reviewed. The
 * address names the kind also of a question that somebody else deleted meanwhile, so that nothing typed is lost.
 */
export async function handleQuestion(
  c: ConsoleContext,
  edge: Edge,
  parts: QuizPageParts,
  questionId: string | null,
): Promise<Response> {
  requireRole(c.var.officer, ...WRITER_ROLES)
  const { row, content } = await readForEdit(c, edge)
  const before = content.questions.find((question) => question.id === questionId)
  const kind = before?.kind ?? kindParam(c)
  const shown = { id: row.id, questionId, kind }
  const read = await readForm(c, QuestionForm)
  if (read.kind === 'wrong') return showForm(c, edge, parts, { ...shown, form: read.form }, 422)
  const taken = await takePicture(c, edge)
  if (taken.kind === 'wrong') {
    const errors = { picture: taken.because }
    return showForm(c, edge, parts, { ...shown, form: { values: read.values, errors } }, 422)
  }
  const values = { ...read.values, ...pictureOf(read.values, taken) }
  const question = numbered(edge, toQuestion(kind, questionId ?? '', values), before)
  const saved = await save(c, edge, { id: row.id, base: read.data.base, question, replaced: questionId })
  if (saved.kind === 'conflict') {
    const form = { values: { ...values, base: String(saved.version) }, errors: {} }
    return showForm(c, edge, parts, { ...shown, form, conflict: content }, 409)
  }
  setFlash(c, 'success', 'Đã lưu câu hỏi thành một phiên bản mới.')
  return c.redirect(`${pathOf(row.id)}#q-${question.id}`, 303)
}

/** Answers are counted by the places of the options: what means something else now begins to count anew. */
function numbered({ deps }: Edge, question: Question, before: Question | undefined): Question {
  if (before && isSameToAnswer(before, question)) return { ...question, id: before.id }
  return { ...question, id: `c-${deps.ids.bytes(5).toString('hex')}` }
}

function pictureOf(values: FormState['values'], taken: { kind: 'none' } | { kind: 'taken'; id: string }) {
  if (taken.kind === 'taken') return { pictureId: taken.id }
  return values['dropPicture'] === 'yes' ? { pictureId: '', alt: '' } : {}
}

function readForEdit(c: ConsoleContext, edge: Edge) {
  return readQuiz(c, edge, async (_limited, found) => {
    requireOwn(found)
    if (!actsFor(found.state).includes('edit')) throw changedMeanwhile(found.id)
  })
}

type Change = { id: string; base: number; question: Question; replaced: string | null }

function save(c: ConsoleContext, { db, deps }: Edge, { id, base, question, replaced }: Change): Promise<Saved> {
  const change = (content: QuizContent) => putQuestion(content, question, replaced)
  return db.transaction().execute((tx) => saveVersion(tx, deps, c.var.officer, { id, base, change }))
}

async function showForm(
  c: ConsoleContext,
  edge: Edge,
  parts: QuizPageParts,
  { id, questionId, kind, form, conflict }: Shown,
  status: 200 | 409 | 422 = 200,
): Promise<Response> {
  const { label, about } = KIND_WORDS[kind]
  const typed = toQuestion(kind, questionId ?? 'moi', form.values)
  const draft = { id, title: '', topics: [], questions: [typed] }
  const isNew = questionId === null
  const found = isNew && status === 200 ? [] : findQuizMistakes(draft, await loadKnown(edge, parts))
  const other = conflict?.questions.find((question) => question.id === questionId)
  return page(
    c,
    { title: isNew ? 'Thêm câu hỏi' : 'Sửa câu hỏi', nav: 'quizzes', status },
    <>
      <PageHeader
        title={`${isNew ? 'Thêm câu hỏi' : 'Sửa câu hỏi'}: ${label}`}
        lead={about}
        back={{ href: pathOf(id), label: 'Bộ câu hỏi này' }}
      />
      {conflict && <ConflictMessage>{other && <p>Bản vừa lưu của câu này: “{other.ask}”</p>}</ConflictMessage>}
      <MistakeList mistakes={found.filter(({ at }) => at !== undefined)} />
      <QuestionFields action={pathOf(id, `questions/${questionId ?? 'new'}?kind=${kind}`)} kind={kind} form={form} />
    </>,
  )
}

function questionOf({ questions }: QuizContent, questionId: string | null): Question | null {
  if (questionId === null) return null
  const question = questions.find(({ id }) => id === questionId)
  if (!question) throw new AppError('not_found', NO_SUCH_PAGE)
  return question
}

function kindParam(c: ConsoleContext): QuestionKind {
  const kind = Object.keys(KIND_WORDS).find((one) => one === c.req.query('kind'))
  if (!kind) throw new AppError('not_found', NO_SUCH_PAGE, { back: pathOf(slugParam(c)) })
  return kind as QuestionKind
}
