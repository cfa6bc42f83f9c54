import { z } from 'zod'
import type { ConsoleContext, Edge } from '../../../console/edge.js'
import { NO_SUCH_PAGE } from '../../../console/read-form.js'
import { requireRole } from '../../../console/roles.js'
import type { Tx } from '../../../platform/db.js'
import { AppError } from '../../../platform/errors.js'
import type { Role } from '../../../platform/officer.js'
import { asOfficer } from '../../officers/as-officer.js'
import { mayChangeDaysOff } from '../change-days-off.js'
import { listDaysOff } from '../holidays-store.js'
import type { DaysOff } from '../working-days.js'

export const LIST = '/console/days-off'
const READERS: readonly Role[] = ['admin', 'lead', 'auditor']

export type ReadDaysOff = { daysOff: DaysOff; mayChange: boolean }

/** The table, as this officer may see it, and whether the officer may change it. */
export function readDaysOff(c: ConsoleContext, { db }: Edge): Promise<ReadDaysOff> {
  const { officer } = c.var
  requireRole(officer, ...READERS)
  const read = async (limited: Tx) => ({
    daysOff: await listDaysOff(limited),
    mayChange: await mayChangeDaysOff(limited, officer),
  })
  return db.transaction().execute((tx) => asOfficer(tx, officer, read))
}

/** For the pages that change it. */
export async function readForChange(c: ConsoleContext, edge: Edge): Promise<DaysOff> {
  requireRole(c.var.officer, 'admin')
  const { daysOff, mayChange } = await readDaysOff(c, edge)
  if (!mayChange) throw new AppError('forbidden', ONLY_TOP, { back: LIST })
  return daysOff
}

const ONLY_TOP = 'Ngày nghỉ dùng chung cho mọi đơn vị, nên chỉ quản trị của đơn vị cấp cao nhất được sửa.'

/** A day in an address, yyyy-mm-dd. */
export function dayParam(c: ConsoleContext, name: string): string {
  const day = z.iso.date().safeParse(c.req.param(name))
  if (!day.success) throw new AppError('not_found', NO_SUCH_PAGE)
  return day.data
}

export function yearPath(day: string): string {
  return `${LIST}?year=${day.slice(0, 4)}`
}
