import { describe, expect } from 'vitest'
import type { Citizen } from '../harness/citizen.js'
import { dumpDatabase } from '../harness/dump.js'
import { test } from '../harness/test.js'
import { listSubscribers, listSubscriptions, subscribes } from './subscriber.js'

describe('two chats of one person', () => {
  const codeIn = (text: string) => /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0] ?? ''

  /** A code shown in the settings of a chat that is subscribed. */
  const getsCode = async (citizen: Citizen) => {
    for (const said of ['NHAN TIN', 'kênh khác', 'lấy mã ghép']) await citizen.says(said)
    return codeIn(
      citizen
        .messages()
        .map(({ text }) => text)
        .findLast((text) => text.includes('Mã ghép của bạn')) ?? '',
    )
  }

  test('become one subscriber with the older wishes; a bulletin comes once unless both are wanted', async ({ app }) => {
    const [phone, laptop] = [app.citizen('phone'), app.citizen('laptop')]
    await subscribes(phone)
    for (const said of ['số bản tin mỗi tuần', '5', 'xong']) await phone.says(said)
    app.clock.advance({ minutes: 1 })
    await subscribes(laptop)
    await laptop.says('xong')
    const code = await getsCode(phone)
    await laptop.says('NHAN TIN')
    await laptop.says('kênh khác')
    expect((await laptop.says(`GHEP ${code.toLowerCase()}`)).join()).toMatch(
      /cuộc trò chuyện kia có trước[\s\S]*ở cả hai kênh không/,
    )
    expect((await laptop.says('một lần')).join()).toContain('đã ghép 2 kênh, mỗi bản tin nhận ở một kênh')
    expect(await listSubscribers(app)).toMatchObject([{ weeklyCap: 5, wantsAllChannels: false }])
    const rows = await listSubscriptions(app)
    expect(new Set(rows.map(({ subscriberId }) => subscriberId)).size).toBe(1)
    await laptop.says('kênh khác')
    await laptop.says('nhận ở mọi kênh')
    expect(await listSubscribers(app)).toMatchObject([{ wantsAllChannels: true }])
    expect(await app.db.selectFrom('subscriberLink').select('subscriberId').execute()).toEqual([])
  })

  test('the second needs no wishes of its own: after the consent the code is enough', async ({ app }) => {
    const [phone, laptop] = [app.citizen('phone'), app.citizen('laptop')]
    await subscribes(phone)
    const code = await getsCode(phone)
    await laptop.says('NHAN TIN')
    await laptop.presses('Đồng ý')
    await laptop.presses('Tôi có mã ghép')
    await laptop.says(code)
    await laptop.presses('Có, cả hai kênh')
    expect(laptop.last().text).toContain('nhận ở cả 2 kênh')
    expect(await listSubscriptions(app)).toHaveLength(2)
    const said = (await laptop.says('DUNG')).join()
    expect(said).toMatch(/Đã dừng ở cuộc trò chuyện này[\s\S]*1 kênh khác đã ghép/)
    expect((await listSubscriptions(app)).map(({ leftAt }) => leftAt === null)).toEqual([true, false])
    expect((await phone.says('DUNG')).join()).toMatch(/^Đã dừng\. Từ giờ/)
  })

  test('a code holds 15 minutes and once, is kept as a keyed hash, and guessing it ends after five tries', async ({
    app,
  }) => {
    const [phone, laptop] = [app.citizen('phone'), app.citizen('laptop')]
    await subscribes(phone)
    const code = await getsCode(phone)
    const dump = await dumpDatabase(app.db)
    for (const secret of [code, code.replace('-', '')]) expect(dump).not.toContain(secret)
    expect((await phone.says('kênh khác')).length).toBeGreaterThan(0)
    expect((await phone.says(`GHEP ${code}`)).join()).toContain('của chính cuộc trò chuyện này')
    await laptop.says('NHAN TIN')
    await laptop.presses('Đồng ý')
    await laptop.presses('Tôi có mã ghép')
    app.clock.advance({ minutes: 16 })
    expect((await laptop.says(`GHEP ${code}`)).join()).toContain('đã quá 15 phút')
    for (let tries = 0; tries < 4; tries++) await laptop.says('GHEP 0000-0000')
    await phone.says('về cài đặt')
    const fresh = await getsCode(phone)
    expect((await laptop.says(`GHEP ${fresh}`)).join()).toContain('thử lại sau 60 phút')
    expect(await listSubscriptions(app)).toHaveLength(1)
    app.clock.advance({ minutes: 61 })
    await app.app.sweeper.runAll()
    expect(await app.db.selectFrom('subscriberLink').select('subscriberId').execute()).toEqual([])
  })
})
