import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startClocks } from './deadline.js'
import { parseHolidays } from './holidays.js'

const holidays = parseHolidays(readFileSync(new URL('../../../content/holidays.yaml', import.meta.url), 'utf8'))

/** A moment in Vietnam, written without its zone. */
const at = (local: string) => new Date(`${local}+07:00`)
const clocks = (start: string, isRemote = false) => startClocks(at(start), { isPassedOn: true, isRemote, holidays })

test.each([
  ['an ordinary day', '2026-11-02T09:00:00', '2026-11-23T00:00:00', '2026-11-24T00:00:00'],
  ['the last minute of a day', '2026-11-03T23:59:59', '2026-11-24T00:00:00', '2026-11-24T00:00:00'],
  ['the first minute of a day', '2026-11-04T00:00:00', '2026-11-25T00:00:00', '2026-11-25T00:00:00'],
  ['the end of a month', '2026-11-30T12:00:00', '2026-12-21T00:00:00', '2026-12-22T00:00:00'],
  ['the end of a year', '2026-12-31T12:00:00', '2027-01-21T00:00:00', '2027-01-21T00:00:00'],
  ['an end on New Year', '2026-12-12T12:00:00', '2027-01-02T00:00:00', '2027-01-05T00:00:00'],
  ['an end on Tết 2027, a Saturday', '2027-01-17T12:00:00', '2027-02-07T00:00:00', '2027-02-10T00:00:00'],
  ['an end on the third day of Tết 2027', '2027-01-19T12:00:00', '2027-02-09T00:00:00', '2027-02-10T00:00:00'],
  ['an end on 1 May 2027, a Saturday', '2027-04-11T12:00:00', '2027-05-02T00:00:00', '2027-05-04T00:00:00'],
  ['a leap day', '2028-02-09T12:00:00', '2028-03-01T00:00:00', '2028-03-01T00:00:00'],
  ['an end on a day off that is not certain', '2026-11-04T12:00:00', '2026-11-25T00:00:00', '2026-11-25T00:00:00'],
])('from %s a tip is due 20 days later at 24:00', (_name, start, due, dueWorking) => {
  expect(clocks(start)[1]).toEqual({
    kind: 'resolve',
    startedAt: at(start),
    dueAt: at(due),
    dueAtWorking: at(dueWorking),
  })
})

test('the pass-on hours run through nights and days off, twice as long for remote communes', () => {
  const start = '2027-02-05T22:00:00'
  expect(clocks(start)[0]).toMatchObject({ kind: 'pass_on', dueAt: at('2027-02-06T22:00:00') })
  expect(clocks(start, true)[0]).toMatchObject({ dueAt: at('2027-02-07T22:00:00') })
  expect(clocks(start)[0]?.dueAtWorking).toEqual(clocks(start)[0]?.dueAt)
})

test('what is where it belongs has no pass-on hours, only the days', () => {
  const started = startClocks(at('2026-11-02T09:00:00'), { isPassedOn: false, isRemote: true, holidays })
  expect(started.map(({ kind }) => kind)).toEqual(['resolve'])
})

test('the moved end is never before the calendar end, and always ends a working day', () => {
  fc.assert(
    fc.property(fc.date({ min: at('2026-11-01T00:00'), max: at('2028-08-01T00:00'), noInvalidDate: true }), (start) => {
      const [, resolve] = startClocks(start, { isPassedOn: true, isRemote: false, holidays })
      const lastDay = new Date((resolve?.dueAtWorking.getTime() ?? 0) - 1 + 7 * 3_600_000)
      expect(resolve && resolve.dueAtWorking >= resolve.dueAt).toBe(true)
      expect([0, 6]).not.toContain(lastDay.getUTCDay())
    }),
  )
})
