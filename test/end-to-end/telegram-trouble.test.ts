import { describe, expect } from 'vitest'
import type { FakeTelegramApi } from '../fakes/telegram-api.js'
import { type Bot, test, until } from './telegram-case.js'

const RETRY_AFTER_SECONDS = 2

/** Calls that Telegram saw, by when; reading what is new (a poll) is none of a sender's. */
function watchCalls({ calls }: FakeTelegramApi): { method: string; at: number }[] {
  const seen: { method: string; at: number }[] = []
  const push = calls.push.bind(calls)
  calls.push = (...made) => {
    seen.push(...made.map(({ method }) => ({ method, at: performance.now() })))
    return push(...made)
  }
  return seen
}

const isPaused = async ({ test: { db } }: Bot) => {
  const { pausedUntil } = await db
    .selectFrom('account')
    .select('pausedUntil')
    .where('id', '=', 'telegram')
    .executeTakeFirstOrThrow()
  return pausedUntil !== null
}

describe('429', () => {
  test('every sender of the account keeps still for as long as Telegram asks, in other chats too', async ({
    bot,
    picture,
  }) => {
    const [lan, minh, nam] = [bot.reporter(1), bot.reporter(2), bot.reporter(3)]
    await minh.says('Tôi bị lừa 5 triệu')
    await nam.says('Tôi bị lừa 5 triệu')
    const calls = watchCalls(bot.api)
    bot.api.misbehave({ kind: 'rate_limit', retryAfterSeconds: RETRY_AFTER_SECONDS }, { method: 'sendMessage' })
    const answers = [lan.says('Xin chào')]
    await until(() => isPaused(bot))
    const pausedAt = performance.now()
    answers.push(minh.presses('Không có'))
    bot.api.citizen(3).sendsPhoto(picture)
    await Promise.all(answers)
    await bot.api.citizen(3).waitForMessage(/./)
    const after = calls.filter(({ at }) => at > pausedAt)
    const first = Math.min(...after.map(({ at }) => at))
    expect(after.map(({ method }) => method)).toContain('getFile')
    expect(first - (calls[0]?.at ?? 0)).toBeGreaterThanOrEqual(RETRY_AFTER_SECONDS * 1000 - 50)
  })

  test('a 429 to a file is a pause for those who send, too', async ({ bot, picture }) => {
    bot.api.misbehave({ kind: 'rate_limit', retryAfterSeconds: RETRY_AFTER_SECONDS }, { method: 'getFile' })
    const calls = watchCalls(bot.api)
    bot.api.citizen(1).sendsPhoto(picture)
    await until(() => isPaused(bot))
    await bot.reporter(2).says('Xin chào')
    await bot.api.citizen(1).waitForMessage(/./)
    const [first, second] = calls
    expect(first?.method).toBe('getFile')
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(RETRY_AFTER_SECONDS * 1000 - 50)
  })
})

describe('403', () => {
  const blockedAt = async ({ test: { db } }: Bot) =>
    (await db.selectFrom('conversation').select('blockedAt').executeTakeFirstOrThrow()).blockedAt

  test('who blocked the bot is left alone, and gets what waited once they write again', async ({ bot }) => {
    const lan = bot.api.citizen(1)
    await bot.reporter(1).says('Tôi bị lừa 5 triệu')
    // The block is not told yet when the answer goes out: the 403 is how we learn of it.
    bot.api.misbehave({ kind: 'status', status: 403 }, { method: 'sendMessage' })
    lan.presses('Không có')
    await until(async () => (await blockedAt(bot)) !== null)
    const waiting = await bot.test.db.selectFrom('outbox').select('status').where('status', '=', 'blocked').execute()
    expect(waiting).toHaveLength(1)

    lan.says('tôi quay lại rồi')
    await until(async () => lan.messages().length === 3)
    expect(await blockedAt(bot)).toBeNull()
    const [, waited, answer] = lan.messages().map(({ text }) => text)
    expect(waited).toContain('Bạn sắp gửi tin cho Công an')
    expect(answer).toMatch(/^Mình đã ghi lại/)
  })

  test('a block and its end are not answered, and what waited arrives', async ({ bot }) => {
    const lan = bot.api.citizen(1)
    await bot.reporter(1).says('Tôi bị lừa 5 triệu')
    const before = lan.messages().length
    lan.blocks()
    await until(async () => (await blockedAt(bot)) !== null)
    lan.unblocks()
    await until(async () => (await blockedAt(bot)) === null)
    expect(lan.messages()).toHaveLength(before)
  })
})

test('a reply whose answer was lost on the way is sent once more, and nothing else is', async ({ bot }) => {
  bot.api.misbehave({ kind: 'lose_answer' }, { method: 'sendMessage' })
  const lan = bot.reporter(1)
  await lan.says('Tôi bị lừa 5 triệu')
  await until(async () => bot.api.sent.length === 2)
  await lan.presses('Không có')
  expect(bot.api.sent.map(({ text }) => text).slice(0, 2)).toEqual([bot.api.sent[0]?.text, bot.api.sent[0]?.text])
  expect(bot.api.sent).toHaveLength(3)
})
