import { Form } from '../../../console/components/form.js'
import { Badge, Card, Facts, LinkButton, PageHeader, SubmitButton } from '../../../console/components/parts.js'
import type { ConsoleContext } from '../../../console/edge.js'
import { setFlash } from '../../../console/flash.js'
import { page } from '../../../console/page.js'
import { idParam } from '../../../console/read-form.js'
import { requireRole } from '../../../console/roles.js'
import { Time } from '../../../console/time.js'
import { AppError } from '../../../platform/errors.js'
import { asOfficer } from '../../officers/as-officer.js'
import type { BroadcastParts } from '../broadcast-parts.js'
import { type BroadcastRow, findBroadcast } from '../broadcast-queries.js'
import { type Control, durationWords, isOpen, stateAfter } from '../broadcast-rules.js'
import { STATE_WORDS } from '../broadcast-words.js'
import { controlBroadcast } from '../control-broadcast.js'
import { type Aftermath, type QuizOutcome, readQuizOutcome } from '../outcome-queries.js'
import { type Progress, StoredResult } from '../progress.js'
import { count } from './audience-table.js'
import { OutcomeTable } from './outcome-table.js'

export type Readers = { progress: ReadProgress; aftermath: (broadcastId: string) => Promise<Aftermath> }
type ReadProgress = (
  row: BroadcastRow,
  accounts: Awaited<ReturnType<BroadcastParts['listAccounts']>>,
) => Promise<Progress>

/** How far it is, and what came of it. The middle of the page keeps itself up to date while it is under way. */
export async function showBroadcast(c: ConsoleContext, parts: BroadcastParts, read: Readers): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'comms', 'lead', 'auditor')
  const row = await getBroadcast(c, parts)
  const accounts = await parts.listAccounts()
  const progress = await read.progress(row, accounts)
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  const { db } = parts.edge
  const aftermath = await findAftermath(read, row)
  const quiz = await readQuizOutcome(db, row.id)
  const live = isOpen(row.state) ? { 'data-refresh': c.req.path } : {}
  return page(
    c,
    { title: `Gửi: ${row.title}`, nav: 'broadcasts' },
    <>
      <PageHeader title={row.title} back={{ href: '/console/broadcasts', label: 'Các lần gửi' }}>
        <LinkButton href={`/console/bulletins/${row.bulletinId}`} label="Xem bản tin" kind="plain" />
      </PageHeader>
      <div id="broadcast-progress" {...live}>
        <Card title="Tiến độ">
          <Bar row={row} progress={progress} />
          {officer.role !== 'auditor' && <Controls row={row} />}
        </Card>
        <Card title="Kết quả">
          <OutcomeTable counts={progress.counts} names={names} />
          <After aftermath={aftermath} quiz={quiz} sent={progress.sent} />
        </Card>
      </div>
      <Card title="Lần gửi này">
        <Facts rows={factsOf(row)} />
      </Card>
    </>,
  )
}

export async function handleControl(c: ConsoleContext, parts: BroadcastParts, control: Control): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'comms', 'lead')
  const id = idParam(c)
  const { db, deps } = parts.edge
  await db.transaction().execute((tx) => controlBroadcast(tx, deps, officer, { id, control }))
  setFlash(c, 'success', DONE[control])
  return c.redirect(`/console/broadcasts/${id}`, 303)
}

const DONE: Readonly<Record<Control, string>> = {
  pause: 'Đã tạm dừng. Người chưa nhận vẫn giữ nguyên thứ tự.',
  resume: 'Đã gửi tiếp.',
  cancel: 'Đã hủy. Không ai nhận thêm nữa.',
}

async function getBroadcast(c: ConsoleContext, { edge }: BroadcastParts): Promise<BroadcastRow> {
  const row = await edge.db
    .transaction()
    .execute((tx) => asOfficer(tx, c.var.officer, (limited) => findBroadcast(limited, idParam(c))))
  if (!row) throw new AppError('not_found', 'Không có lần gửi này trong phạm vi của đồng chí.')
  return row
}

/** Kept with the result once the recipients are forgotten. */
async function findAftermath(read: Readers, row: BroadcastRow): Promise<Aftermath> {
  const stored = StoredResult.safeParse(row.result)
  const { left, opened } = stored.success ? stored.data : {}
  return left === undefined || opened === undefined ? read.aftermath(row.id) : { left, opened }
}

function Bar({ row, progress }: { row: BroadcastRow; progress: Progress }) {
  const { all, done, waiting, secondsLeft } = progress
  const share = all === 0 ? 0 : Math.floor((done / all) * 100)
  return (
    <>
      <p>
        <Badge tone={row.state === 'sending' ? 'info' : row.state === 'done' ? 'good' : 'neutral'}>
          {STATE_WORDS[row.state]}
        </Badge>{' '}
        {all > 0 && `${count(done)} trên ${count(all)} người (${share}%)`}
        {secondsLeft !== null && waiting > 0 && `, còn ${durationWords(secondsLeft)} nếu không ai trong giờ yên lặng`}
      </p>
      <progress class="progress-wide" max={Math.max(1, all)} value={done} aria-label="Tiến độ gửi">
        {share}%
      </progress>
    </>
  )
}

const CONTROLS: readonly { control: Control; label: string; icon: string }[] = [
  { control: 'pause', label: 'Tạm dừng', icon: 'player-pause' },
  { control: 'resume', label: 'Gửi tiếp', icon: 'player-play' },
  { control: 'cancel', label: 'Hủy phần còn lại', icon: 'x' },
]

function Controls({ row }: { row: BroadcastRow }) {
  const possible = CONTROLS.filter(({ control }) => stateAfter(control, row.state))
  return (
    <div class="form-acts">
      {possible.map(({ control, label, icon }) => (
        <Form action={`/console/broadcasts/${row.id}/${control}`}>
          <SubmitButton label={label} icon={icon} kind={control === 'cancel' ? 'danger' : 'plain'} />
        </Form>
      ))}
    </div>
  )
}

function After({ aftermath, quiz, sent }: { aftermath: Aftermath; quiz: QuizOutcome | null; sent: number }) {
  const share =
    sent > 0 ? ` (${((aftermath.left / sent) * 100).toLocaleString('vi-VN', { maximumFractionDigits: 1 })}%)` : ''
  return (
    <ul class="plain-list">
      <li>
        {count(aftermath.left)} người thôi nhận trong 7 ngày sau khi nhận{share}
      </li>
      <li>{count(aftermath.opened)} người mở đố vui</li>
      {quiz && (
        <li>
          {count(quiz.games)} lượt làm xong đố vui, đúng {Math.round(quiz.rightShare * 100)}% số câu
        </li>
      )}
    </ul>
  )
}

function factsOf(row: BroadcastRow): Parameters<typeof Facts>[0]['rows'] {
  return [
    ['Đơn vị gửi', row.unitName],
    ['Bắt đầu', <Time at={row.startAt} />],
    ['Dừng gửi sau', <Time at={row.stopAt} />],
    ...(row.finishedAt ? ([['Kết thúc', <Time at={row.finishedAt} />]] as const) : []),
    ['Bản', `số ${row.bulletinVersion}`],
    ['Nếu máy dừng giữa chừng', row.onUncertain === 'skip' ? 'Không gửi lại' : 'Gửi lại'],
    ...(row.isEmergency ? ([['Mức', 'Khẩn, gửi cả trong giờ yên lặng']] as const) : []),
    ...(row.correctedId ? ([['Gửi cho', 'Những người đã nhận bản tin cần đính chính']] as const) : []),
  ]
}
