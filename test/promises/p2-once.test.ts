import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { takeTurn } from '../../src/conversations/turn.js'
import { reachSummary } from '../harness/report.js'
import { type TestApp, test } from '../harness/test.js'

const countTips = async ({ db }: TestApp) => (await db.selectFrom('tip').select('id').execute()).length

describe('P2: stored before acknowledged, effective once', () => {
  test('the same update sent 100 times at once is one event, one tip and one reply', async ({ app }) => {
    const lan = app.citizen()
    await reachSummary(lan)
    const before = lan.messages().length
    const { waitId = '' } = lan.last()
    const content = { kind: 'choice', waitId, value: 'send' } as const
    await Promise.all(Array.from({ length: 100 }, () => lan.posts(content, 'the-same-update')))
    await Promise.all(Array.from({ length: 5 }, () => app.drain()))
    expect(await countTips(app)).toBe(1)
    expect(lan.messages().length).toBe(before + 1)
    const stored = await app.db.selectFrom('inbox').select('id').where('eventId', '=', 'the-same-update').execute()
    expect(stored).toHaveLength(1)
  })

  test('a turn that dies before its commit leaves nothing behind and is taken again', async ({ app }) => {
    const lan = app.citizen()
    await reachSummary(lan)
    await lan.posts({ kind: 'choice', waitId: lan.last().waitId ?? '', value: 'send' })
    await sql`create function die() returns trigger language plpgsql as $$ begin raise 'killed'; end $$`.execute(app.db)
    await sql`create trigger die before insert on outbox for each row execute function die()`.execute(app.db)
    await app.drain()
    expect(await countTips(app)).toBe(0)
    await sql`drop trigger die on outbox`.execute(app.db)
    await app.db
      .updateTable('inbox')
      .set({ nextTryAt: new Date(0) })
      .where('doneAt', 'is', null)
      .execute()
    await app.drain()
    expect(await countTips(app)).toBe(1)
    expect(lan.last().text).toContain('Mã tra cứu')
  })

  test('while one worker holds a lane, another leaves it alone', async ({ app }) => {
    const lan = app.citizen()
    await lan.posts({ kind: 'text', text: 'Tôi bị lừa' })
    const { id } = await app.db.selectFrom('conversation').select('id').executeTakeFirstOrThrow()
    await app.db.transaction().execute(async (holder) => {
      await holder.selectFrom('conversation').select('id').where('id', '=', id).forNoKeyUpdate().execute()
      expect(await takeTurn(app.app.shell, id)).toEqual({ kind: 'busy' })
    })
    expect((await takeTurn(app.app.shell, id)).kind).toBe('done')
  })

  test('an event is stored while its conversation is in a turn', async ({ app }) => {
    const lan = app.citizen()
    await lan.says('Xin chào')
    const { id } = await app.db.selectFrom('conversation').select('id').executeTakeFirstOrThrow()
    await app.db.transaction().execute(async (holder) => {
      await sql`set local lock_timeout = '2s'`.execute(holder)
      await holder.selectFrom('conversation').select('id').where('id', '=', id).forNoKeyUpdate().execute()
      await lan.posts({ kind: 'text', text: 'thêm một câu' })
    })
    await app.drain()
    expect(lan.messages()).toHaveLength(2)
  })

  test('a button press and a message that arrive together are taken one after the other', async ({ app }) => {
    const lan = app.citizen()
    await lan.says('Tôi bị lừa 5 triệu')
    const { waitId = '' } = lan.last()
    await Promise.all([lan.posts({ kind: 'choice', waitId, value: 'none' }), lan.posts({ kind: 'text', text: '1' })])
    await Promise.all([app.drain(), app.drain(), app.drain()])
    const done = await app.db.selectFrom('inbox').select('doneAt').execute()
    expect(done.every(({ doneAt }) => doneAt)).toBe(true)
    expect(lan.messages()).toHaveLength(3)
  })

  test('five photos of an album sent in parallel make one draft with five pictures', async ({ app, picture }) => {
    const lan = app.citizen()
    const pictures = Array.from({ length: 5 }, (_, index) => {
      app.channel.files.set(`album-${index}`, picture)
      return lan.posts({ kind: 'media', media: [{ fileRef: `album-${index}`, groupId: 'g' }] })
    })
    await Promise.all(pictures)
    await Promise.all([app.drain(), app.drain()])
    await app.drain()
    const drafts = await app.db.selectFrom('attachment').select(['id', 'conversationId']).execute()
    expect(drafts).toHaveLength(5)
    expect(new Set(drafts.map(({ conversationId }) => conversationId)).size).toBe(1)
  })
})
