import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.js'
import type { BroadcastState } from './broadcast-rules.js'
import type { Audience } from './audience.js'

export type BroadcastRow = {
  id: string
  bulletinId: string
  bulletinVersion: number
  title: string
  slug: string
  unitId: string
  unitName: string
  state: BroadcastState
  areas: string[]
  topics: string[]
  organisations: string[]
  lang: string
  isEmergency: boolean
  correctedId: string | null
  onUncertain: 'skip' | 'resend'
  startAt: Date
  stopAt: Date
  createdAt: Date
  frozenAt: Date | null
  finishedAt: Date | null
  result: unknown
}

function selectBroadcasts(db: Db) {
  return db
    .selectFrom('broadcast')
    .innerJoin('bulletin', 'bulletin.id', 'broadcast.bulletinId')
    .innerJoin('bulletinVersion', (join) =>
      join
        .onRef('bulletinVersion.bulletinId', '=', 'broadcast.bulletinId')
        .onRef('bulletinVersion.number', '=', 'broadcast.bulletinVersion'),
    )
    .innerJoin('unit', 'unit.id', 'broadcast.unitId')
    .select([
      'broadcast.id',
      'broadcast.bulletinId',
      'broadcast.bulletinVersion',
      'broadcast.unitId',
      'broadcast.areas',
      'broadcast.topics',
      'broadcast.organisations',
      'broadcast.lang',
      'broadcast.isEmergency',
      'broadcast.correctedId',
      'broadcast.startAt',
      'broadcast.stopAt',
      'broadcast.createdAt',
      'broadcast.frozenAt',
      'broadcast.finishedAt',
      'broadcast.result',
      'bulletin.slug',
      'unit.name as unitName',
    ])
    .select(sql<string>`bulletin_version.content->>'title'`.as('title'))
    .select(sql<BroadcastState>`broadcast.state`.as('state'))
    .select(sql<'skip' | 'resend'>`broadcast.on_uncertain`.as('onUncertain'))
}

/** Under the officer's role: undefined for what the officer may not see. */
export async function findBroadcast(limited: Tx, id: string): Promise<BroadcastRow | undefined> {
  return selectBroadcasts(limited).where('broadcast.id', '=', id).executeTakeFirst()
}

export async function listBroadcasts(
  limited: Tx,
  { before, max, bulletinId }: { before: string | null; max: number; bulletinId?: string },
): Promise<BroadcastRow[]> {
  let list = selectBroadcasts(limited).orderBy('broadcast.id', 'desc').limit(max)
  if (before !== null) list = list.where('broadcast.id', '<', before)
  if (bulletinId !== undefined) list = list.where('broadcast.bulletinId', '=', bulletinId)
  return list.execute()
}

export function audienceOf(row: BroadcastRow): Audience {
  const { areas, topics, organisations, lang, isEmergency, correctedId, bulletinId, bulletinVersion } = row
  return { areas, topics, organisations, lang, isEmergency, correctedId, bulletinId, version: bulletinVersion }
}

export type StateCount = { accountId: string; state: string; reason: string | null; people: number }

/** The truth, row by row: about a second for a million people, so callers keep it for a moment. */
export async function countStates(db: Db, broadcastId: string): Promise<StateCount[]> {
  const rows = await db
    .selectFrom('broadcastRecipient')
    .select(['accountId', 'state', 'reason'])
    .select((select) => select.fn.countAll<string>().as('people'))
    .where('broadcastId', '=', broadcastId)
    .groupBy(['accountId', 'state', 'reason'])
    .orderBy('accountId')
    .orderBy('state')
    .execute()
  return rows.map((row) => ({ ...row, people: Number(row.people) }))
}
