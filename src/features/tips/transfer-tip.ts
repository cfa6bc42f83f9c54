import { sql } from 'kysely'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import { sendSignal } from '../../platform/signals.js'
import { passOnClock, prosecutorClock } from '../deadlines/deadline.js'
import { holdCalendar } from '../deadlines/holidays-store.js'
import { isInvestigatingBody } from '../deadlines/investigating.js'
import { hasClock, insertClocks, refreshDue, stopClock } from '../deadlines/tip-clocks.js'
import type { WorkCalendar } from '../deadlines/working-days.js'
import type { Officer } from '../officers/as-officer.js'
import { insertTipNotice } from './ask-reporter.js'
import { takeTip } from './take-tip.js'
import { insertTipEvent } from './tip-events.js'

type Target = { id: string; code: string; name: string; kind: string; isRemote: boolean }

/**
 * Hands the tip to another unit with its messages, evidence and clocks; the unit's own clock stops, since the tip was
 * passed on, and starts anew where the new unit has one. Under the officer's role. Refuses a unit that is closed or has nobody in it (P3).
 */
export async function transferTip(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  number: string,
  { unitCode, reason }: { unitCode: string; reason: string },
): Promise<Target> {
  if (reason.trim().length === 0)
    throw new AppError('invalid', 'Cần nêu lý do chuyển.', { reason: 'Cần nêu lý do chuyển.' })
  const calendar = await holdCalendar(tx)
  const tip = await takeTip(tx, deps, officer, number)
  const target = await getOpenUnit(tx, deps, unitCode)
  if (target.id === tip.unitId)
    throw new AppError('invalid', 'Tin đang ở đơn vị này rồi.', { unit: 'Tin đang ở đơn vị này rồi.' })
  const from = await tx
    .selectFrom('unit')
    .select(['code', 'name'])
    .where('id', '=', tip.unitId)
    .executeTakeFirstOrThrow()
  const at = deps.clock.now()
  await stopClock(tx, tip.id, 'pass_on', at)
  await startUnitClocks(tx, tip.id, target, { calendar, at })
  await insertTipEvent(tx, deps, officer, tip.id, {
    type: 'transferred',
    data: { from: from.code, fromName: from.name, to: target.code, toName: target.name, reason: reason.trim() },
  })
  await insertTipNotice(tx, tip.id, 'transfer', {}, at)
  await tx
    .insertInto('unitNotice')
    .values({ tipId: tip.id, unitId: target.id, kind: 'transferred', createdAt: at })
    .execute()
  await sendSignal(tx, 'tip', tip.unitId)
  await sendSignal(tx, 'tip', target.id)
  await tellUnitsAbove(tx, tip.id)
  await sql`select anninh_transfer_tip(${tip.id}, ${target.id}, ${at})`.execute(tx)
  return target
}

/**
 * A commune's police have their hours to pass it on; for a province and its departments the law names none. The first
 * investigating body that gets the tip tells the prosecutor, whoever has it later.
 */
async function startUnitClocks(
  tx: Tx,
  tipId: string,
  unit: Target,
  { calendar, at }: { calendar: WorkCalendar; at: Date },
): Promise<void> {
  const tellsProsecutor = (await isInvestigatingBody(tx, unit.code)) && !(await hasClock(tx, tipId, 'prosecutor'))
  await insertClocks(tx, { tipId, unitId: unit.id }, [
    ...(unit.kind === 'commune' ? [passOnClock(at, unit.isRemote, calendar)] : []),
    ...(tellsProsecutor ? [prosecutorClock(at, calendar)] : []),
  ])
  await refreshDue(tx, tipId)
}

/** Units that were asked to act lose the tip with the transfer: their open pages must hear of it. */
async function tellUnitsAbove(tx: Tx, tipId: string): Promise<void> {
  const { rows } = await sql<{ unitId: string }>`
    select unit_id from anninh_tip_readers(${tipId}) where kind = 'escalated'`.execute(tx)
  for (const { unitId } of rows) await sendSignal(tx, 'tip', unitId)
}

async function getOpenUnit(tx: Tx, deps: Deps, code: string): Promise<Target> {
  const unit = await tx
    .selectFrom('unit')
    .select(['id', 'code', 'name', 'kind', 'isRemote', 'activeTo'])
    .select(sql<boolean>`anninh_unit_has_officers(id)`.as('hasOfficers'))
    .where('code', '=', code)
    .executeTakeFirst()
  const refuse = (why: string) => new AppError('invalid', why, { unit: why })
  if (!unit) throw refuse(`Không có đơn vị mã ${code}.`)
  if (unit.activeTo && new Date(unit.activeTo) <= deps.clock.now()) throw refuse(`${unit.name} đã ngừng hoạt động.`)
  if (!unit.hasOfficers) throw refuse(`${unit.name} chưa có cán bộ tiếp nhận; hãy chuyển lên cấp trên của đơn vị đó.`)
  return unit
}
