import { describe, expect } from 'vitest'
import { makeChatLinkCode } from '../../src/features/notices/link-chat.js'
import { transferTip } from '../../src/features/tips/transfer-tip.js'
import type { Officer } from '../../src/platform/officer.js'
import type { Citizen } from '../harness/citizen.js'
import { act, givenOfficer } from '../harness/officers.js'
import { type TestApp, test } from '../harness/test.js'
import { DUC_PHO, givenOfficer as signedInOfficer, givenTip, PA05, PROVINCE, SA_HUYNH } from './given-tip.js'

/** An officer with a chat of their own that was linked with a one-time code. */
async function givenLinked(app: TestApp, unit = DUC_PHO): Promise<{ officer: Officer; chat: Citizen }> {
  const officer = await givenOfficer(app, 'intake', unit)
  const chat = app.citizen(`officer-${officer.id}`)
  const { deps } = app.app.platform
  await chat.says(await app.db.transaction().execute((tx) => makeChatLinkCode(tx, deps, officer.id)))
  return { officer, chat }
}

/** What the chat was told of tips, each time. */
const told = (chat: Citizen) =>
  chat
    .messages()
    .map(({ text }) => text)
    .filter((text) => /\d{4}-\d{6}/.test(text))

async function sweepAfter(app: TestApp, time: { hours?: number; minutes?: number }): Promise<void> {
  app.clock.advance(time)
  await app.app.sweeper.runAll()
  await app.drain()
}

/** One notice was told; the next waits for its minute to pass. Returns how many were told. */
async function givenWaiting(app: TestApp, chat: Citizen): Promise<number> {
  await givenOfficer(app, 'intake', DUC_PHO)
  await givenTip(app)
  await sweepAfter(app, { minutes: 1 })
  await givenTip(app)
  await sweepAfter(app, { minutes: 0 })
  const waiting = await app.db
    .selectFrom('officerNotice')
    .innerJoin('officerChat', 'officerChat.officerId', 'officerNotice.officerId')
    .select('id')
    .where('chatDoneAt', 'is', null)
    .execute()
  expect(waiting).toHaveLength(1)
  return told(chat).length
}

describe('in the officer’s own chat', () => {
  test('several notices of one tip are told in one line', async ({ app }) => {
    const { chat } = await givenLinked(app)
    const { tipId, number } = await givenTip(app)
    const { unitId } = await app.db.selectFrom('tip').select('unitId').executeTakeFirstOrThrow()
    const notice = { tipId, unitId, kind: 'answer', createdAt: app.clock.now() }
    await app.db.insertInto('unitNotice').values(notice).execute()
    await sweepAfter(app, { minutes: 1 })
    expect(told(chat)).toEqual([expect.stringMatching(`^Người báo tin đã trả lời: ${number} `)])
  })

  test('who was switched off gets nothing, and what waited is not told later either', async ({ app }) => {
    const { officer, chat } = await givenLinked(app)
    const before = await givenWaiting(app, chat)
    await app.db.updateTable('officer').set({ isActive: false }).where('id', '=', officer.id).execute()
    await sweepAfter(app, { minutes: 2 })
    await app.db.updateTable('officer').set({ isActive: true }).where('id', '=', officer.id).execute()
    await sweepAfter(app, { minutes: 2 })
    expect(told(chat)).toHaveLength(before)
  })

  test.for([
    ['another unit', { unit: SA_HUYNH, role: 'intake' }],
    ['a role that sees no tips', { unit: DUC_PHO, role: 'comms' }],
  ] as const)('who was moved to %s is told nothing of the former unit’s tips', async ([, change], { app }) => {
    const { officer, chat } = await givenLinked(app)
    const before = await givenWaiting(app, chat)
    const { id: unitId } = await app.db
      .selectFrom('unit')
      .select('id')
      .where('code', '=', change.unit)
      .executeTakeFirstOrThrow()
    await app.db.updateTable('officer').set({ unitId, role: change.role }).where('id', '=', officer.id).execute()
    await sweepAfter(app, { minutes: 2 })
    expect(told(chat)).toHaveLength(before)
  })
})

describe('who is told', () => {
  test('a transfer is told to the officers of the new unit', async ({ app }) => {
    const { officer, chat: old } = await givenLinked(app)
    const { chat } = await givenLinked(app, SA_HUYNH)
    const { number } = await givenTip(app)
    await sweepAfter(app, { minutes: 1 })
    const before = told(old).length
    const { deps } = app.app.platform
    await act(app, officer, (tx) => transferTip(tx, deps, officer, number, { unitCode: SA_HUYNH, reason: 'Đúng nơi' }))
    await sweepAfter(app, { minutes: 2 })
    expect(told(chat)).toEqual([expect.stringMatching(`^Tin được chuyển đến: ${number} `)])
    expect(told(old)).toHaveLength(before)
  })

  test('a tip that is due soon, and one that is overdue, are told to its unit', async ({ app }) => {
    const { chat } = await givenLinked(app)
    const { number } = await givenTip(app)
    await sweepAfter(app, { minutes: 1 })
    await sweepAfter(app, { hours: 21 })
    await sweepAfter(app, { hours: 4 })
    await sweepAfter(app, { minutes: 1 })
    expect(told(chat).map((text) => text.split(' · ')[0])).toEqual([
      `Tin mới: ${number}`,
      `Tin đã qua 80% thời hạn (Chuyển tin): ${number}`,
      `Tin sắp đến hạn: ${number}`,
      `Tin quá hạn (Chuyển tin): ${number}`,
    ])
  })

  test('two terms that are over at one moment are two notices that say which', async ({ app }) => {
    await givenOfficer(app, 'intake', PA05)
    const above = await signedInOfficer(app, 'lead', PROVINCE)
    await givenTip(app, { category: 'MA_DOC_LINK' })
    app.clock.advance({ days: 25 })
    await app.app.sweeper.runAll()
    await app.app.sweeper.runAll()
    await above.signIn()
    const { body } = await above.get('/console/notices')
    for (const term of ['Giải quyết', 'Thông báo Viện kiểm sát'])
      expect(body.split(`Tin quá hạn ở đơn vị cấp dưới (${term})`)).toHaveLength(2)
  })
})
