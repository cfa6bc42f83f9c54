import { EMPTY_FORM, type FormState } from '../../console/components/form.js'
import { FormErrors, Message } from '../../console/components/message.js'
import { PageHeader } from '../../console/components/parts.js'
import { Reason, ReasonForm } from '../../console/components/reason-form.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { setFlash } from '../../console/flash.js'
import { page } from '../../console/page.js'
import { idParam, readForm } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import { z } from 'zod'
import { asOfficer } from '../officers/as-officer.js'
import { sayDay } from './rule-words.js'
import { versionPath } from './version.page.js'
import { requireWaiting, withdrawRules } from './withdraw-rules.js'

export async function showWithdraw(c: ConsoleContext, edge: Edge, form: FormState = EMPTY_FORM): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'admin')
  const id = idParam(c)
  const now = edge.deps.clock.now()
  const version = await edge.db
    .transaction()
    .execute((tx) => asOfficer(tx, officer, (limited) => requireWaiting(limited, id, now)))
  const title = `Rút lại phiên bản ${id}`
  return page(
    c,
    { title, nav: 'rules', status: Object.keys(form.errors).length > 0 ? 422 : 200 },
    <>
      <PageHeader title={title} back={{ href: versionPath(id), label: `Phiên bản ${id}` }} />
      <Message kind="warning" title={`Phiên bản ${id} sẽ không được dùng từ ${sayDay(version.holdsFrom)}.`}>
        Quy tắc đang dùng vẫn được dùng tiếp. Bản này còn trong lịch sử và có thể lấy lại vào bản nháp.
      </Message>
      <FormErrors form={form} />
      <ReasonForm
        action={`${versionPath(id)}/withdraw`}
        label="Rút lại"
        cancelHref={versionPath(id)}
        form={form}
        hint="Ghi vào nhật ký và lịch sử quy tắc."
      />
    </>,
  )
}

export async function handleWithdraw(c: ConsoleContext, edge: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'admin')
  const id = idParam(c)
  const read = await readForm(c, z.object({ reason: Reason }))
  if (read.kind === 'wrong') return showWithdraw(c, edge, read.form)
  const request = { id, reason: read.data.reason }
  await edge.db.transaction().execute((tx) => withdrawRules(tx, edge.deps, officer, request))
  setFlash(c, 'success', `Đã rút lại phiên bản ${id}. Quy tắc đang dùng không thay đổi.`)
  return c.redirect('/console/rules', 303)
}
