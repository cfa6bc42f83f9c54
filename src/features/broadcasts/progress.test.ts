import { expect, test } from 'vitest'
import { monthOf } from './month.js'
import { toProgress } from './progress.js'
import { summariseAudience } from './audience-summary.js'

const ACCOUNTS = [
  { id: 'telegram', name: 'Telegram', ratePerSecond: 30 },
  { id: 'webchat', name: 'Web', ratePerSecond: 0 },
]

test('who was never to get it is no part of the way, and who was dropped late is', () => {
  const counts = [
    { accountId: 'telegram', state: 'sent', reason: null, people: 50 },
    { accountId: 'telegram', state: 'pending', reason: null, people: 300 },
    { accountId: 'telegram', state: 'ineligible', reason: 'weekly_cap', people: 900 },
    { accountId: 'telegram', state: 'ineligible', reason: 'late', people: 10 },
    { accountId: 'webchat', state: 'pending', reason: null, people: 40 },
  ]
  expect(toProgress({ state: 'sending' }, counts, ACCOUNTS)).toMatchObject({
    all: 400,
    done: 60,
    sent: 50,
    waiting: 340,
    secondsLeft: 10,
  })
  expect(toProgress({ state: 'paused' }, counts, ACCOUNTS).secondsLeft).toBeNull()
})

test('an audience is told by channel, with who waits and who is left out', () => {
  const counts = [
    { accountId: 'telegram', reason: null, isQuiet: false, people: 60 },
    { accountId: 'telegram', reason: null, isQuiet: true, people: 30 },
    { accountId: 'telegram', reason: 'blocked', isQuiet: false, people: 4 } as const,
    { accountId: 'gone', reason: 'channel_off', isQuiet: false, people: 2 } as const,
  ]
  expect(summariseAudience(counts, ACCOUNTS)).toEqual({
    accounts: [
      { name: 'Telegram', now: 60, quiet: 30, ineligible: [{ reason: 'blocked', people: 4 }] },
      { name: 'gone', now: 0, quiet: 0, ineligible: [{ reason: 'channel_off', people: 2 }] },
    ],
    people: 90,
    seconds: 3,
  })
})

test('a month begins at midnight in Vietnam, and one to come is the present one', () => {
  const at = { now: new Date('2026-11-30T18:00:00Z'), timeZone: 'Asia/Ho_Chi_Minh' }
  expect(monthOf('', at)).toMatchObject({
    key: '2026-12',
    from: new Date('2026-11-30T17:00:00Z'),
    to: new Date('2026-12-31T17:00:00Z'),
  })
  expect(monthOf('2026-02', at)).toMatchObject({ words: '2/2026', from: new Date('2026-01-31T17:00:00Z') })
  expect([monthOf('2027-05', at).key, monthOf('2026-13', at).key]).toEqual(['2026-12', '2026-12'])
})
