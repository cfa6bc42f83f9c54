import { z } from 'zod'
import { EMPTY_FORM, type FormState } from '../../../console/components/form.js'
import { FormErrors, Message } from '../../../console/components/message.js'
import { PageHeader } from '../../../console/components/parts.js'
import { Reason, ReasonForm } from '../../../console/components/reason-form.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { page } from '../../../console/page.js'
import { idParam, readForm } from '../../../console/read-form.js'
import { requireRole } from '../../../console/roles.js'
import { actsOf, changedMeanwhile, requireOwn } from '../own-bulletin.js'
import { WRITER_ROLES } from '../review-rules.js'
import { withdrawBulletin } from '../withdraw.js'
import { NO_TITLE, pathOf, readBulletin } from './kit.js'

const WithdrawForm = z.object({ reason: Reason })

/** What withdrawing will do, before it is done. */
export async function showWithdraw(
  c: ConsoleContext,
  edge: Edge,
  form: FormState = EMPTY_FORM,
  status: 200 | 422 = 200,
): Promise<Response> {
  requireRole(c.var.officer, ...WRITER_ROLES)
  const { row, draft } = await readBulletin(c, edge, async (_limited, found) => {
    requireOwn(found)
    if (!actsOf(found).includes('withdraw')) throw changedMeanwhile(found.id)
  })
  const isPublic = row.publicVersion !== null
  const label = isPublic ? 'Rút bản tin' : 'Bỏ bản này'
  return page(
    c,
    { title: label, nav: 'bulletins', status },
    <>
      <PageHeader
        title={`${label}: ${draft.title || NO_TITLE}`}
        back={{ href: pathOf(row.id), label: 'Bản tin này' }}
      />
      <Message kind="warning" title="Việc này không hoàn tác được.">
        {isPublic
          ? 'Bản tin không còn trong danh sách, RSS và bot. Ai mở địa chỉ cũ sẽ thấy lý do dưới đây và bản tin nên đọc thay. Tin đã gửi vào máy người nhận thì không lấy lại được: nếu nội dung sai, xin viết thêm bản đính chính.'
          : 'Bản này chưa ai ngoài đơn vị đọc. Các phiên bản vẫn được giữ trong lịch sử.'}
      </Message>
      <FormErrors form={form} />
      <ReasonForm
        action={pathOf(row.id, 'withdraw')}
        label={label}
        cancelHref={pathOf(row.id)}
        form={form}
        hint={isPublic ? 'Người dân sẽ đọc lý do này.' : 'Chỉ cán bộ đọc lý do này.'}
      />
    </>,
  )
}

export async function handleWithdraw(c: ConsoleContext, edge: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, ...WRITER_ROLES)
  const id = idParam(c)
  const read = await readForm(c, WithdrawForm)
  if (read.kind === 'wrong') return showWithdraw(c, edge, read.form, 422)
  await edge.db.transaction().execute((tx) => withdrawBulletin(tx, edge.deps, officer, { id, ...read.data }))
  setFlash(c, 'success', 'Đã rút bản tin.')
  return c.redirect(pathOf(id), 303)
}
