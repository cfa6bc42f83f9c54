import { z } from 'zod'
import { Confirm } from '../../../console/components/confirm.js'
import { EMPTY_FORM, type FormState } from '../../../console/components/form.js'
import { FormErrors, Message } from '../../../console/components/message.js'
import { PageHeader } from '../../../console/components/parts.js'
import { Reason, ReasonForm } from '../../../console/components/reason-form.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { page } from '../../../console/page.js'
import { readForm } from '../../../console/read-form.js'
import { requireRole } from '../../../console/roles.js'
import { removeQuestion } from '../edit-content.js'
import { changedMeanwhile, requireOwn } from '../own-quiz.js'
import { withdrawQuiz } from '../review.js'
import { actsFor, WRITER_ROLES } from '../review-rules.js'
import { saveVersion } from '../save-version.js'
import { NO_TITLE, pathOf, type QuizPageParts, readQuiz, slugParam } from './kit.js'

const DeleteForm = z.object({ version: z.coerce.number().int().positive(), confirmed: z.string().default('') })

/** Asked once more: it stays in the earlier versions, but nobody can bring it back with a button. */
export async function handleDelete(c: ConsoleContext, edge: Edge): Promise<Response> {
  requireRole(c.var.officer, ...WRITER_ROLES)
  const id = slugParam(c)
  const questionId = slugParam(c, 'question')
  const read = await readForm(c, DeleteForm)
  if (read.kind === 'wrong') throw changedMeanwhile(id)
  const { version, confirmed } = read.data
  if (confirmed !== 'yes') return askDelete(c, edge, questionId, version)
  const saved = await edge.db.transaction().execute((tx) =>
    saveVersion(tx, edge.deps, c.var.officer, {
      ...{ id, base: version },
      change: (content) => removeQuestion(content, questionId),
    }),
  )
  if (saved.kind === 'conflict') throw changedMeanwhile(id)
  setFlash(c, 'success', 'Đã xóa câu hỏi.')
  return c.redirect(pathOf(id), 303)
}

async function askDelete(c: ConsoleContext, edge: Edge, questionId: string, version: number): Promise<Response> {
  const { row, content } = await readQuiz(c, edge, async (_limited, found) => requireOwn(found))
  const question = content.questions.find(({ id }) => id === questionId)
  if (!question) throw changedMeanwhile(row.id)
  return page(
    c,
    { title: 'Xóa câu hỏi', nav: 'quizzes' },
    <>
      <PageHeader title="Xóa câu hỏi" back={{ href: pathOf(row.id), label: 'Bộ câu hỏi này' }} />
      <Confirm
        action={pathOf(row.id, `questions/${questionId}/delete`)}
        warning={`Xóa câu “${question.ask}”?`}
        values={{ version: String(version) }}
        confirmLabel="Xóa câu hỏi"
        cancelHref={pathOf(row.id)}
      >
        Câu hỏi vẫn còn trong các phiên bản cũ.
      </Confirm>
    </>,
  )
}

const WithdrawForm = z.object({
  version: z.coerce.number().int().positive(),
  reason: Reason,
})

export async function showWithdraw(
  c: ConsoleContext,
  edge: Edge,
  form: FormState = EMPTY_FORM,
  status: 200 | 422 = 200,
): Promise<Response> {
  requireRole(c.var.officer, ...WRITER_ROLES)
  const { row, content } = await readQuiz(c, edge, async (_limited, found) => {
    requireOwn(found)
    if (!actsFor(found.state).includes('withdraw')) throw changedMeanwhile(found.id)
  })
  const label = row.publicVersion === null ? 'Bỏ bộ câu hỏi' : 'Rút bộ câu hỏi'
  return page(
    c,
    { title: label, nav: 'quizzes', status },
    <>
      <PageHeader
        title={`${label}: ${content.title || NO_TITLE}`}
        back={{ href: pathOf(row.id), label: 'Bộ câu hỏi này' }}
      />
      <Message kind="warning" title="Không ai chơi được nữa, kể từ bây giờ.">
        Ai đang chơi dở thì các câu còn lại được bỏ qua. Muốn dùng lại, xin sửa rồi gửi duyệt như bản mới.
      </Message>
      <FormErrors form={form} />
      <ReasonForm
        action={pathOf(row.id, 'withdraw')}
        label={label}
        cancelHref={pathOf(row.id)}
        form={form}
        hint="Chỉ cán bộ đọc."
      >
        <input type="hidden" name="version" value={form.values['version'] ?? String(row.version)} />
      </ReasonForm>
    </>,
  )
}

export async function handleWithdraw(c: ConsoleContext, edge: Edge, parts: QuizPageParts): Promise<Response> {
  requireRole(c.var.officer, ...WRITER_ROLES)
  const id = slugParam(c)
  const read = await readForm(c, WithdrawForm)
  if (read.kind === 'wrong') return showWithdraw(c, edge, read.form, 422)
  await edge.db.transaction().execute((tx) => withdrawQuiz(tx, edge.deps, c.var.officer, { id, ...read.data }))
  parts.onPublic()
  setFlash(c, 'success', 'Đã rút bộ câu hỏi.')
  return c.redirect(pathOf(id), 303)
}
