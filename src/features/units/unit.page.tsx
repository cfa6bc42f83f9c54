import { Message } from '../../console/components/message.js'
import { Card, Facts, LinkButton, PageHeader } from '../../console/components/parts.js'
import type { ConsoleContext, Edge } from '../../console/edge.js'
import { page } from '../../console/page.js'
import { requireRole, ROLE_NAMES } from '../../console/roles.js'
import { dayOf } from '../../console/time.js'
import type { Tx } from '../../platform/db.js'
import { AppError } from '../../platform/errors.js'
import type { Role } from '../../platform/officer.js'
import { asOfficer } from '../officers/as-officer.js'
import { findUnit, listActivePeople, listChildUnits, type UnitPerson } from './queries.js'
import type { UnitRow } from './unit-list.js'
import { KINDS_BELOW, UNIT_KINDS } from './unit-words.js'
import { UnitState } from './units.page.js'

const BACK = { href: '/console/units', label: 'Đơn vị' }
type Shown = { unit: UnitRow; people: UnitPerson[]; children: { code: string; name: string }[]; parent: string | null }

export async function showUnit(c: ConsoleContext, { db, deps }: Edge): Promise<Response> {
  const { officer } = c.var
  requireRole(officer, 'admin', 'lead', 'triage', 'auditor')
  const day = dayOf(deps.clock.now())
  const code = c.req.param('code') ?? ''
  const shown = await db
    .transaction()
    .execute((tx) => asOfficer(tx, officer, (limited) => readUnit(limited, code, day)))
  const isAdmin = officer.role === 'admin'
  return page(
    c,
    { title: shown.unit.name, nav: 'units' },
    <>
      <PageHeader title={shown.unit.name} back={BACK}>
        {isAdmin && <AdminActs shown={shown} ownUnitId={officer.unitId} />}
      </PageHeader>
      <UnitFacts {...shown} day={day} />
      <People {...shown} isAdmin={isAdmin} />
    </>,
  )
}

async function readUnit(limited: Tx, code: string, day: string): Promise<Shown> {
  const unit = /^[A-Z0-9-]{1,20}$/.test(code) ? await findUnit(limited, code) : null
  if (!unit?.isOwn) throw new AppError('not_found', 'Không có đơn vị này trong phạm vi của đồng chí.')
  const parent = await limited.selectFrom('unit').select('name').where('id', '=', unit.parentId).executeTakeFirst()
  return {
    unit,
    people: await listActivePeople(limited, unit.id),
    children: await listChildUnits(limited, unit.id, day),
    parent: parent?.name ?? null,
  }
}

function AdminActs({ shown: { unit }, ownUnitId }: { shown: Shown; ownUnitId: string }) {
  if (unit.activeTo !== null) return null
  return (
    <>
      {KINDS_BELOW[unit.kind] && (
        <LinkButton
          href={`/console/units/new?parent=${unit.code}`}
          label="Thêm đơn vị cấp dưới"
          kind="plain"
          icon="plus"
        />
      )}
      {unit.id !== ownUnitId && unit.parentId !== null && (
        <LinkButton href={`/console/units/${unit.code}/close`} label="Đóng đơn vị" kind="plain" />
      )}
    </>
  )
}

function UnitFacts({ unit, parent, children, day }: Shown & { day: string }) {
  return (
    <Card>
      <Facts
        rows={[
          ['Mã', unit.code],
          ['Loại', UNIT_KINDS[unit.kind] ?? unit.kind],
          ['Cấp trên', parent ?? 'Không có'],
          ['Trạng thái', <UnitState unit={unit} day={day} />],
          ['Đơn vị cấp dưới', children.length === 0 ? 'Không có' : `${children.length} đơn vị`],
        ]}
      />
    </Card>
  )
}

function People({ unit, people, isAdmin }: Shown & { isAdmin: boolean }) {
  return (
    <Card title="Cán bộ đang hoạt động">
      {people.length === 0 && (
        <Message kind="warning">Đơn vị chưa có cán bộ. Tin báo của đơn vị chuyển lên cấp trên.</Message>
      )}
      <ul class="plain-list">
        {people.map(({ id, displayName, username, role }) => (
          <li>
            {isAdmin ? <a href={`/console/officers/${id}`}>{displayName}</a> : displayName} ({username}),{' '}
            {ROLE_NAMES[role as Role]}
          </li>
        ))}
      </ul>
      {isAdmin && unit.activeTo === null && (
        <LinkButton
          href={`/console/officers/new?unit=${unit.code}`}
          label="Thêm cán bộ"
          kind="plain"
          icon="user-plus"
        />
      )}
    </Card>
  )
}
