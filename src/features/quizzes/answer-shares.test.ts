import { expect, test } from 'vitest'
import { shareAnswers } from './answer-shares.js'
import { periodOf } from './period.js'
import type { Question } from './quiz.js'

const COMMON = {
  ...{ id: 'q', ask: 'Hỏi?', explain: 'Vì.', checkBy: '2027-05-20' },
  source: { publisher: 'Báo', date: '2026', url: 'https://example.org' },
}
const options = (...right: boolean[]) => right.map((isRight, index) => ({ text: `Lựa chọn ${index}`, right: isRight }))
const counted = (chosen: string, count: number, isRight: boolean) => ({
  ...{ questionId: 'q', chosen: chosen.split(''), count, isRight },
})

test('of a question is known how many got it right, and which wrong answer draws people', () => {
  const question: Question = { ...COMMON, kind: 'single', options: options(true, false, false) }
  const other = { ...counted('0', 9, true), questionId: 'other' }
  const shares = shareAnswers(question, [counted('0', 6, true), counted('2', 3, false), counted('1', 1, false), other])
  expect(shares).toMatchObject({ answers: 10, right: 60 })
  expect(shares.options.map(({ share, isRight }) => [share, isRight])).toEqual([
    [60, true],
    [10, false],
    [30, false],
  ])
})

test('where several are right each option counts by itself, and of orders the most common ones', () => {
  const several: Question = { ...COMMON, kind: 'several', options: options(true, true, false) }
  expect(
    shareAnswers(several, [counted('01', 3, true), counted('02', 1, false)]).options.map(({ share }) => share),
  ).toEqual([100, 75, 25])
  const order: Question = { ...COMMON, kind: 'order', options: options(false, false, false) }
  expect(shareAnswers(order, [counted('102', 1, false), counted('012', 3, true)]).options).toEqual([
    { label: '1 → 2 → 3', isRight: true, count: 3, share: 75 },
    { label: '2 → 1 → 3', isRight: false, count: 1, share: 25 },
  ])
})

test('nobody has answered yet', () => {
  const question: Question = { ...COMMON, kind: 'true_false', answer: true }
  expect(shareAnswers(question, [])).toMatchObject({ answers: 0, right: 0, options: [{ share: 0 }, { share: 0 }] })
})

test('a period is a whole month', () => {
  expect(periodOf('this', '2026-12-31')).toEqual({ from: '2026-12-01', until: '2027-01-01' })
  expect(periodOf('last', '2026-01-05')).toEqual({ from: '2025-12-01', until: '2026-01-01' })
  expect(periodOf('all', '2026-01-05')).toEqual({ from: null, until: null })
})
