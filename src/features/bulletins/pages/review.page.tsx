import { raw } from 'hono/html'
import { z } from 'zod'
import { EMPTY_FORM, Form, type FormState, TextAreaField } from '../../../console/components/form.js'
import { Message } from '../../../console/components/message.js'
import { Card, PageHeader, SubmitButton } from '../../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { page } from '../../../console/page.js'
import { idParam, readForm } from '../../../console/read-form.js'
import { requireRole } from '../../../console/roles.js'
import type { BulletinDraft } from '../bulletin.js'
import { toVietnameseDate } from '../chat-text.js'
import { toHtml } from '../markdown.js'
import { actsOf, changedMeanwhile, requireOwn } from '../own-bulletin.js'
import { getDraft, listVersions } from '../queries.js'
import { approve, judge, sendBack, VERDICT_WORDS } from '../review.js'
import { WRITER_ROLES } from '../review-rules.js'
import { BulletinFacts, loadNames } from './bulletin-facts.js'
import { Difference } from './difference.js'
import { FROM_FILE, pathOf, readBulletin } from './kit.js'
import type { BulletinParts } from './parts.js'
import { readVersion } from './acts.route.js'

/** The text as everybody will read it, what it rests on, and what is new in it. */
export async function showReview(
  c: ConsoleContext,
  edge: Edge,
  parts: BulletinParts,
  form: FormState = EMPTY_FORM,
  status: 200 | 422 = 200,
): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, ...WRITER_ROLES)
  const { row, draft, more } = await readBulletin(c, edge, async (limited, found, content) => {
    requireOwn(found)
    if (!actsOf(found).includes('review')) throw changedMeanwhile(found.id)
    const approved = (await listVersions(limited, found.id)).find(({ approvedAt }) => approvedAt !== null)
    const earlier = approved ? await getDraft(limited, found.id, approved.number) : null
    return {
      earlier,
      names: await loadNames(limited, parts, content, ...(earlier ? [earlier] : [])),
      verdict: await judge(limited, edge.deps, officer, found, content),
      earlierNumber: approved?.number,
    }
  })
  const { verdict, earlier, earlierNumber, names } = more
  return page(
    c,
    { title: 'Duyệt bản tin', nav: 'bulletins', status },
    <>
      <PageHeader
        title="Duyệt bản tin"
        back={{ href: pathOf(row.id), label: 'Bản tin này' }}
        lead={`${row.unitName ?? FROM_FILE}, phiên bản ${row.version}${row.isEmergency ? ', bản tin KHẨN' : ''}`}
      />
      <Text draft={draft} />
      <Sources draft={draft} />
      <Card title="Gửi tới ai, trong bao lâu">
        <BulletinFacts row={row} draft={draft} names={names} />
      </Card>
      {earlier && (
        <Card title={`Khác gì so với phiên bản ${earlierNumber} đã duyệt`}>
          <Difference before={earlier} after={draft} names={names} />
        </Card>
      )}
      {verdict.kind !== 'may_approve' && (
        <Message kind="info" title="Đồng chí chưa duyệt được bản này">
          {VERDICT_WORDS[verdict.kind]}
        </Message>
      )}
      <Decision id={row.id} version={row.version} mayApprove={verdict.kind === 'may_approve'} form={form} />
    </>,
  )
}

export async function handleApprove(c: ConsoleContext, edge: Edge, { known }: BulletinParts): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, ...WRITER_ROLES)
  const id = idParam(c)
  const version = await readVersion(c)
  await edge.db.transaction().execute((tx) => approve(tx, edge.deps, officer, { id, version }, known))
  setFlash(c, 'success', 'Đã duyệt. Giờ có thể đăng lên trang bản tin hoặc gửi cho người đăng ký.')
  return c.redirect(pathOf(id), 303)
}

const SendBackForm = z.object({
  version: z.coerce.number().int().positive(),
  reason: z.string({ error: 'Xin ghi lý do.' }).min(5, 'Xin ghi rõ cần sửa gì.').max(1000, 'Dài nhất 1000 ký tự.'),
})

export async function handleSendBack(c: ConsoleContext, edge: Edge, parts: BulletinParts): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, ...WRITER_ROLES)
  const id = idParam(c)
  const read = await readForm(c, SendBackForm)
  if (read.kind === 'wrong') return showReview(c, edge, parts, read.form, 422)
  await edge.db.transaction().execute((tx) => sendBack(tx, edge.deps, officer, { id, ...read.data }))
  setFlash(c, 'success', 'Đã trả lại cho người viết.')
  return c.redirect(pathOf(id), 303)
}

function Text({ draft: { title, summary, body, picture } }: { draft: BulletinDraft }) {
  return (
    <Card title={title}>
      <p>
        <strong>{summary}</strong>
      </p>
      {picture && <img class="bulletin-picture" src={`/console/bulletins/pictures/${picture.id}`} alt={picture.alt} />}
      <div class="bulletin-text">{raw(toHtml(body))}</div>
    </Card>
  )
}

function Sources({ draft: { sources } }: { draft: BulletinDraft }) {
  return (
    <Card title="Nguồn: xin mở từng nguồn và so với bài">
      <ul class="mb-0">
        {sources.map(({ publisher, date, url }) => (
          <li>
            {publisher}, {toVietnameseDate(date)}:{' '}
            <a href={/^https:/.test(url) ? url : '#'} rel="noopener noreferrer" class="breakable">
              {url}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  )
}

type DecisionProps = { id: string; version: number; mayApprove: boolean; form: FormState }

function Decision({ id, version, mayApprove, form }: DecisionProps) {
  return (
    <Card title="Quyết định">
      {mayApprove && (
        <Form action={pathOf(id, 'approve')} class="mb-3">
          <input type="hidden" name="version" value={String(version)} />
          <p>Duyệt nghĩa là đồng chí đã đọc cả bài, mở các nguồn và chịu trách nhiệm cùng người viết.</p>
          <SubmitButton label="Duyệt bản này" icon="check" />
        </Form>
      )}
      <Form action={pathOf(id, 'send-back')}>
        <input type="hidden" name="version" value={String(version)} />
        <TextAreaField name="reason" label="Hoặc trả lại, cần sửa gì" form={form} rows={3} maxlength={1000} />
        <SubmitButton label="Trả lại để sửa" kind="plain" />
      </Form>
    </Card>
  )
}
