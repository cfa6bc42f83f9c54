import type { Officer } from '../../src/platform/officer.js'
import type { BulletinContent } from '../../src/features/bulletins/bulletin.js'
import { createBroadcast, type NewBroadcast } from '../../src/features/broadcasts/create-broadcast.js'
import { CONTENT } from './content.js'
import { insertOfficer } from '../console/given.js'
import type { TestApp } from '../harness/test.js'

type Wishes = {
  areas?: string[]
  topics?: string[]
  weeklyCap?: number
  quietFrom?: number
  quietUntil?: number
  langs?: string[]
  wantsAllChannels?: boolean
  organisationId?: string
}
type Subscribed = { subscriberId: string; conversationId: string; address: string }

let people = 0

/** Somebody who asked for bulletins on the test's channel, or on another account as well. */
export async function givenSubscriber(app: TestApp, wishes: Wishes = {}, accountId = 'memory'): Promise<Subscribed> {
  const now = app.clock.now()
  const { id } = await app.db
    .insertInto('subscriber')
    .values({ areas: ['51'], createdAt: now, changedAt: now, ...wishes })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { subscriberId: id, ...(await givenChannel(app, id, accountId)) }
}

/** The same person on one more channel. */
export async function givenChannel(
  app: TestApp,
  subscriberId: string,
  accountId = 'memory',
): Promise<{ conversationId: string; address: string }> {
  const { keys } = app.app.platform.deps
  const address = `nguoi-${++people}`
  const { id } = await app.db
    .insertInto('conversation')
    .values({
      accountId,
      keyHash: keys.hash('conversation', JSON.stringify([accountId, address])),
      address: keys.seal('address', address, accountId),
      lastEventAt: app.clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await app.db
    .insertInto('subscription')
    .values({ conversationId: id, subscriberId, accountId, since: app.clock.now() })
    .execute()
  return { conversationId: id, address }
}

export async function givenSubscribers(app: TestApp, count: number, wishes: Wishes = {}): Promise<Subscribed[]> {
  const all: Subscribed[] = []
  for (let made = 0; made < count; made++) all.push(await givenSubscriber(app, wishes))
  return all
}

let bulletins = 0

/** Written by one person of the province and approved by another. */
export async function givenBulletin(
  app: TestApp,
  {
    isEmergency = false,
    correctsId = null,
    ...content
  }: Partial<BulletinContent> & { isEmergency?: boolean; correctsId?: string | null } = {},
): Promise<{ bulletinId: string; officer: Officer }> {
  const officer = await insertOfficer(app.db, 'lead', 'CAT-51')
  const writer = await insertOfficer(app.db, 'comms', 'CAT-51')
  const now = app.clock.now()
  const { id } = await app.db
    .insertInto('bulletin')
    .values({
      slug: `thu-${++bulletins}`,
      unitId: officer.unitId,
      state: 'approved',
      version: 1,
      createdBy: writer.id,
      createdAt: now,
      isEmergency,
      correctsId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const stored = JSON.stringify({ ...CONTENT, ...content })
  await app.db
    .insertInto('bulletinVersion')
    .values({
      bulletinId: id,
      number: 1,
      content: stored,
      writtenBy: writer.id,
      writtenAt: now,
      approvedBy: officer.id,
      approvedAt: now,
    })
    .execute()
  return { bulletinId: id, officer }
}

type Wanted = Partial<NewBroadcast> & Parameters<typeof givenBulletin>[1]

/** Sent now, for six hours; nothing goes before the app drains. */
export async function givenBroadcast(app: TestApp, wanted: Wanted = {}): Promise<string> {
  const { startAt, stopAt, onUncertain = 'skip', toReaders = false, bulletinId, ...content } = wanted
  const bulletin = await givenBulletin(app, content)
  const start = startAt ?? app.clock.now()
  const request = {
    ...{ bulletinId: bulletinId ?? bulletin.bulletinId, onUncertain, toReaders },
    startAt: start,
    stopAt: stopAt ?? new Date(start.getTime() + 6 * 3_600_000),
  }
  return app.db.transaction().execute((tx) => createBroadcast(tx, app.app.platform.deps, bulletin.officer, request))
}

/** How many are in each state, e.g. `{ sent: 3, 'ineligible blocked': 1 }`. */
export async function outcomes(app: TestApp, broadcastId: string): Promise<Record<string, number>> {
  const rows = await app.db
    .selectFrom('broadcastRecipient')
    .select(['state', 'reason'])
    .where('broadcastId', '=', broadcastId)
    .execute()
  const counts: Record<string, number> = {}
  for (const { state, reason } of rows) {
    const name = [state, reason].filter(Boolean).join(' ')
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

export async function stateOf(app: TestApp, broadcastId: string): Promise<string> {
  const row = await app.db
    .selectFrom('broadcast')
    .select('state')
    .where('id', '=', broadcastId)
    .executeTakeFirstOrThrow()
  return row.state
}

/** Some time goes by for the app and for what was sent: two messages within a second would be one too many. */
export async function later(
  app: TestApp,
  time: Parameters<TestApp['clock']['advance']>[0] = { minutes: 1 },
): Promise<void> {
  app.clock.advance(time)
  const anHourAgo = new Date(Date.now() - 3_600_000)
  await app.db.updateTable('broadcastRecipient').set({ sentAt: anHourAgo }).where('state', '=', 'sent').execute()
  await app.db.updateTable('outbox').set({ sentAt: anHourAgo }).where('status', '=', 'sent').execute()
}
