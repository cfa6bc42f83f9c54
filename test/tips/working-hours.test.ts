import { describe, expect } from 'vitest'
import { makeChatLinkCode } from '../../src/features/notices/link-chat.js'
import type { Citizen } from '../harness/citizen.js'
import { givenOfficer } from '../harness/officers.js'
import { type TestApp, test } from '../harness/test.js'
import { DUC_PHO, givenTip } from './given-tip.js'

const at = (local: string) => new Date(`${local}+07:00`)

async function givenLinked(app: TestApp): Promise<Citizen> {
  const officer = await givenOfficer(app, 'intake', DUC_PHO)
  const chat = app.citizen(`officer-${officer.id}`)
  const { deps } = app.app.platform
  await chat.says(await app.db.transaction().execute((tx) => makeChatLinkCode(tx, deps, officer.id)))
  return chat
}

const told = (chat: Citizen) =>
  chat
    .messages()
    .map(({ text }) => text)
    .filter((text) => /\d{4}-\d{6}|tin báo\./.test(text))

async function sweepAt(app: TestApp, local: string): Promise<void> {
  app.clock.set(at(local))
  await app.app.sweeper.runAll()
  await app.drain()
}

describe('in the officer’s own chat', () => {
  test('what came at night is told in the morning, gathered; the console has it at once', async ({ app }) => {
    const chat = await givenLinked(app)
    app.clock.set(at('2026-11-12T20:00:00'))
    await givenTip(app)
    await givenTip(app)
    await sweepAt(app, '2026-11-12T20:05:00')
    expect(told(chat)).toEqual([])
    expect(await app.db.selectFrom('officerNotice').select('kind').execute()).toHaveLength(2)
    await sweepAt(app, '2026-11-13T07:29:00')
    expect(told(chat)).toEqual([])
    await sweepAt(app, '2026-11-13T07:30:00')
    expect(told(chat)).toHaveLength(1)
    expect(told(chat)[0]).toContain('về 2 tin báo.')
  })

  test('the lunch break holds back too', async ({ app }) => {
    const chat = await givenLinked(app)
    app.clock.set(at('2026-11-12T11:30:00'))
    await givenTip(app)
    await sweepAt(app, '2026-11-12T13:29:00')
    expect(told(chat)).toEqual([])
    await sweepAt(app, '2026-11-12T13:30:00')
    expect(told(chat)).toHaveLength(1)
  })

  test('an urgent tip is told at any hour, alone', async ({ app }) => {
    const chat = await givenLinked(app)
    app.clock.set(at('2026-11-12T23:00:00'))
    await givenTip(app)
    const { number } = await givenTip(app, { category: 'DE_DOA' })
    await sweepAt(app, '2026-11-12T23:01:00')
    expect(told(chat)).toEqual([expect.stringMatching(`^Tin mới: ${number} `)])
  })

  test('a term in hours that ends on a Saturday is told then, one in days that ends at midnight on Monday', async ({
    app,
  }) => {
    const chat = await givenLinked(app)
    app.clock.set(at('2026-11-13T09:00:00'))
    const { number } = await givenTip(app)
    await sweepAt(app, '2026-11-13T09:01:00')
    await sweepAt(app, '2026-11-14T09:00:00')
    expect(told(chat).slice(1)).toEqual([expect.stringMatching(`^Tin quá hạn \\(Chuyển tin\\): ${number} `)])
    const before = told(chat).length
    await sweepAt(app, '2026-11-27T08:00:00')
    const informed = told(chat).length
    expect(informed).toBeGreaterThan(before)
    await sweepAt(app, '2026-12-04T00:00:00')
    await sweepAt(app, '2026-12-04T07:29:00')
    expect(told(chat)).toHaveLength(informed)
    await sweepAt(app, '2026-12-04T07:30:00')
    expect(told(chat)).toHaveLength(informed + 1)
  })
})

describe('days off', () => {
  test.for([
    ['a public holiday', [{ day: '2026-11-13', kind: 'holiday' }], '2026-11-16T07:30:00'],
    [
      'a Friday swapped for a Saturday',
      [
        { day: '2026-11-13', kind: 'swapped_off' },
        { day: '2026-11-14', kind: 'worked' },
      ],
      '2026-11-14T07:30:00',
    ],
  ] as const)('%s: nobody is told before the next working day', async ([, days, next], { app }) => {
    for (const day of days)
      await app.db
        .insertInto('holiday')
        .values({ ...day, name: 'Thử' })
        .execute()
    const chat = await givenLinked(app)
    app.clock.set(at('2026-11-12T18:00:00'))
    await givenTip(app)
    // Of the hours that run meanwhile nothing is at stake here.
    await app.db.updateTable('tipClock').set({ nextMarkAt: null }).execute()
    await sweepAt(app, '2026-11-13T09:00:00')
    expect(told(chat)).toEqual([])
    await sweepAt(app, next)
    expect(told(chat)).toHaveLength(1)
  })

  test('a weekly rest of Fridays and Sundays: the next day of work is Saturday', async ({ app }) => {
    await app.db
      .insertInto('weeklyRest')
      .values({ since: '2026-11-09', weekdays: [5, 7] })
      .execute()
    const chat = await givenLinked(app)
    app.clock.set(at('2026-11-12T18:00:00'))
    await givenTip(app)
    await app.db.updateTable('tipClock').set({ nextMarkAt: null }).execute()
    await sweepAt(app, '2026-11-13T09:00:00')
    expect(told(chat)).toEqual([])
    await sweepAt(app, '2026-11-14T07:30:00')
    expect(told(chat)).toHaveLength(1)
  })
})
