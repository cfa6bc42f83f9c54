import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { purgeServed } from '../../src/conversations/purge.js'
import { destroyFiles } from '../../src/features/attachments/clean-file.js'
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

async function bodies({ db }: TestApp): Promise<{ inbox: number; outbox: number }> {
  const inbox = await db.selectFrom('inbox').select('id').where('body', 'is not', null).execute()
  const outbox = await db.selectFrom('outbox').select('id').where('body', 'is not', null).execute()
  return { inbox: inbox.length, outbox: outbox.length }
}

const sealedFiles = ({ config }: TestApp) => readdir(join(config.dataDir, 'files', 'sealed'))
