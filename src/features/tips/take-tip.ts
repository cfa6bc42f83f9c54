import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import { sendSignal } from '../../platform/signals.js'
import { stopClock } from '../deadlines/tip-clocks.js'
import type { Officer } from '../officers/as-officer.js'
import { insertTipEvent } from './tip-events.js'

const LEASE_MINUTES = 30

export type HeldTip = {
  id: string
  number: string
  status: string
  unitId: string
  category: string
  urgency: string
  areaCode: string
  contactKind: string
  dueAt: Date
}

/**
 * Claims the tip, or renews the claim: a lease of 30 minutes on the database's clock. Under the officer's role.
 * Refuses with `not_found` (cannot see it), `forbidden` (sees it, but it is another unit's), or `conflict`
 * (somebody holds it, closed it or has just handed it on: `detail` says who and when).
 */
export async function takeTip(tx: Tx, deps: Deps, officer: Officer, number: string): Promise<HeldTip> {
  const taken = await tx
    .updateTable('tip')
    .set({
      holderId: officer.id,
      holderUntil: sql`clock_timestamp() + interval '1 minute' * ${LEASE_MINUTES}`,
      status: sql`case when status = 'new' then 'in_progress' else status end`,
    })
    .where('number', '=', number)
    .where('status', '<>', 'closed')
    .where((where) =>
      where.or([
        where('holderId', 'is', null),
        where('holderId', '=', officer.id),
        where('holderUntil', '<', sql<Date>`clock_timestamp()`),
        sql<boolean>`not anninh_works(holder_id)`,
      ]),
    )
    .returning(['id', 'number', 'status', 'unitId', 'category', 'urgency', 'areaCode', 'contactKind', 'dueAt'])
    .executeTakeFirst()
  if (!taken) return refuse(tx, number)
  await noteClaim(tx, deps, officer, taken.id)
  await sendSignal(tx, 'tip', taken.unitId)
  return taken
}

/** One line a claim: renewing it, or acting under it, adds none. */
async function noteClaim(tx: Tx, deps: Deps, officer: Officer, tipId: string): Promise<void> {
  const last = await tx
    .selectFrom('tipEvent')
    .select(['type', 'officerId'])
    .where('tipId', '=', tipId)
    .where('type', 'in', ['claimed', 'released', 'transferred', 'moved_up'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last?.type === 'claimed' && last.officerId === officer.id) return
  await insertTipEvent(tx, deps, officer, tipId, { type: 'claimed' })
  if (await isPassedOn(tx, tipId)) await stopClock(tx, tipId, 'pass_on', deps.clock.now())
}

/** What a province or a department takes into its hands has been passed on, unless it was given it to pass on. */
async function isPassedOn(tx: Tx, tipId: string): Promise<boolean> {
  const above = await tx
    .selectFrom('tip')
    .innerJoin('unit', 'unit.id', 'tip.unitId')
    .select('tip.id')
    .where('tip.id', '=', tipId)
    .where('unit.kind', '<>', 'commune')
    .where(sql<boolean>`(tip.routing ->> 'isHandedOver') is distinct from 'true'`)
    .executeTakeFirst()
  return above !== undefined
}

async function refuse(tx: Tx, number: string): Promise<never> {
  const tip = await tx
    .selectFrom('tip')
    .select(['status', 'closedAt', 'outcomeCode', 'holderId', 'holderUntil'])
    .select([
      sql<string | null>`anninh_officer_name(holder_id, id)`.as('holder'),
      sql<string | null>`anninh_officer_name(closed_by, id)`.as('closer'),
      sql<boolean>`anninh_acts_on(unit_id, id)`.as('isOurs'),
    ])
    .where('number', '=', number)
    .executeTakeFirst()
  if (!tip) return refuseUnseen(tx, number)
  if (!tip.isOurs) throw new AppError('forbidden', 'Đơn vị của bạn chỉ được xem tin này, không xử lý.')
  if (tip.status === 'closed') {
    throw new AppError('conflict', `Tin đã được ${tip.closer ?? 'cán bộ khác'} kết thúc.`, {
      by: tip.closer ?? '',
      at: tip.closedAt?.toISOString() ?? '',
      outcome: tip.outcomeCode ?? '',
    })
  }
  throw new AppError('conflict', `${tip.holder ?? 'Cán bộ khác'} đang giữ tin này.`, {
    by: tip.holder ?? '',
    at: tip.holderUntil?.toISOString() ?? '',
    holder: tip.holder ?? '',
  })
}

/** A tip that a colleague has just handed on is a conflict like any other; of all others there is nothing to say. */
async function refuseUnseen(tx: Tx, number: string): Promise<never> {
  const { rows } = await sql<{ toName: string; at: Date; byName: string | null }>`
    select to_name, at, by_name from anninh_handed_on(${number})`.execute(tx)
  const [move] = rows
  if (!move) throw new AppError('not_found', 'Không có tin này.')
  const { toName, at, byName } = move
  const what = byName ? `${byName} đã chuyển tin này đến ${toName}.` : `Tin này đã được chuyển đến ${toName}.`
  throw new AppError('conflict', what, { by: byName ?? '', at: at.toISOString(), movedTo: toName })
}

/** Lets go before the lease ends. Nothing happens where nobody holds the tip any more: a second press is no error. */
export async function releaseTip(tx: Tx, deps: Deps, officer: Officer, number: string): Promise<void> {
  const released = await tx
    .updateTable('tip')
    .set({ holderId: null, holderUntil: null })
    .where('number', '=', number)
    .where('holderId', '=', officer.id)
    .where('status', '<>', 'closed')
    .returning(['id', 'unitId'])
    .executeTakeFirst()
  if (!released) return (await isFree(tx, number)) ? undefined : refuse(tx, number)
  await insertTipEvent(tx, deps, officer, released.id, { type: 'released' })
  await sendSignal(tx, 'tip', released.unitId)
}

async function isFree(tx: Tx, number: string): Promise<boolean> {
  const free = await tx
    .selectFrom('tip')
    .select('id')
    .where('number', '=', number)
    .where('status', '<>', 'closed')
    .where(sql<boolean>`anninh_acts_on(unit_id, id)`)
    .where((where) =>
      where.or([where('holderId', 'is', null), where('holderUntil', '<', sql<Date>`clock_timestamp()`)]),
    )
    .executeTakeFirst()
  return free !== undefined
}
