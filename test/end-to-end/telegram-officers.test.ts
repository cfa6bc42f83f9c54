import { describe, expect } from 'vitest'
import { makeChatLinkCode } from '../../src/features/notices/link-chat.js'
import { takeTip } from '../../src/features/tips/take-tip.js'
import type { Officer } from '../../src/features/officers/as-officer.js'
import { act, givenOfficer } from '../harness/officers.js'
import { filesReport } from '../harness/report.js'
import { givenTip } from '../tips/given-tip.js'
import { type Bot, test, until } from './telegram-case.js'

const DUC_PHO = 'CA-21439'
const PROVINCE = 'CAT-51'

/** An officer whose own chat is tied to the account with the one-time code. */
async function givenLinkedOfficer(bot: Bot, unit: string, chatId: number): Promise<Officer> {
  const officer = await givenOfficer(bot.test, 'intake', unit)
  const { deps } = bot.test.app.platform
  const code = await bot.test.db.transaction().execute((tx) => makeChatLinkCode(tx, deps, officer.id))
  expect((await bot.reporter(chatId).says(code)).text).toContain('Đã liên kết')
  return officer
}

const SAID = 'Tôi bị lừa chuyển 5 triệu cho Nguyễn Văn Bịa, tài khoản 0123456789012'

describe("an officer's own chat", () => {
  test('a linked chat is told number, category and clock, and nothing that the citizen wrote', async ({ bot }) => {
    await givenLinkedOfficer(bot, DUC_PHO, 9)
    await filesReport(bot.reporter(1), { description: SAID })
    const { number } = await bot.test.db.selectFrom('tip').select('number').executeTakeFirstOrThrow()
    const notice = await bot.api.citizen(9).waitForMessage(number)
    expect(notice.text).toMatch(/^Tin mới: \d{4}-\d{6} · P\d · .+ · hạn \d{2}:\d{2} \d{2}-\d{2}$/)
    for (const word of ['Bịa', '0123456789012', '5 triệu', 'Đức Phổ']) expect(notice.text).not.toContain(word)
  })

  test('a code works once, and a wrong one links nothing', async ({ bot }) => {
    const officer = await givenOfficer(bot.test, 'intake', DUC_PHO)
    const { deps } = bot.test.app.platform
    const code = await bot.test.db.transaction().execute((tx) => makeChatLinkCode(tx, deps, officer.id))
    expect((await bot.reporter(8).says('LK-0000000000')).text).toContain('không đúng hoặc đã hết hạn')
    await bot.reporter(9).says(code)
    expect((await bot.reporter(8).says(code)).text).toContain('không đúng hoặc đã hết hạn')
    expect(await bot.test.db.selectFrom('officerChat').select('officerId').execute()).toEqual([
      { officerId: officer.id },
    ])
  })

  test('a flood of 30 tips is one notice and one digest', async ({ bot }) => {
    await givenLinkedOfficer(bot, DUC_PHO, 9)
    const before = bot.api.sent.length
    await givenTip(bot.test)
    bot.carry()
    await bot.api.citizen(9).waitForMessage('Tin mới')
    for (let count = 0; count < 30; count++) await givenTip(bot.test)
    await bot.test.app.sweeper.runAll()
    expect(bot.api.sent).toHaveLength(before + 1)
    bot.test.clock.advance({ minutes: 2 })
    bot.carry()
    const digest = await bot.api.citizen(9).waitForMessage('Có 30 thông báo')
    expect(digest.text.split('\n').length).toBeLessThanOrEqual(7)
    expect(bot.api.sent).toHaveLength(before + 2)
  })
})

describe('P0', () => {
  test('what nobody claims in 15 minutes also goes to the level above', async ({ bot }) => {
    await givenOfficer(bot.test, 'intake', DUC_PHO)
    const above = await givenLinkedOfficer(bot, PROVINCE, 9)
    await filesReport(bot.reporter(1), { danger: 'Có người nguy hiểm' })
    const { number, urgency } = await bot.test.db
      .selectFrom('tip')
      .select(['number', 'urgency'])
      .executeTakeFirstOrThrow()
    expect(urgency).toBe('P0')
    await bot.test.db.updateTable('officerChat').set({ lastNoticeAt: null }).execute()
    bot.test.clock.advance({ minutes: 14 })
    await bot.test.app.sweeper.runAll()
    expect(await escalations(bot)).toBe(0)
    bot.test.clock.advance({ minutes: 2 })
    await bot.test.app.sweeper.runAll()
    await bot.api.citizen(9).waitForMessage('Tin khẩn chưa có người nhận')
    const { deps } = bot.test.app.platform
    expect((await act(bot.test, above, (tx) => takeTip(tx, deps, above, number))).number).toBe(number)
  })

  test('what was claimed in time stays where it is', async ({ bot }) => {
    const intake = await givenOfficer(bot.test, 'intake', DUC_PHO)
    await filesReport(bot.reporter(1), { danger: 'Có người nguy hiểm' })
    const { number } = await bot.test.db.selectFrom('tip').select('number').executeTakeFirstOrThrow()
    const { deps } = bot.test.app.platform
    await act(bot.test, intake, (tx) => takeTip(tx, deps, intake, number))
    bot.test.clock.advance({ minutes: 30 })
    await bot.test.app.sweeper.runAll()
    await until(async () => (await escalations(bot)) === 0)
  })
})

async function escalations({ test: { db } }: Bot): Promise<number> {
  return (await db.selectFrom('tipEvent').select('id').where('type', '=', 'escalated').execute()).length
}
