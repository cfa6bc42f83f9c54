import { describe, expect } from 'vitest'
import { reachSummary } from '../harness/report.js'
import { allTaken, type Bot, countEvents, SECRET, test, until } from './telegram-case.js'

const SECRET_HEADER = 'x-telegram-bot-api-secret-token'

function post({ webhookUrl }: Bot, body: string, secret: string | undefined = SECRET): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(secret === undefined ? {} : { [SECRET_HEADER]: secret }) }
  return fetch(webhookUrl, { method: 'POST', headers, body })
}

const countTips = async ({ test: { db } }: Bot) => (await db.selectFrom('tip').select('id').execute()).length

describe('what a citizen may send', () => {
  test('an album of five is taken one after the other into one draft', async ({ bot, picture }) => {
    const lan = bot.api.citizen(1)
    lan.sendsAlbum(
      Array.from({ length: 5 }, () => picture),
      'ảnh chụp màn hình',
    )
    await until(async () => (await countEvents(bot)) === 5 && (await allTaken(bot)))
    const drafts = await bot.test.db.selectFrom('attachment').select(['conversationId', 'tipId']).execute()
    expect(drafts).toHaveLength(5)
    expect(new Set(drafts.map(({ conversationId }) => conversationId)).size).toBe(1)
    expect(lan.messages().length).toBeLessThanOrEqual(5)
  })

  test('a sticker, a voice message, a place and an edit are answered politely and the question stays', async ({
    bot,
  }) => {
    const lan = bot.api.citizen(1)
    await bot.reporter(1).says('Tôi bị lừa 5 triệu')
    const asked = lan.lastMessage()?.buttons.map(({ label }) => label)
    const sends: [act: () => number, answer: string][] = [
      [() => lan.sendsSticker(), 'chưa đọc được loại tin nhắn này'],
      [() => lan.sendsVoice(), 'chưa nghe được tin nhắn thoại'],
      [() => lan.sendsLocation(), 'không dùng vị trí'],
    ]
    for (const [send, answer] of sends) {
      send()
      const said = await lan.waitForMessage(answer)
      expect(said.buttons.map(({ label }) => label)).toEqual(asked)
    }
    lan.edits('Tôi bị lừa 50 triệu')
    await lan.waitForMessage('sửa trong tin nhắn cũ không được ghi nhận')
    lan.presses('Không có')
    await lan.waitForMessage('Bạn sắp gửi tin cho Công an')
  })

  test('an old button and one of nobody’s making are answered politely and change nothing', async ({ bot }) => {
    const lan = bot.api.citizen(1)
    const reporter = bot.reporter(1)
    await reporter.says('Tôi bị lừa 5 triệu')
    const old = lan.lastMessage()?.buttons[0]?.data ?? ''
    await reporter.presses('Không có')
    const asked = lan.lastMessage()?.buttons.map(({ label }) => label)
    for (const data of [old, 'không phải của bot']) {
      lan.pressesData(data)
      const told = await lan.waitForMessage('Nút này đã cũ')
      expect(told.buttons.map(({ label }) => label)).toEqual(asked)
    }
    await until(async () => bot.api.answeredCallbacks.length === 3)
  })

  test('updates of a shape that we do not know are stored and block nobody', async ({ bot }) => {
    bot.api.pushUpdate({ message_reaction_of_2030: { chat: { id: 1 } } }, 'chat 1')
    bot.api.pushUpdate({ message: 'not even an object' }, 'chat 1')
    bot.api.pushUpdate({ message: { message_id: 1, chat: { id: -5, type: 'group' }, text: 'in a group' } }, 'chat 1')
    bot.api.citizen(1).says('Xin chào')
    await bot.api.citizen(1).waitForMessage(/./)
    await bot.api.allDelivered()
    expect(await countEvents(bot)).toBe(4)
    expect(bot.api.sent).toHaveLength(1)
  })
})

test('a scammer’s address goes back to Telegram as text that it makes no link of', async ({ bot }) => {
  const lan = bot.reporter(1)
  await reachSummary(lan, { description: 'Tôi bị lừa 5 triệu ở http://evil.example/login và vcb-login.xyz' })
  const shown = bot.api.sent.map(({ text }) => text).join('\n')
  expect(shown.match(/hxxp:\/\/evil\[\.\]example\/login/g)?.length).toBeGreaterThan(1)
  expect(shown).not.toMatch(/https?:|evil\.example|login\.xyz/)
})

test('the same update posted 100 times at once makes one tip and one reply', async ({ bot }) => {
  const lan = bot.reporter(1)
  await reachSummary(lan)
  const sent = bot.api.sent.length
  const [events, update] = [await countEvents(bot), bot.api.citizen(1).presses('Gửi tin')]
  const statuses = await bot.api.redeliver(update, 100)
  expect(new Set(statuses)).toEqual(new Set([200]))
  await bot.api.allDelivered()
  await until(() => allTaken(bot))
  expect(await countEvents(bot)).toBe(events + 1)
  expect(await countTips(bot)).toBe(1)
  expect(bot.api.sent).toHaveLength(sent + 1)
})

describe('who may post, and what', () => {
  const update = JSON.stringify({
    update_id: 5,
    message: { message_id: 1, date: 1_700_000_000, chat: { id: 1, type: 'private' }, from: { id: 1 }, text: 'x' },
  })

  test('without the right secret it is 401 and nothing is stored', async ({ bot }) => {
    for (const secret of ['', 'sai', `${SECRET}x`]) expect((await post(bot, update, secret)).status).toBe(401)
    expect((await fetch(bot.webhookUrl, { method: 'POST', body: update })).status).toBe(401)
    expect(await countEvents(bot)).toBe(0)
  })

  test('what is not JSON or no update is 400, not stored, and logged without its content', async ({ bot }) => {
    for (const body of ['số tài khoản 0123', '', '[]', '{"text":"số tài khoản 0123"}', '{"update_id":"một"}']) {
      expect((await post(bot, body)).status).toBe(400)
    }
    expect(await countEvents(bot)).toBe(0)
    expect(bot.test.logged.join()).not.toContain('0123')
    expect((await post(bot, update)).status).toBe(200)
    expect(await countEvents(bot)).toBe(1)
  })
})
