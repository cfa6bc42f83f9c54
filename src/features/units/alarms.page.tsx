import { Form } from '../../console/components/form.js'
import { Badge, EmptyState, LinkButton, PageHeader, SubmitButton } from '../../console/components/parts.js'
import { type Column, Pager, Table } from '../../console/components/table.js'
import { decodeCursor, encodeCursor } from '../../console/cursor.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { setFlash } from '../../console/flash.js'
import { page } from '../../console/page.js'
import { idParam } from '../../console/read-form.js'
import { requireRole } from '../../console/roles.js'
import { Time } from '../../console/time.js'
import { AppError } from '../../platform/errors.js'
import { writeAudit } from '../audit/write-audit.js'
import { asOfficer } from '../officers/as-officer.js'
import { alarmKind } from './alarm-kinds.js'
import { findOpenAlarm, isClearedByHand, type ListedAlarm, listAlarms } from './alarm-queries.js'

const PAGE_SIZE = 50

/** What needs somebody's attention in the officer's units. */
export async function showAlarms(c: ConsoleContext, { db }: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'lead', 'admin', 'auditor')
  const isOpen = c.req.query('state') !== 'cleared'
  const cursor = c.req.query('cursor')
  const after = Number(decodeCursor(cursor, 1)?.[0] ?? Number.NaN)
  const before = Number.isSafeInteger(after) ? String(after) : null
  const alarms = await db
    .transaction()
    .execute((tx) => asOfficer(tx, officer, (limited) => listAlarms(limited, { isOpen, before, max: PAGE_SIZE + 1 })))
  const shown = alarms.slice(0, PAGE_SIZE)
  const last = alarms.length > PAGE_SIZE ? shown.at(-1) : undefined
  return page(
    c,
    { title: 'Cảnh báo', nav: 'alarms' },
    <>
      <PageHeader title="Cảnh báo" lead="Những việc hệ thống không tự giải quyết được và cần người xem xét.">
        {isOpen ? (
          <LinkButton href="/console/alarms?state=cleared" label="Xem cảnh báo đã xong" kind="plain" />
        ) : (
          <LinkButton href="/console/alarms" label="Xem cảnh báo đang mở" kind="plain" />
        )}
      </PageHeader>
      {shown.length === 0 ? (
        <Nothing isOpen={isOpen} />
      ) : (
        <Table caption="Danh sách cảnh báo" columns={columns(isOpen, officer.role === 'admin')} rows={shown} />
      )}
      <Pager url={new URL(c.req.url)} cursor={cursor} nextCursor={last ? encodeCursor(last.id) : null} />
    </>,
  )
}

/** Only alarms that no sweep ends by itself; the others would be raised again at once. */
export async function handleClearAlarm(c: ConsoleContext, { db, deps }: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'lead', 'admin')
  const id = idParam(c)
  await db.transaction().execute(async (tx) => {
    const alarm = await asOfficer(tx, officer, (limited) => findOpenAlarm(limited, id))
    if (!alarm)
      throw new AppError('not_found', 'Cảnh báo này không còn mở hoặc không thuộc đơn vị của đồng chí.', {
        back: '/console/alarms',
      })
    if (!isClearedByHand(alarm.kind))
      throw new AppError('conflict', `Cảnh báo này không đánh dấu bằng tay. ${alarmKind(alarm.kind)?.hint ?? ''}`, {
        back: '/console/alarms',
      })
    const at = deps.clock.now()
    await tx.updateTable('alarm').set({ clearedAt: at }).where('id', '=', id).where('clearedAt', 'is', null).execute()
    await writeAudit(tx, {
      at,
      officerId: officer.id,
      action: 'alarm.clear',
      object: `alarm:${id}`,
      data: { kind: alarm.kind },
    })
  })
  setFlash(c, 'success', 'Đã đánh dấu cảnh báo là đã xong.')
  return c.redirect('/console/alarms', 303)
}

function columns(isOpen: boolean, isAdmin: boolean): Column<ListedAlarm>[] {
  const when: Column<ListedAlarm> = isOpen
    ? { title: 'Từ lúc', cell: ({ raisedAt }) => <Time at={raisedAt} />, class: 'narrow' }
    : { title: 'Xong lúc', cell: ({ clearedAt }) => (clearedAt ? <Time at={clearedAt} /> : ''), class: 'narrow' }
  const about: Column<ListedAlarm>[] = [
    {
      title: 'Cảnh báo',
      cell: ({ text, kind }) => (
        <>
          {text}
          <span class="sub">{alarmKind(kind)?.hint}</span>
        </>
      ),
    },
    {
      title: 'Loại',
      cell: ({ kind }) => <Badge tone={isOpen ? 'warn' : 'neutral'}>{alarmKind(kind)?.label ?? kind}</Badge>,
      class: 'narrow',
    },
    when,
  ]
  return isOpen
    ? [...about, { title: 'Việc cần làm', cell: (alarm) => <Act alarm={alarm} isAdmin={isAdmin} />, class: 'narrow' }]
    : about
}

function Act({ alarm, isAdmin }: { alarm: ListedAlarm; isAdmin: boolean }) {
  if (isClearedByHand(alarm.kind)) {
    return (
      <Form action={`/console/alarms/${alarm.id}/clear`}>
        <SubmitButton label="Đã xem xét xong" kind="plain" />
      </Form>
    )
  }
  const todo = alarmKind(alarm.kind)?.todo
  if (todo) return isAdmin ? <LinkButton {...todo} kind="plain" /> : <span class="sub">Quản trị viên xử lý</span>
  if (!isAdmin || !alarm.unitCode) return <span class="sub">Quản trị viên thêm cán bộ</span>
  return <LinkButton href={`/console/officers/new?unit=${alarm.unitCode}`} label="Thêm cán bộ" kind="plain" />
}

function Nothing({ isOpen }: { isOpen: boolean }) {
  return isOpen ? (
    <EmptyState icon="circle-check" title="Không có cảnh báo nào">
      Không có việc nào đang chờ xem xét. Cảnh báo mới sẽ hiện ở đây.
    </EmptyState>
  ) : (
    <EmptyState icon="history" title="Chưa có cảnh báo nào đã xong" />
  )
}
