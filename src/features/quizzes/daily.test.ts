import { afterEach, describe, expect, test } from 'vitest'
import { isTimeForDaily, placeOfDay, saysHowToStop, vietnamMoment, WINDOW_MINUTES } from './daily.js'
import { addDays } from './repetition.js'

const WISH = { dailyAt: 480, quietFrom: 1260, quietUntil: 420 }
const minutes = Array.from({ length: 1440 }, (_, minute) => minute)
const open = (wish: Parameters<typeof isTimeForDaily>[0]) =>
  minutes.filter((minute) => isTimeForDaily(wish, { day: '2026-11-12', minute }))

describe('over all minutes of a day the question may come', () => {
  test('in the three hours from the wished time', () => {
    expect(open(WISH)).toEqual(minutes.slice(480, 480 + WINDOW_MINUTES))
  })

  test('not in quiet hours, whether they pass midnight or not', () => {
    expect(open({ ...WISH, dailyAt: 1200 })).toEqual(minutes.slice(1200, 1260))
    expect(open({ ...WISH, dailyAt: 360 })).toEqual(minutes.slice(420, 540))
    expect(open({ dailyAt: 480, quietFrom: 500, quietUntil: 600 })).toEqual([
      ...minutes.slice(480, 500),
      ...minutes.slice(600, 660),
    ])
  })

  test('not on the day after the one that was wished', () => {
    expect(open({ dailyAt: 1380, quietFrom: 0, quietUntil: 0 })).toEqual(minutes.slice(1380))
  })

  test('never without a wish', () => {
    expect(open({ ...WISH, dailyAt: null })).toEqual([])
  })
})

describe('the time in Vietnam', () => {
  const zone = process.env['TZ']
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  })

  test.each(['UTC', 'America/Los_Angeles', 'Asia/Ho_Chi_Minh', 'Pacific/Kiritimati'])(
    'is the same on a machine in %s',
    (tz) => {
      process.env['TZ'] = tz
      expect(vietnamMoment(new Date('2026-11-11T17:00:00Z'))).toEqual({ day: '2026-11-12', minute: 0 })
      expect(vietnamMoment(new Date('2026-11-12T16:59:59Z'))).toEqual({ day: '2026-11-12', minute: 1439 })
    },
  )
})

test('a person sees every question once before any comes again', () => {
  const days = Array.from({ length: 90 }, (_, index) => addDays('2026-12-20', index))
  const places = days.map((day) => placeOfDay(day, 45))
  for (const [index, place] of places.entries()) {
    expect(places.slice(index + 1, index + 45)).not.toContain(place)
    expect(place).toBeLessThan(45)
  }
  expect(placeOfDay('2026-12-20', 0)).toBe(0)
})

test('how to stop is said once in seven days', () => {
  const days = Array.from({ length: 28 }, (_, index) => addDays('2026-11-12', index))
  expect(days.filter(saysHowToStop)).toHaveLength(4)
})
