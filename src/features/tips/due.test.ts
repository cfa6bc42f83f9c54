import { expect, test } from 'vitest'
import { dueState, dueWords } from './due.js'

const now = new Date('2026-11-12T09:00:00+07:00')
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

test.each([
  [-1, 'overdue'],
  [0, 'overdue'],
  [1, 'soon'],
  [240, 'soon'],
  [241, 'later'],
])('a tip due in %i minutes is %s', (minutes, state) => {
  expect(dueState(after(minutes), now)).toBe(state)
})

test.each([
  [0.5, 'còn chưa đến 1 phút'],
  [45, 'còn 45 phút'],
  [60, 'còn 1 giờ'],
  [200, 'còn 3 giờ 20 phút'],
  [24 * 60, 'còn 24 giờ'],
  [48 * 60, 'còn 2 ngày'],
  [0, 'quá hạn chưa đến 1 phút'],
  [-90, 'quá hạn 1 giờ 30 phút'],
  [-3 * 24 * 60, 'quá hạn 3 ngày'],
])('a tip due in %d minutes reads “%s”', (minutes, words) => {
  expect(dueWords(after(minutes), now)).toBe(words)
})
