import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { publishBulletin } from '../bulletins/publish.js'
import { raiseAlarm } from '../units/raise-alarm.js'
import { freezeAudience } from './freeze.js'
import { audienceOf, findBroadcast } from './broadcast-queries.js'
import type { Reach } from './audience.js'

type Due = { id: string; bulletinId: string; bulletinVersion: number; unitId: string; stopAt: Date }

/**
 * Begins what is due, once: publishes its bulletin, so that who is sent it also finds it. What slept past its own end
 * is not sent any more, and what somebody is changing since is not sent at all: an alarm says so.
 */
export async function beginDueBroadcasts(db: Db, deps: Deps): Promise<void> {
  for (let goesOn = true; goesOn; ) goesOn = await db.transaction().execute((tx) => beginOne(tx, deps))
}

async function beginOne(tx: Tx, deps: Deps): Promise<boolean> {
  const now = deps.clock.now()
  const due = await tx
    .selectFrom('broadcast')
    .select(['id', 'bulletinId', 'bulletinVersion', 'unitId', 'stopAt'])
    .where('state', '=', 'scheduled')
    .where('startAt', '<=', now)
    .orderBy('startAt')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!due) return false
  const bulletin = await tx
    .selectFrom('bulletin')
    .select(['state', 'version', 'publicVersion'])
    .where('id', '=', due.bulletinId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const isPublic = bulletin.state === 'published' && bulletin.publicVersion === due.bulletinVersion
  const isApproved = bulletin.state === 'approved' && bulletin.version === due.bulletinVersion
  if (due.stopAt <= now) await giveUp(tx, now, due, 'missed', 'máy không chạy vào giờ hẹn gửi')
  else if (!isPublic && !isApproved)
    await giveUp(tx, now, due, 'cancelled', 'bản tin đã được sửa hoặc thu hồi sau khi hẹn')
  else await begin(tx, deps, due, isPublic)
  return true
}

async function begin(tx: Tx, deps: Deps, due: Due, isPublic: boolean): Promise<void> {
  if (!isPublic) {
    await publishBulletin(tx, deps, { bulletinId: due.bulletinId, version: due.bulletinVersion, officerId: null })
  }
  await tx.updateTable('broadcast').set({ state: 'freezing' }).where('id', '=', due.id).execute()
}

async function giveUp(tx: Tx, now: Date, due: Due, state: 'missed' | 'cancelled', why: string): Promise<void> {
  await tx.updateTable('broadcast').set({ state, finishedAt: now }).where('id', '=', due.id).execute()
  const text = `Lần gửi bản tin số ${due.id} không được gửi: ${why}.`
  await raiseAlarm(tx, { kind: `broadcast_stopped:${due.id}`, unitId: due.unitId, text, raisedAt: now })
}

/** Writes the audience down in one transaction each; a crash in the middle leaves nothing. Ids of those now frozen. */
export async function freezeAudiences(db: Db, deps: Deps, reach: () => Promise<Reach>): Promise<string[]> {
  const waiting = await db
    .selectFrom('broadcast')
    .select('id')
    .where('state', '=', 'freezing')
    .orderBy('isEmergency', 'desc')
    .orderBy('startAt')
    .execute()
  const frozen: string[] = []
  for (const { id } of waiting) if (await freezeOne(db, deps, { id, reach: await reach() })) frozen.push(id)
  return frozen
}

/** Takes no lock on the broadcast's row until the end: it can be cancelled meanwhile, and then nothing of it stays. */
async function freezeOne(db: Db, deps: Deps, { id, reach }: { id: string; reach: Reach }): Promise<boolean> {
  const tx = await db.startTransaction().execute()
  try {
    const isFrozen = (await takeFreeze(tx, id)) && (await freeze(tx, deps, { id, reach }))
    await (isFrozen ? tx.commit() : tx.rollback()).execute()
    return isFrozen
  } catch (error) {
    await tx.rollback().execute()
    throw error
  }
}

/** One process at a time; the others leave it alone. */
async function takeFreeze(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ isOurs: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('broadcast freeze', ${id}::bigint)) as is_ours`.execute(tx)
  return rows[0]?.isOurs ?? false
}

async function freeze(tx: Tx, deps: Deps, { id, reach }: { id: string; reach: Reach }): Promise<boolean> {
  const now = deps.clock.now()
  const row = await findBroadcast(tx, id)
  if (row?.state !== 'freezing') return false
  await freezeAudience(tx, id, audienceOf(row), { reach, now })
  const { numUpdatedRows } = await tx
    .updateTable('broadcast')
    .set({ state: 'sending', frozenAt: now })
    .where('id', '=', id)
    .where('state', '=', 'freezing')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** A bulletin that was withdrawn goes to nobody else. */
export async function stopWithdrawn(db: Db, now: Date): Promise<void> {
  await sql`
    update broadcast b set state = 'cancelled', finished_at = ${now}
    from bulletin
    where bulletin.id = b.bulletin_id and bulletin.state = 'withdrawn'
      and b.state in ('scheduled', 'freezing', 'sending', 'paused')`.execute(db)
}
