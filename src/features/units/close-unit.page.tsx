import { Form } from '../../console/components/form.js'
import { Message } from '../../console/components/message.js'
import { PageHeader, SubmitButton } from '../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { setFlash } from '../../console/flash.js'
import { page } from '../../console/page.js'
import { requireRole } from '../../console/roles.js'
import { dayOf } from '../../console/time.js'
import { asOfficer } from '../officers/as-officer.js'
import { closeUnit, getClosableUnit, type OnUnitClosed } from './close-unit.js'
import { listChildUnits } from './queries.js'

/** What closing will do, before it is done. */
export async function showCloseUnit(c: ConsoleContext, { db, deps }: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'admin')
  const code = c.req.param('code') ?? ''
  const day = dayOf(deps.clock.now())
  const { unit, children } = await db.transaction().execute((tx) =>
    asOfficer(tx, officer, async (limited) => {
      const found = await getClosableUnit(limited, officer, code)
      return { unit: found, children: await listChildUnits(limited, found.id, day) }
    }),
  )
  return page(
    c,
    { title: `Đóng ${unit.name}`, nav: 'units' },
    <>
      <PageHeader title={`Đóng ${unit.name}`} back={{ href: `/console/units/${code}`, label: unit.name }} />
      <Message
        kind="warning"
        title="Từ hôm nay đơn vị không nhận tin nữa. Việc này không hoàn tác được trên trang này."
      >
        <ul class="mb-0">
          <li>Tin đang mở của đơn vị chuyển lên cấp trên, thời hạn vẫn giữ nguyên.</li>
          <li>
            {children.length === 0
              ? 'Không có đơn vị cấp dưới.'
              : `${children.length} đơn vị cấp dưới chuyển thẳng lên cấp trên.`}
          </li>
          <li>Kênh tiếp nhận của đơn vị chuyển cho cấp trên.</li>
        </ul>
      </Message>
      <Form action={`/console/units/${code}/close`}>
        <div class="form-acts">
          <SubmitButton label="Đóng đơn vị" kind="danger" />
          <a class="btn" href={`/console/units/${code}`}>
            Không, quay lại
          </a>
        </div>
      </Form>
    </>,
  )
}

export async function handleCloseUnit(
  c: ConsoleContext,
  { db, deps }: Edge,
  onUnitClosed: OnUnitClosed,
): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'admin')
  const code = c.req.param('code') ?? ''
  const day = dayOf(deps.clock.now())
  await db.transaction().execute((tx) => closeUnit(tx, deps, officer, { code, day, onUnitClosed }))
  setFlash(c, 'success', `Đã đóng đơn vị ${code}.`)
  return c.redirect('/console/units', 303)
}
