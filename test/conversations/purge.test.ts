import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { fetchFiles } from '../../src/conversations/fetch-files.js'
import { purgeServed } from '../../src/conversations/purge.js'
import { destroyFiles } from '../../src/features/attachments/clean-file.js'
import { dropOwnerlessFiles } from '../../src/features/attachments/tip-files.js'
import { filesReport } from '../harness/report.js'
import { type TestApp, test } from '../harness/test.js'

/** From now on by the database's clock, by which events are marked as done. */
const daysOn = (days: number) => new Date(Date.now() + days * 24 * 3600 * 1000)

test('what was written and answered is emptied when it has served for seven days, and not before', async ({ app }) => {
  const lan = app.citizen()
  await filesReport(lan)
  await lan.presses('Đã lưu mã')
  await purgeServed(app.db, daysOn(6.9))
  expect((await bodies(app)).inbox).toBeGreaterThan(0)
  expect((await bodies(app)).outbox).toBeGreaterThan(0)
  await purgeServed(app.db, daysOn(7.1))
  expect(await bodies(app)).toEqual({ inbox: 0, outbox: 0 })
  const events = await app.db.selectFrom('inbox').select('eventId').execute()
  await lan.posts({ kind: 'text', text: 'lần nữa' }, events[0]?.eventId)
  expect(await app.db.selectFrom('inbox').select('eventId').execute()).toHaveLength(events.length)
})

test('files sealed for a message that had to be fetched again leave no copy behind', async ({ app, picture }) => {
  const lan = app.citizen()
  const refs = ['một', 'hai', 'ba']
  for (const ref of refs.slice(0, 2)) app.channel.files.set(ref, picture)
  app.channel.files.set('ba', { kind: 'failed', reason: 'network' })
  await lan.posts({ kind: 'media', media: refs.map((fileRef) => ({ fileRef })) })
  await app.drain()
  app.channel.files.set('ba', picture)
  await app.db
    .updateTable('inbox')
    .set({ nextTryAt: new Date(0) })
    .where('doneAt', 'is', null)
    .execute()
  await app.drain()
  const rows = await app.db.selectFrom('attachment').select('id').execute()
  expect(rows).toHaveLength(3)
  expect(await sealedFiles(app)).toHaveLength(5)
  await destroyFiles(app.db, app.app.platform.deps)
  expect(await sealedFiles(app)).toHaveLength(5)
  await app.db.updateTable('fileToDestroy').set({ since: sql<Date>`now() - interval '1 second'` }).execute()
  await destroyFiles(app.db, app.app.platform.deps)
  expect((await sealedFiles(app)).toSorted()).toEqual(rows.map(({ id }) => id).toSorted())
})

test('files of a message that no turn could take in go with its talk', async ({ app, picture }) => {
  await fetchedOnly(app, picture)
  const given = { doneAt: sql<Date>`clock_timestamp()` }
  await app.db.updateTable('inbox').set(given).execute()
  await app.db.transaction().execute(dropOwnerlessFiles)
  expect(await app.db.selectFrom('attachment').select('id').execute()).toHaveLength(1)
  expect(await app.db.selectFrom('fileToDestroy').select('id').execute()).toEqual([])
  await purgeServed(app.db, daysOn(41))
  expect(await app.db.selectFrom('conversation').select('id').execute()).toEqual([])
  await app.db.transaction().execute(dropOwnerlessFiles)
  await destroyFiles(app.db, app.app.platform.deps)
  expect(await sealedFiles(app)).toEqual([])
})

test('files of a message that is still to be taken stay, whatever is taken before it', async ({ app, picture }) => {
  const lan = app.citizen()
  await lan.says('Tôi bị lừa mất 5 triệu')
  // What was stored before it is committed after it: ids are given out before the commit.
  const nextId = (id: number) => sql`select setval(pg_get_serial_sequence('inbox', 'id'), ${id})`.execute(app.db)
  await nextId(2000)
  await fetchedOnly(app, picture)
  await nextId(1000)
  await lan.posts({ kind: 'text', text: 'Không có' })
  await app.drain()
  expect(await app.db.selectFrom('attachment').select('id').execute()).toHaveLength(1)
  expect(await app.db.selectFrom('inbox').select('id').where('doneAt', 'is', null).execute()).toEqual([])
})

/** A picture whose files are there and that no turn has taken. */
async function fetchedOnly({ app, db, citizen, channel }: TestApp, picture: Buffer): Promise<void> {
  channel.files.set('một', picture)
  const eventId = await citizen().posts({ kind: 'media', media: [{ fileRef: 'một' }] })
  const event = await db.selectFrom('inbox').selectAll().where('eventId', '=', eventId).executeTakeFirstOrThrow()
  await fetchFiles(app.shell, event)
}

async function bodies({ db }: TestApp): Promise<{ inbox: number; outbox: number }> {
  const inbox = await db.selectFrom('inbox').select('id').where('body', 'is not', null).execute()
  const outbox = await db.selectFrom('outbox').select('id').where('body', 'is not', null).execute()
  return { inbox: inbox.length, outbox: outbox.length }
}

const sealedFiles = ({ config }: TestApp) => readdir(join(config.dataDir, 'files', 'sealed'))
