import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { audienceAreas, durationWords, estimateSeconds, schedule, stateAfter } from './broadcast-rules.js'

const VIETNAM = 'Asia/Ho_Chi_Minh'
const DAY_MS = 86_400_000

describe('a schedule is the time on the wall where the officers are', () => {
  test('on all days of a week, at all hours, whatever hour it is saved', () => {
    for (let day = 0; day < 7; day++) {
      for (let hour = 0; hour < 24; hour++) {
        for (const savedHour of [0, 7, 16, 17, 23]) {
          const now = new Date(Date.UTC(2026, 10, 9 + day, savedHour) - 7 * 3_600_000)
          const wanted = Temporal.PlainDate.from('2026-11-09').add({ days: day + 1 })
          const time = `${String(hour).padStart(2, '0')}:30`
          const planned = schedule({ day: wanted.toString(), time, spanHours: 6 }, { now, timeZone: VIETNAM })
          if (planned.kind === 'wrong') throw new Error(`${wanted} ${time}: ${planned.why}`)
          const shown = Temporal.Instant.fromEpochMilliseconds(planned.startAt.getTime()).toZonedDateTimeISO(VIETNAM)
          expect(shown.toPlainDateTime().toString()).toBe(`${wanted}T${time}:00`)
          expect(shown.dayOfWeek).toBe(wanted.dayOfWeek)
          expect(planned.stopAt.getTime() - planned.startAt.getTime()).toBe(6 * 3_600_000)
        }
      }
    }
  })

  test('does not depend on where the machine stands', () => {
    const zone = process.env['TZ']
    const now = new Date('2026-11-12T09:00:00+07:00')
    const at = (tz: string) => {
      process.env['TZ'] = tz
      const planned = schedule({ day: '2026-11-15', time: '00:15', spanHours: 2 }, { now, timeZone: VIETNAM })
      return planned.kind === 'scheduled' ? planned.startAt.toISOString() : planned.why
    }
    expect(['UTC', 'America/New_York', 'Pacific/Auckland', VIETNAM].map(at)).toEqual(
      Array(4).fill('2026-11-14T17:15:00.000Z'),
    )
    process.env['TZ'] = zone
  })

  test('where clocks are changed, a skipped hour is the one after it and a repeated one the first', () => {
    const at = (day: string, time: string) => {
      const planned = schedule(
        { day, time, spanHours: 2 },
        { now: new Date('2027-01-01T00:00:00Z'), timeZone: 'Europe/Berlin' },
      )
      return planned.kind === 'scheduled' ? planned.startAt.toISOString() : planned.why
    }
    expect(at('2027-02-28', '02:30')).toBe('2027-02-28T01:30:00.000Z')
    const spring = schedule(
      { day: '2027-03-28', time: '02:30', spanHours: 2 },
      { now: new Date('2027-03-27T00:00:00Z'), timeZone: 'Europe/Berlin' },
    )
    const autumn = schedule(
      { day: '2027-10-31', time: '02:30', spanHours: 2 },
      { now: new Date('2027-10-30T00:00:00Z'), timeZone: 'Europe/Berlin' },
    )
    expect(spring).toMatchObject({ startAt: new Date('2027-03-28T01:30:00Z') })
    expect(autumn).toMatchObject({ startAt: new Date('2027-10-31T00:30:00Z') })
  })

  test.each([
    ['a day that is none', '2026-02-30', '08:00', { field: 'day', why: 'unreadable' }],
    ['a day in other words', 'mai', '08:00', { field: 'day', why: 'unreadable' }],
    ['a time that is none', '2026-11-13', 'sáng', { field: 'time', why: 'unreadable' }],
    ['an hour that is none', '2026-11-13', '25:00', { field: 'time', why: 'unreadable' }],
    ['a moment that is over', '2026-11-12', '08:59', { field: 'time', why: 'past' }],
    ['a day too far away', '2027-03-01', '08:00', { field: 'day', why: 'far' }],
  ])('%s is refused by its field', (_name, day, time, expected) => {
    const now = new Date('2026-11-12T09:00:00+07:00')
    expect(schedule({ day, time, spanHours: 6 }, { now, timeZone: VIETNAM })).toMatchObject(expected)
  })

  test('reads days and times as they are written in Vietnam', () => {
    const now = new Date('2026-11-12T09:00:00+07:00')
    const at = (day: string, time: string) => schedule({ day, time, spanHours: 2 }, { now, timeZone: VIETNAM })
    for (const time of ['8:05', '08:05', '8h05']) {
      expect(at('3/12/2026', time)).toMatchObject({ startAt: new Date('2026-12-03T08:05:00+07:00') })
    }
  })

  test('now is now', () => {
    const now = new Date('2026-11-12T09:00:00+07:00')
    const stopAt = new Date(now.getTime() + DAY_MS)
    expect(schedule({ spanHours: 24 }, { now, timeZone: VIETNAM })).toEqual({ kind: 'scheduled', startAt: now, stopAt })
  })
})

test('an officer sends to the own areas only; what is for the country goes to all of them', () => {
  expect(audienceAreas(['51', '21439'], ['51', '21439', '21289'])).toEqual(['51', '21439'])
  expect(audienceAreas(['VN'], ['51', '21439'])).toEqual(['51'])
  expect(audienceAreas(['VN'], ['21439'])).toEqual(['21439'])
  expect(audienceAreas(['VN'], ['VN', '51'])).toEqual(['VN'])
  expect(audienceAreas(['48'], ['51'])).toEqual([])
})

test('what ended cannot be taken up again', () => {
  expect(stateAfter('pause', 'sending')).toBe('paused')
  expect(stateAfter('resume', 'paused')).toBe('sending')
  expect(stateAfter('cancel', 'freezing')).toBe('cancelled')
  for (const ended of ['done', 'cancelled', 'missed'] as const) {
    expect([stateAfter('pause', ended), stateAfter('resume', ended), stateAfter('cancel', ended)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  }
})

test('the slowest channel decides how long it takes', () => {
  expect(
    estimateSeconds([
      { people: 3000, ratePerSecond: 30 },
      { people: 90_000, ratePerSecond: 0 },
      { people: 40, ratePerSecond: 20 },
    ]),
  ).toBe(100)
  expect(estimateSeconds([])).toBe(0)
  expect([30, 61, 3600, 33_333].map(durationWords)).toEqual([
    'chưa đến 1 phút',
    'khoảng 2 phút',
    'khoảng 1 giờ',
    'khoảng 9 giờ 16 phút',
  ])
})
