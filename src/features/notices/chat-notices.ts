import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { enqueueMessages } from '../../platform/outbox.js'
import { listDaysOff } from '../deadlines/holidays-store.js'
import { isWorkingTime, type WorkingHours } from '../deadlines/working-hours.js'
import { makeCalendar } from '../deadlines/working-days.js'
import { asOfficer } from '../officers/as-officer.js'
import { type NoticeLine, writeChatNotice } from './notice-text.js'

const QUIET_SECONDS = 60

export type NoticeParts = { timeZone: string; labels: ReadonlyMap<string, string>; hours: WorkingHours }

/**
 * Tells linked officers in their own chats: one message a minute at most, so that a flood becomes one digest. Outside
 * the unit's working hours only what is urgent; the rest waits, and comes as one message. Returns the conversations
 * that got something, for the sender.
 */
export async function sendChatNotices(db: Db, deps: Deps, { hours, ...parts }: NoticeParts): Promise<string[]> {
  const now = deps.clock.now()
  const waiting = await listWaitingOfficers(db, now)
  const told: string[] = []
  const calendar = makeCalendar(waiting.length > 0 ? await listDaysOff(db) : { days: [], weekly: [] })
  for (const { officerId, unitCode, hasUrgent } of waiting) {
    const isWorking = isWorkingTime(now, unitCode, hours, calendar)
    if (!isWorking && !hasUrgent) continue
    const whom = { officerId, urgentOnly: !isWorking }
    const conversationId = await db.transaction().execute((tx) => tellOfficer(tx, deps, whom, parts))
    if (conversationId) told.push(conversationId)
  }
  await skipUnlinked(db, deps.clock.now())
  return told
}

/** An urgent tip is, whatever happens to it; of others what was marked so. */
const IS_URGENT = sql<boolean>`(officer_notice.is_urgent
  or exists (select from tip where tip.id = officer_notice.tip_id and tip.urgency = 'P0'))`

type Waiting = { officerId: string; unitCode: string; hasUrgent: boolean }

async function listWaitingOfficers(db: Db, now: Date): Promise<Waiting[]> {
  return db
    .selectFrom('officerNotice')
    .innerJoin('officerChat', 'officerChat.officerId', 'officerNotice.officerId')
    .innerJoin('officer', 'officer.id', 'officerNotice.officerId')
    .innerJoin('unit', 'unit.id', 'officer.unitId')
    .select(['officerNotice.officerId', 'unit.code as unitCode'])
    .select(sql<boolean>`bool_or(${IS_URGENT})`.as('hasUrgent'))
    .where('chatDoneAt', 'is', null)
    .where((where) =>
      where.or([
        where('lastNoticeAt', 'is', null),
        where('lastNoticeAt', '<=', new Date(now.getTime() - QUIET_SECONDS * 1000)),
      ]),
    )
    .groupBy(['officerNotice.officerId', 'unit.code'])
    .execute()
}

async function tellOfficer(
  tx: Tx,
  deps: Deps,
  { officerId, urgentOnly }: { officerId: string; urgentOnly: boolean },
  { timeZone, labels }: Omit<NoticeParts, 'hours'>,
): Promise<string | null> {
  const now = deps.clock.now()
  const chat = await lockChat(tx, officerId)
  if (!chat) return null
  const lines = await takeLines(tx, { officerId, urgentOnly }, now)
  if (lines.length === 0) return null
  await tx.updateTable('officerChat').set({ lastNoticeAt: now }).where('officerId', '=', officerId).execute()
  await enqueueMessages(tx, deps.keys, chat, [{ text: writeChatNotice(lines, labels, timeZone) }])
  return chat.conversationId
}

async function lockChat(tx: Tx, officerId: string) {
  return tx
    .selectFrom('officerChat')
    .innerJoin('conversation', 'conversation.id', 'officerChat.conversationId')
    .select(['officerChat.conversationId', 'conversation.accountId'])
    .where('officerChat.officerId', '=', officerId)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst()
}

/**
 * All that is taken is done with; told is only what the officer may see now. Whoever was switched off or moved away since
 * gets nothing of the former unit's.
 */
async function takeLines(
  tx: Tx,
  { officerId, urgentOnly }: { officerId: string; urgentOnly: boolean },
  now: Date,
): Promise<NoticeLine[]> {
  const taken = await tx
    .updateTable('officerNotice')
    .set({ chatDoneAt: now })
    .where('officerId', '=', officerId)
    .where('chatDoneAt', 'is', null)
    .$if(urgentOnly, (query) => query.where(IS_URGENT))
    .returning(['id', 'tipId', 'kind', 'clock'])
    .execute()
  if (taken.length === 0) return []
  const ids = [...new Set(taken.map(({ tipId }) => tipId))]
  const tips = await asOfficer(tx, { id: officerId }, (limited) =>
    limited
      .selectFrom('tip')
      .select(['id', 'number', 'category', 'urgency', 'dueAt'])
      .where(sql<boolean>`id = any (${ids}::bigint[])`)
      .execute(),
  )
  const byId = new Map(tips.map((tip) => [tip.id, tip]))
  const inOrder = taken.sort((a, b) => Number(BigInt(a.id) - BigInt(b.id)))
  return inOrder.flatMap(({ tipId, kind, clock }) => {
    const tip = byId.get(tipId)
    return tip ? [{ ...tip, kind, clock }] : []
  })
}

/** Officers without a linked chat see their notices in the console only. */
async function skipUnlinked(db: Db, now: Date): Promise<void> {
  await db
    .updateTable('officerNotice')
    .set({ chatDoneAt: now })
    .where('chatDoneAt', 'is', null)
    .where(
      sql<boolean>`not exists (select from officer_chat where officer_chat.officer_id = officer_notice.officer_id)`,
    )
    .execute()
}
