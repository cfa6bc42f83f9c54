import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { dayIn, endsOf, startClocks, type Term } from './deadline.js'
import { type Holiday, parseHolidays } from './holidays.js'
import { makeCalendar, type WeeklyRest } from './working-days.js'

const days = parseHolidays(readFileSync(new URL('../../../content/holidays.yaml', import.meta.url), 'utf8'))
const weekly = [{ since: '2000-01-01', weekdays: [6, 7] }]
const calendar = makeCalendar({ days, weekly })

/** A moment in Vietnam, written without its zone. */
const at = (local: string) => new Date(`${local}+07:00`)
const RULES = { isPassedOn: true, isRemote: false, isInvestigating: false, calendar }
const clocks = (start: string, isRemote = false) => startClocks(at(start), { ...RULES, isRemote })
const withDay = (day: string, kind: Holiday['kind'], isTentative = false) =>
  makeCalendar({ weekly, days: [...days.filter((one) => one.day !== day), { day, name: 'Thử', kind, isTentative }] })

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
  ['an end on Tết 2029, a Tuesday', '2029-01-24T12:00:00', '2029-02-14T00:00:00', '2029-02-17T00:00:00'],
  ['an end on Tết 2030, a Saturday', '2030-01-13T12:00:00', '2030-02-03T00:00:00', '2030-02-06T00:00:00'],
  ['an end on the day after Tết 2030', '2030-01-15T12:00:00', '2030-02-05T00:00:00', '2030-02-06T00:00:00'],
  ['an end on Giỗ Tổ 2030, a Friday', '2030-03-23T12:00:00', '2030-04-13T00:00:00', '2030-04-16T00:00:00'],
  ['an end on a day off that is not certain', '2026-11-04T12:00:00', '2026-11-25T00:00:00', '2026-11-25T00:00:00'],
])('from %s a tip is due 20 days later at 24:00', (_name, start, due, dueWorking) => {
  expect(clocks(start)[1]).toMatchObject({
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

test('what is where it belongs has no pass-on hours, and an investigating body has the prosecutor to tell', () => {
  const options = { ...RULES, isPassedOn: false, isRemote: true }
  const kinds = (isInvestigating: boolean) =>
    startClocks(at('2026-11-02T09:00:00'), { ...options, isInvestigating }).map(({ kind }) => kind)
  expect(kinds(false)).toEqual(['resolve'])
  expect(kinds(true)).toEqual(['resolve', 'prosecutor'])
})

test.each(['America/New_York', 'Pacific/Auckland', 'Europe/London', 'UTC'])(
  'a machine that stands in %s counts Vietnam’s days',
  (zone) => {
    const own = process.env['TZ']
    process.env['TZ'] = zone
    try {
      // The hour in which summer time begins or ends there, and the last minute of a Vietnamese day.
      expect(clocks('2026-11-01T13:30:00')[1]?.dueAt).toEqual(at('2026-11-22T00:00:00'))
      expect(clocks('2027-03-14T23:59:59')[1]?.dueAt).toEqual(at('2027-04-04T00:00:00'))
    } finally {
      if (own === undefined) delete process.env['TZ']
      else process.env['TZ'] = own
    }
  },
)

describe('a term in months', () => {
  const months = (start: string, length: number) => endsOf(at(start), { length, unit: 'months' }, calendar)
  test.each([
    ['on the same date', '2026-11-12T09:00:00', 2, '2027-01-13T00:00:00', '2027-01-13T00:00:00'],
    ['on the last day of a shorter month', '2026-12-31T09:00:00', 2, '2027-03-01T00:00:00', '2027-03-02T00:00:00'],
    ['on the leap day', '2027-12-31T09:00:00', 2, '2028-03-01T00:00:00', '2028-03-01T00:00:00'],
    ['from a leap day on its date', '2028-02-29T09:00:00', 4, '2028-06-30T00:00:00', '2028-06-30T00:00:00'],
    ['moved off a Sunday', '2026-11-28T23:59:59', 4, '2027-03-29T00:00:00', '2027-03-30T00:00:00'],
  ])('ends %s', (_name, start, length, due, dueWorking) => {
    expect(months(start, length)).toEqual({ dueAt: at(due), dueAtWorking: at(dueWorking) })
  })
})

describe('three working days', () => {
  const due = (start: string, by = calendar) => endsOf(at(start), { length: 3, unit: 'working_days' }, by).dueAt
  test.each([
    ['on a Monday end on Thursday', '2026-11-02T09:00:00', '2026-11-06T00:00:00'],
    ['on a Friday leave the weekend out', '2026-11-06T23:59:59', '2026-11-12T00:00:00'],
    ['on a Saturday begin on Monday', '2026-11-07T08:00:00', '2026-11-12T00:00:00'],
    ['before Tết 2027 go on after it', '2027-02-04T09:00:00', '2027-02-11T00:00:00'],
    ['are not moved by 24/11/2026 while it is tentative', '2026-11-23T09:00:00', '2026-11-27T00:00:00'],
  ])('that begin %s', (_name, start, end) => {
    expect(due(start)).toEqual(at(end))
  })

  test('are a day longer once 24/11 is certain, and shorter by a Saturday that is worked', () => {
    expect(due('2026-11-23T09:00:00', withDay('2026-11-24', 'holiday'))).toEqual(at('2026-11-28T00:00:00'))
    expect(due('2026-11-06T09:00:00', withDay('2026-11-07', 'worked'))).toEqual(at('2026-11-11T00:00:00'))
    expect(due('2026-11-02T09:00:00', withDay('2026-11-03', 'swapped_off'))).toEqual(at('2026-11-07T00:00:00'))
  })
})

describe('weekly days of rest', () => {
  test('hold from their day on: with Saturdays worked a term that ends on one is not moved', () => {
    const six: WeeklyRest[] = [{ since: '2026-11-28', weekdays: [7] }, ...weekly]
    const end = (start: string) =>
      endsOf(at(start), { length: 20, unit: 'days' }, makeCalendar({ days: [], weekly: six })).dueAtWorking
    expect(end('2026-11-01T09:00:00')).toEqual(at('2026-11-24T00:00:00'))
    expect(end('2026-11-08T09:00:00')).toEqual(at('2026-11-29T00:00:00'))
  })

  test('that left no working day would not hang the program', () => {
    const never = makeCalendar({ days: [], weekly: [{ since: '2000-01-01', weekdays: [1, 2, 3, 4, 5, 6, 7] }] })
    expect(endsOf(at('2026-11-01T09:00:00'), { length: 20, unit: 'days' }, never).dueAtWorking).toBeInstanceOf(Date)
  })
})

describe('whatever the start and the days off', () => {
  const starts = fc.date({ min: at('2026-11-01T00:00'), max: at('2030-06-01T00:00'), noInvalidDate: true })
  const terms = fc.constantFrom<Term>(
    { length: 20, unit: 'days' },
    { length: 3, unit: 'working_days' },
    { length: 2, unit: 'months' },
    { length: 4, unit: 'months' },
  )
  const calendars = fc
    .array(
      fc.record({
        day: fc.integer({ min: 0, max: 1500 }),
        kind: fc.constantFrom<Holiday['kind']>('holiday', 'swapped_off', 'worked'),
        isTentative: fc.boolean(),
      }),
      { maxLength: 60 },
    )
    .map((marks) => {
      const first = Temporal.PlainDate.from('2026-11-01')
      const all = marks.map(({ day, ...rest }) => ({ ...rest, day: first.add({ days: day }).toString(), name: 'Thử' }))
      return makeCalendar({ days: all, weekly })
    })

  test('the moved end is never before the calendar end, and always ends a working day', () => {
    fc.assert(
      fc.property(starts, terms, calendars, (start, term, by) => {
        const { dueAt, dueAtWorking } = endsOf(start, term, by)
        expect(dueAtWorking >= dueAt && dueAt > start).toBe(true)
        expect(by.isWorkingDay(dayIn(new Date(dueAtWorking.getTime() - 1)))).toBe(true)
      }),
    )
  })

  test('who comes later is never due earlier, and counting again gives the same', () => {
    fc.assert(
      fc.property(starts, starts, terms, calendars, (one, other, term, by) => {
        const [early, late] = one < other ? [one, other] : [other, one]
        const [first, second] = [endsOf(early, term, by), endsOf(late, term, by)]
        expect(first.dueAt <= second.dueAt && first.dueAtWorking <= second.dueAtWorking).toBe(true)
        expect(endsOf(early, term, by)).toEqual(first)
      }),
    )
  })
})
