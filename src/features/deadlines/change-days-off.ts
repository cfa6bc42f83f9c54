import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { AppError } from '../../platform/errors.js'
import type { Officer } from '../../platform/officer.js'
import { writeAudit } from '../audit/write-audit.js'
import { asOfficer } from '../officers/as-officer.js'
import { requireUnchanged } from './calendar-seen.js'
import { auditOf, changedDays, type DayOffChange, whyOf } from './day-off-changes.js'
import {
  listDaysOff,
  lockCalendar,
  removeHoliday,
  removeWeeklyRest,
  saveHolidays,
  upsertHoliday,
  upsertWeeklyRest,
} from './holidays-store.js'
import type { Holiday } from './holidays.js'
import { findMovedClocks, type MovedClock, recomputeClocks, runsOut } from './recompute.js'
import { makeCalendar } from './working-days.js'

/** `breaches`: how many of the moved run out at once. `own`: those that the officer's units have. */
export type Preview = { moved: number; breaches: number; own: MovedClock[] }

/** How many terms would move: days off hold for all units, so all are counted, and only those of the own units named (P10). */
export async function previewChange(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  { change, seen }: Omit<AskedChange, 'acceptsBreaches'>,
): Promise<Preview> {
  const daysOff = await listDaysOff(tx)
  await requireUnchanged(tx, daysOff, seen)
  const moved = await findMovedClocks(tx, makeCalendar(changedDays(daysOff, change)))
  const ownUnits = await asOfficer(tx, officer, listOwnUnitIds)
  const own = moved.filter(({ unitId }) => ownUnits.has(unitId))
  return { moved: moved.length, breaches: countBreaches(moved, deps.clock.now()), own }
}

function countBreaches(moved: readonly MovedClock[], now: Date): number {
  return moved.filter((clock) => runsOut(clock, now)).length
}

async function listOwnUnitIds(limited: Tx): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select unnest(anninh_people_units())::text as id`.execute(limited)
  return new Set(rows.map(({ id }) => id))
}

/** `seen`: the table it was asked of (`seenOf`). `acceptsBreaches`: terms that run out by it may, though nothing takes that back. */
export type AskedChange = { change: DayOffChange; seen: string; acceptsBreaches: boolean }

/** Writes the change, counts every running term anew and notes both, all in one transaction or nothing. */
export async function changeDaysOff(
  tx: Tx,
  deps: Deps,
  officer: Officer,
  { change, seen, acceptsBreaches }: AskedChange,
): Promise<MovedClock[]> {
  const before = await lockCalendar(tx)
  await requireUnchanged(tx, before, seen)
  const after = changedDays(before, change)
  const now = deps.clock.now()
  await asOfficer(tx, officer, (limited) => write(limited, officer, change, now))
  const why = { reason: whyOf(before, change), officer }
  const moved = await recomputeClocks(tx, makeCalendar(after), now, why)
  if (!acceptsBreaches && countBreaches(moved, now) > 0)
    throw new AppError('invalid', NEEDS_TICK, { acceptsBreaches: NEEDS_TICK })
  const line = auditOf(before, change)
  await writeAudit(tx, { at: now, officerId: officer.id, ...line, data: { ...line.data, moved: moved.length } })
  return moved
}

async function write(limited: Tx, officer: Officer, change: DayOffChange, now: Date): Promise<void> {
  if (!(await mayChangeDaysOff(limited, officer))) throw new AppError('forbidden', ONLY_TOP)
  switch (change.kind) {
    case 'save_day':
      if (change.was !== null && change.was !== change.day.day) await removeHoliday(limited, change.was, now)
      return upsertHoliday(limited, change.day)
    case 'remove_day':
      return removeHoliday(limited, change.day, now)
    case 'save_rest':
      return upsertWeeklyRest(limited, change.rest)
    case 'remove_rest':
      return removeWeeklyRest(limited, change.since)
  }
}

const NEEDS_TICK = 'Xin đánh dấu để xác nhận: có thời hạn sẽ quá hạn ngay.'
const ONLY_TOP = 'Ngày nghỉ dùng chung cho mọi đơn vị, nên chỉ quản trị của đơn vị cấp cao nhất được sửa.'

/** Days off move the terms of every unit: an admin of a unit below others only reads them, as the database says too. */
export async function mayChangeDaysOff(db: Db, officer: Officer): Promise<boolean> {
  if (officer.role !== 'admin') return false
  const { parentId } = await db
    .selectFrom('unit')
    .select('parentId')
    .where('id', '=', officer.unitId)
    .executeTakeFirstOrThrow()
  return parentId === null
}

/** At the start: what the content changed since moves the terms that run, as if it had been changed in the console. */
export async function loadHolidays(tx: Tx, holidays: readonly Holiday[], now: Date): Promise<void> {
  const before = await lockCalendar(tx)
  await saveHolidays(tx, holidays)
  const after = await listDaysOff(tx)
  const names = changedNames(before.days, after.days)
  // The first filling changes nothing.
  if (names.length === 0 || before.days.length === 0) return
  const reason = `Danh mục ngày nghỉ thay đổi: ${names.join(', ')}`
  const moved = await recomputeClocks(tx, makeCalendar(after), now, { reason, officer: null })
  const line = { action: 'days_off.content', object: 'days_off:content' }
  await writeAudit(tx, { at: now, officerId: null, ...line, data: { days: names, moved: moved.length } })
}

function changedNames(before: readonly Holiday[], after: readonly Holiday[]): string[] {
  const known = new Map(before.map((day) => [day.day, day]))
  const changed = after.filter((day) => {
    const was = known.get(day.day)
    return was?.kind !== day.kind || was.isTentative !== day.isTentative
  })
  return changed.map(({ day, name }) => `${name} (${day})`)
}
