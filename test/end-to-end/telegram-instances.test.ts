import { describe, expect } from 'vitest'
import { findConversation, hashConversation } from '../../src/conversations/receive.js'
import { withNumberedChoices } from '../../src/engine/numbered.js'
import { openMessage } from '../../src/platform/outbox.js'
import { filesReport } from '../harness/report.js'
import { allTaken, type Bot, countEvents, startBeside, test, until } from './telegram-case.js'

const CHATS = 4
const LINES = 5

test('two web and worker processes on one database take every event once and answer each chat in order', async ({
  bot,
}) => {
  const second = await startBeside(bot, 'webhook')
  try {
    const chats = Array.from({ length: CHATS }, (_, index) => bot.api.citizen(100 + index))
    for (let line = 0; line < LINES; line++) for (const chat of chats) chat.says(`dòng ${line}`)
    await bot.api.allDelivered()
    const first = bot.api.citizen(100).says('dòng cuối')
    // Both processes get the same update at the same moment.
    const here = bot.api.redeliver(first, 10)
    bot.api.updates.setWebhook(
      { url: bot.webhookUrl, secret: bot.test.config.telegram.webhookSecret ?? '' },
      undefined,
      false,
    )
    await Promise.all([here, bot.api.redeliver(first, 10)])
    await bot.api.allDelivered()
    await until(() => allTaken(bot))
    expect(await countEvents(bot)).toBe(CHATS * LINES + 1)
    for (const chat of chats)
      expect(await listQueued(bot, chat.chatId)).toEqual(chat.messages().map(({ text }) => text))
    const { code } = await filesReport(bot.reporter(200))
    expect(code).toBeTruthy()
    expect(await bot.test.db.selectFrom('tip').select('id').execute()).toHaveLength(1)
  } finally {
    await second.stop()
  }
})

describe('in polling mode', () => {
  test.override({ mode: 'polling' })

  test('of two processes one reads, and the other goes on when it ends', async ({ bot }) => {
    const second = await startBeside(bot, 'polling')
    await second.stop()
    expect((await bot.reporter(1).says('Xin chào')).text).not.toBe('')
  })
})

/** What one chat was to be told, in the order of the lane that said it. */
async function listQueued({ test: { db, app } }: Bot, chatId: string): Promise<string[]> {
  const { keys } = app.platform.deps
  const conversationId = await findConversation(db, 'telegram', hashConversation(keys, 'telegram', chatId))
  if (!conversationId) throw new Error(`no conversation of chat ${chatId}`)
  const rows = await db
    .selectFrom('outbox')
    .select('body')
    .where('conversationId', '=', conversationId)
    .orderBy('id')
    .execute()
  return rows.flatMap(({ body }) => (body ? [withNumberedChoices(openMessage(keys, conversationId, body))] : []))
}
