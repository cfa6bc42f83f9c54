import { findConversation, hashConversation } from '../../src/conversations/receive.js'
import type { Citizen } from '../harness/citizen.js'
import { givenOfficer } from '../harness/officers.js'
import type { TestApp } from '../harness/test.js'

export async function conversationOf({ db, app }: TestApp, { chat }: Citizen): Promise<string> {
  const id = await findConversation(db, 'memory', hashConversation(app.platform.deps.keys, 'memory', chat))
  if (id === undefined || id === null) throw new Error('the citizen has not written yet')
  return id
}

type Wishes = { areas?: string[]; dailyAt?: number; organisation?: string; quietFrom?: number; quietUntil?: number }

/** The citizen, who has written already, subscribes. */
export async function givenSubscriber(app: TestApp, citizen: Citizen, wishes: Wishes = {}) {
  const { db, clock } = app
  const conversationId = await conversationOf(app, citizen)
  const organisationId = wishes.organisation ? await insertOrganisation(app, wishes.organisation) : null
  const now = clock.now()
  const { id: subscriberId } = await db
    .insertInto('subscriber')
    .values({
      ...{ areas: wishes.areas ?? ['51'], dailyAt: wishes.dailyAt ?? null, organisationId },
      ...(wishes.quietFrom !== undefined && { quietFrom: wishes.quietFrom }),
      ...(wishes.quietUntil !== undefined && { quietUntil: wishes.quietUntil }),
      ...{ createdAt: now, changedAt: now },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('subscription')
    .values({ conversationId, subscriberId, accountId: 'memory', since: now })
    .execute()
  return { conversationId, subscriberId, organisationId }
}

async function insertOrganisation({ db, clock }: TestApp, name: string): Promise<string> {
  const unit = await db.selectFrom('unit').select('id').where('code', '=', 'CA-21439').executeTakeFirstOrThrow()
  const { id } = await db
    .insertInto('organisation')
    .values({ name, kind: 'school', areaCode: '21439', unitId: unit.id, createdAt: clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A bulletin with this quiz, sent to the citizen. */
export async function givenBroadcast(app: TestApp, citizen: Citizen, quizId: string) {
  const { db, clock } = app
  const conversationId = await conversationOf(app, citizen)
  const officer = await givenOfficer(app, 'comms', 'CAT-51')
  const bulletin = await db
    .selectFrom('bulletin')
    .innerJoin('bulletinVersion', (join) =>
      join.onRef('bulletinId', '=', 'bulletin.id').onRef('number', '=', 'bulletin.version'),
    )
    .select(['bulletin.id', 'version', 'content'])
    .orderBy('bulletin.id')
    .executeTakeFirstOrThrow()
  await db
    .updateTable('bulletinVersion')
    .set({ content: JSON.stringify({ ...(bulletin.content as object), quiz: quizId }) })
    .where('bulletinId', '=', bulletin.id)
    .execute()
  const now = clock.now()
  const { id: broadcastId } = await db
    .insertInto('broadcast')
    .values({
      ...{ bulletinId: bulletin.id, bulletinVersion: bulletin.version, unitId: officer.unitId, state: 'done' },
      ...{ areas: ['51'], topics: [], startAt: now, stopAt: new Date(now.getTime() + 3_600_000) },
      ...{ createdBy: officer.id, createdAt: now },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('broadcastRecipient')
    .values({
      ...{ broadcastId, conversationId, accountId: 'memory', subscriberId: '1', shard: 0, state: 'sent' },
      ...{ quietFrom: 1260, quietUntil: 420 },
    })
    .execute()
  return { broadcastId, conversationId }
}
