import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { asOfficer } from '../../src/features/officers/as-officer.js'
import { dumpDatabase } from '../harness/dump.js'
import { givenOfficer } from '../harness/officers.js'
import { filesReport } from '../harness/report.js'
import { test } from '../harness/test.js'
import { subscribes } from '../teaching/subscriber.js'

const CHAT = 'chat-of-nguoi-bao-tin-bi-mat'
const PHONE = '0900 000 000'

describe('P5: who reported is kept apart from what was reported', () => {
  test('the database, the log and the files hold no chat address, no phone and no code', async ({ app, picture }) => {
    const reporter = app.citizen('nguoi-bao-tin-bi-mat')
    const { code } = await filesReport(reporter, {
      description: 'Có kẻ lừa đảo lấy tiền của tôi',
      contact: 'phone',
      pictures: [picture],
    })
    const dump = await dumpDatabase(app.db)
    for (const secret of [CHAT, PHONE, PHONE.replaceAll(' ', ''), '+84900000000', code, code.replaceAll('-', '')]) {
      expect(dump).not.toContain(secret)
      expect(app.logged.join('\n')).not.toContain(secret)
    }
    for (const file of await filesBelow(app.config.dataDir)) {
      const bytes = await readFile(file)
      for (const secret of [CHAT, PHONE, code]) expect(bytes.includes(secret)).toBe(false)
    }
  })

  test('who subscribes leaves no chat address and no link code in clear, neither in a table nor in the log', async ({
    app,
  }) => {
    const reader = app.citizen('nguoi-bao-tin-bi-mat')
    await subscribes(reader)
    for (const said of ['kênh khác', 'lấy mã ghép']) await reader.says(said)
    const shown = reader.messages().map(({ text }) => text)
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(shown.findLast((text) => text.includes('Mã ghép')) ?? '')?.[0] ?? ''
    expect(code).not.toBe('')
    const dump = await dumpDatabase(app.db)
    for (const secret of [CHAT, code, code.replace('-', '')]) {
      expect(dump).not.toContain(secret)
      expect(app.logged.join('\n')).not.toContain(secret)
    }
  })

  test('what people write is encrypted in inbox, outbox and state, and gone once it has served', async ({ app }) => {
    const lan = app.citizen()
    const marker = 'dau-vet-rieng-9317'
    await lan.says(`Tôi kể một chuyện ${marker}`)
    await lan.presses('Không có')
    expect(await dumpDatabase(app.db)).not.toContain(marker)
    app.clock.advance({ days: 8 })
    await app.db
      .updateTable('inbox')
      .set({ doneAt: new Date('2026-11-12') })
      .execute()
    await app.db
      .updateTable('outbox')
      .set({ createdAt: new Date('2026-11-12') })
      .execute()
    await app.app.sweeper.runAll()
    const bodies = await app.db.selectFrom('inbox').select('body').where('body', 'is not', null).execute()
    expect(bodies).toEqual([])
    const states = await app.db.selectFrom('conversation').select('state').execute()
    expect(states).toEqual([{ state: null }])
  })

  test('a typed receipt code is not kept in inbox, outbox or state, not even encrypted', async ({ app }) => {
    const lan = app.citizen()
    const { code } = await filesReport(lan)
    await lan.presses('Đã lưu mã')
    await lan.says(`TRA CUU ${code}`)
    const { keys } = app.app.platform.deps
    const conversation = await app.db.selectFrom('conversation').selectAll().executeTakeFirstOrThrow()
    const state = conversation.state ? keys.open('state', conversation.state, conversation.id).toString() : ''
    expect(state).not.toContain(code)
    const inbox = await app.db.selectFrom('inbox').select(['accountId', 'eventId', 'body']).execute()
    const outbox = await app.db.selectFrom('outbox').select('body').execute()
    const texts = [
      ...inbox.map(
        ({ accountId, eventId, body }) =>
          body && keys.open('inbox', body, JSON.stringify([accountId, eventId])).toString(),
      ),
      ...outbox.map(({ body }) => body && keys.open('outbox', body, conversation.id).toString()),
    ]
    expect(texts.join('\n')).not.toContain(code)
  })

  test('no officer of any role can read who reported, whatever query is tried', async ({ app }) => {
    await filesReport(app.citizen(), { contact: 'phone' })
    for (const role of ['intake', 'triage', 'lead', 'comms', 'auditor', 'admin'] as const) {
      const officer = await givenOfficer(app, role, 'CAT-51')
      for (const table of [
        'tip_reporter',
        'conversation',
        'inbox',
        'outbox',
        'consent',
        'receipt_guess',
        'one_time_link',
        'subscriber',
        'subscription',
        'subscriber_link',
        'subscriber_link_guess',
        'broadcast_recipient',
        'quiz_repetition',
      ]) {
        const peek = app.db
          .transaction()
          .execute((tx) => asOfficer(tx, officer, () => sql`select * from ${sql.table(table)}`.execute(tx)))
        await expect(peek, `${role} reads ${table}`).rejects.toThrow(/permission denied/)
      }
    }
  })

  test('an anonymous reporter is cut off from the tip as soon as the code is saved', async ({ app }) => {
    const lan = app.citizen()
    await filesReport(lan, { contact: 'anonymous' })
    await lan.presses('Đã lưu mã')
    const row = await app.db
      .selectFrom('tipReporter')
      .select(['conversationId', 'contact', 'receiptCopy'])
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ conversationId: null, contact: null, receiptCopy: null })
  })
})

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
