import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Holiday } from './holidays.js'
import { makeCalendar } from './working-days.js'
import { isWorkingTime, parseWorkingHours } from './working-hours.js'

const hours = parseWorkingHours(readFileSync(new URL('../../../content/working-hours.yaml', import.meta.url), 'utf8'))
const weekly = [{ since: '2000-01-01', weekdays: [6, 7] }]
const calendarWith = (...days: Omit<Holiday, 'name'>[]) =>
  makeCalendar({ weekly, days: days.map((day) => ({ ...day, name: 'Thử' })) })
const isWork = (local: string, calendar = calendarWith(), unit = 'CA-21439', by = hours) =>
  isWorkingTime(new Date(`${local}+07:00`), unit, by, calendar)

test.each([
  ['07:29:59', false],
  ['07:30:00', true],
  ['11:29:59', true],
  ['11:30:00', false],
  ['13:29:59', false],
  ['13:30:00', true],
  ['16:59:59', true],
  ['17:00:00', false],
  ['00:00:00', false],
])('on a Thursday at %s it is working time: %s', (time, expected) => {
  expect(isWork(`2026-11-12T${time}`)).toBe(expected)
})

describe('days', () => {
  test('of the weekend, and public holidays, have no working time; tentative ones have', () => {
    expect(isWork('2026-11-14T09:00:00')).toBe(false)
    const off = (isTentative: boolean) => calendarWith({ day: '2026-11-24', kind: 'holiday', isTentative })
    expect(isWork('2026-11-24T09:00:00', off(false))).toBe(false)
    expect(isWork('2026-11-24T09:00:00', off(true))).toBe(true)
  })

  test('that were swapped: the Saturday is worked like Monday, its weekday is off', () => {
    const swapped = calendarWith(
      { day: '2026-11-13', kind: 'swapped_off', isTentative: false },
      { day: '2026-11-14', kind: 'worked', isTentative: false },
    )
    expect(isWork('2026-11-13T09:00:00', swapped)).toBe(false)
    expect(isWork('2026-11-14T09:00:00', swapped)).toBe(true)
    expect(isWork('2026-11-14T12:00:00', swapped)).toBe(false)
  })
})

describe('weekly rest of the console', () => {
  const sundays = makeCalendar({ weekly: [{ since: '2026-11-09', weekdays: [7] }], days: [] })
  const wednesdays = makeCalendar({ weekly: [{ since: '2026-11-09', weekdays: [3, 7] }], days: [] })

  test('that leaves Saturday to work makes it like Monday', () => {
    expect(isWork('2026-11-14T09:00:00', sundays)).toBe(true)
    expect(isWork('2026-11-14T12:00:00', sundays)).toBe(false)
    expect(isWork('2026-11-15T09:00:00', sundays)).toBe(false)
    expect(isWork('2026-11-07T09:00:00', sundays)).toBe(true)
  })

  test('changes nothing for a unit that leaves a working day out of its own hours', () => {
    const own = parseWorkingHours(
      'all: { monday: ["07:30-17:00"], tuesday: ["07:30-17:00"] }\nunits:\n  CA-21548: { monday: ["07:30-17:00"] }\n',
    )
    expect(isWork('2026-11-10T09:00:00', sundays, 'CA-21548', own)).toBe(false)
    expect(isWork('2026-11-14T09:00:00', sundays, 'CA-21548', own)).toBe(true)
  })

  test('on a Wednesday is kept by all, also by a unit with other hours', () => {
    const units = new Map([['CA-21548', hours.all]])
    for (const unit of ['CA-21439', 'CA-21548'])
      expect(isWork('2026-11-11T09:00:00', wednesdays, unit, { ...hours, units })).toBe(false)
    expect(isWork('2026-11-12T09:00:00', wednesdays)).toBe(true)
  })
})

test('a unit has its own shifts, three a day or on Saturdays', () => {
  const own = parseWorkingHours(
    'all: {}\nunits:\n  CA-21548: { saturday: ["00:00-02:00", "06:30-11:00", "22:00-24:00"] }\n',
  )
  const saturday = (time: string) => isWork(`2026-11-14T${time}`, calendarWith(), 'CA-21548', own)
  expect(['01:59', '02:00', '06:30', '21:59', '22:00', '23:59'].map(saturday)).toEqual([
    true,
    false,
    true,
    false,
    true,
    true,
  ])
  expect(isWork('2026-11-14T09:00:00', calendarWith(), 'CA-21439', own)).toBe(false)
})

test.each(['7:30-11:30', '11:30-07:30', '07:30', '13:30-24:30', '25:00-26:00'])(
  'the span %s is refused in words',
  (span) => {
    expect(() => parseWorkingHours(`all: { monday: ["${span}"] }`)).toThrow(span)
  },
)
