import { sql } from 'kysely'
import { createBroadcast } from '../../../src/features/broadcasts/create-broadcast.js'
import { randomIds } from '../../../src/platform/ids.js'
import { makeLog } from '../../../src/platform/log.js'
import type { Deps } from '../../../src/platform/deps.js'
import type { Officer } from '../../../src/platform/officer.js'
import { insertOfficer } from '../../console/given.js'
import type { Stage } from '../../harness/stage.js'
import { CONTENT } from '../../broadcasts/content.js'

const BATCH = 2000

/** Subscribers of one area with real, sealed addresses: chats `first`, `first + 1`, … */
export async function insertSubscribers(
  { database: { db }, keys, api }: Stage,
  { area, first, count }: { area: string; first: number; count: number },
): Promise<void> {
  const chats = Array.from({ length: count }, (_, index) => String(first + index))
  api.know(chats)
  for (let from = 0; from < count; from += BATCH) {
    const some = chats.slice(from, from + BATCH)
    const hashes = some.map((chat) => keys.hash('conversation', JSON.stringify(['telegram', chat])))
    const addresses = some.map((chat) => keys.seal('address', chat, 'telegram'))
    await sql`
      with chat as (
        insert into conversation (account_id, key_hash, address)
        select 'telegram', * from unnest(${hashes}::bytea[], ${addresses}::bytea[])
        returning id
      ), person as (
        insert into subscriber (areas, quiet_from, quiet_until, created_at, changed_at)
        select array[${area}], 0, 0, now(), now() from chat
        returning id
      )
      insert into subscription (conversation_id, subscriber_id, account_id, since)
      select chat.id, person.id, 'telegram', now()
      from (select id, row_number() over () as n from chat) chat
      join (select id, row_number() over () as n from person) person on person.n = chat.n`.execute(db)
  }
}

/** So many that only their rows matter: their addresses open nothing. */
export async function insertCrowd(
  { database: { db } }: Stage,
  { area, count }: { area: string; count: number },
): Promise<void> {
  await sql`
    insert into conversation (account_id, key_hash)
    select 'telegram', decode(md5('crowd ' || n), 'hex') from generate_series(1, ${count}::int) n`.execute(db)
  await sql`
    with person as (
      insert into subscriber (areas, quiet_from, quiet_until, created_at, changed_at)
      select array[${area}], 0, 0, now(), now() from generate_series(1, ${count}::int)
      returning id
    )
    insert into subscription (conversation_id, subscriber_id, account_id, since)
    select chat.id, person.id, 'telegram', now()
    from (select id, row_number() over () as n from conversation where address is null) chat
    join (select id, row_number() over () as n from person) person on person.n = chat.n`.execute(db)
}

let bulletins = 0

/** An approved bulletin for the area, sent from now on; the id of the broadcast. */
export async function startBroadcast(
  stage: Stage,
  area: string,
  { onUncertain = 'skip' }: { onUncertain?: 'skip' | 'resend' } = {},
): Promise<string> {
  const { db } = stage.database
  const officer = await insertOfficer(db, 'lead', 'CAT-51')
  const writer = await insertOfficer(db, 'comms', 'CAT-51')
  const bulletinId = await insertBulletin(stage, area, { officer, writer })
  const now = new Date()
  const request = {
    bulletinId,
    startAt: now,
    stopAt: new Date(now.getTime() + 24 * 3_600_000),
    onUncertain,
    toReaders: false,
  }
  return db.transaction().execute((tx) => createBroadcast(tx, depsOf(stage), officer, request))
}

async function insertBulletin(
  { database: { db } }: Stage,
  area: string,
  { officer, writer }: { officer: Officer; writer: Officer },
): Promise<string> {
  const now = new Date()
  const { id } = await db
    .insertInto('bulletin')
    .values({
      slug: `do-${now.getTime()}-${++bulletins}`,
      unitId: officer.unitId,
      state: 'approved',
      version: 1,
      createdAt: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const content = JSON.stringify({ ...CONTENT, areas: [area] })
  const approval = { approvedBy: officer.id, approvedAt: now }
  await db
    .insertInto('bulletinVersion')
    .values({ bulletinId: id, number: 1, content, writtenBy: writer.id, writtenAt: now, ...approval })
    .execute()
  return id
}

function depsOf({ keys, files }: Stage): Deps {
  return { clock: { now: () => new Date() }, ids: randomIds, log: makeLog('silent'), files, keys }
}
