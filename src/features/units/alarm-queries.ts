import type { Db } from '../../platform/db.js'
import { alarmKind } from './alarm-kinds.js'

export function isClearedByHand(kind: string): boolean {
  return alarmKind(kind)?.isClearedByHand ?? true
}

export type ListedAlarm = {
  id: string
  kind: string
  text: string
  unitCode: string | null
  raisedAt: Date
  clearedAt: Date | null
}

/** Newest first, from before the id `before`. Row-level security keeps to the officer's units. */
export async function listAlarms(
  db: Db,
  { isOpen, before, max }: { isOpen: boolean; before: string | null; max: number },
): Promise<ListedAlarm[]> {
  return db
    .selectFrom('alarm')
    .leftJoin('unit', 'unit.id', 'alarm.unitId')
    .select(['alarm.id', 'alarm.kind', 'alarm.text', 'alarm.raisedAt', 'alarm.clearedAt', 'unit.code as unitCode'])
    .where('alarm.clearedAt', isOpen ? 'is' : 'is not', null)
    .$if(before !== null, (query) => query.where('alarm.id', '<', before))
    .orderBy('alarm.id', 'desc')
    .limit(max)
    .execute()
}

export async function findOpenAlarm(db: Db, id: string): Promise<{ kind: string } | null> {
  const alarm = db.selectFrom('alarm').select('kind').where('id', '=', id).where('clearedAt', 'is', null)
  return (await alarm.executeTakeFirst()) ?? null
}
