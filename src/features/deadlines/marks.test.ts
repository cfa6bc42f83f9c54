import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MARKS, markAt, nextMarkAt, reachedMark, restartMarks } from './marks.js'

const at = (hours: number) => new Date(Date.UTC(2026, 10, 12) + hours * 3_600_000)
const day = { startedAt: at(0), dueAt: at(24) }

test('half of a day is at noon, four fifths at 19:12, and the end is the end', () => {
  expect(MARKS.map((mark) => markAt(day, mark))).toEqual([at(12), at(19.2), at(24)])
  expect(nextMarkAt(day, 0)).toEqual(at(12))
  expect(nextMarkAt(day, 50)).toEqual(at(19.2))
  expect(nextMarkAt(day, 100)).toBeNull()
})

test('who comes late tells the last mark only', () => {
  expect([11.9, 12, 19.1, 23.9, 24, 900].map((hour) => reachedMark(day, at(hour)))).toEqual([0, 50, 50, 80, 100, 100])
})

test('an extended term is told of anew, except of what lies behind', () => {
  const longer = { startedAt: at(0), dueAt: at(72) }
  expect(restartMarks(longer, at(20))).toEqual({ toldPercent: 0, nextMarkAt: at(36) })
  expect(restartMarks(longer, at(40))).toEqual({ toldPercent: 50, nextMarkAt: markAt(longer, 80) })
  expect(restartMarks(longer, at(90))).toEqual({ toldPercent: 80, nextMarkAt: at(72) })
})

test('however the clock of the machine jumps, no mark is told twice, and the end is told once it is over', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -10, max: 40 }), { minLength: 1, maxLength: 30 }), (hours) => {
      const told: number[] = []
      let done = 0
      for (const hour of [...hours, 25]) {
        const due = nextMarkAt(day, done)
        const mark = reachedMark(day, at(hour))
        if (due === null || due > at(hour) || mark <= done) continue
        told.push(mark)
        done = mark
      }
      expect(told).toEqual([...new Set(told)].sort((a, b) => a - b))
      expect(told.at(-1)).toBe(100)
    }),
  )
})
