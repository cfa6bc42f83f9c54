import { describe, expect, test } from 'vitest'
import { isSameToAnswer, moveQuestion, putQuestion, removeQuestion } from './edit-content.js'
import type { Question, QuizContent } from './quiz.js'
import { actsFor, mayApprove } from './review-rules.js'
import { showGroups } from './small-groups.js'

const question = (id: string, change: Partial<Question> = {}): Question =>
  ({
    ...{ id, kind: 'single', ask: `Câu ${id}?`, explain: 'Vì vậy.', checkBy: '2027-05-20' },
    source: { publisher: 'Báo', date: '2026', url: 'https://example.org' },
    options: [
      { text: 'Một', right: true },
      { text: 'Hai', right: false },
    ],
    ...change,
  }) as Question
const content: QuizContent = { title: 'Bộ', topics: [], questions: ['a', 'b', 'c'].map((id) => question(id)) }
const ids = ({ questions }: QuizContent) => questions.map(({ id }) => id).join('')

describe('a quiz being edited', () => {
  test('gets a question at its end, or in the place of another', () => {
    expect(ids(putQuestion(content, question('d'), null))).toBe('abcd')
    expect(ids(putQuestion(content, question('d'), 'b'))).toBe('adc')
    expect(ids(putQuestion(content, question('d'), 'gone'))).toBe('abcd')
    expect(ids(removeQuestion(content, 'b'))).toBe('ac')
  })

  test('moves a question by one, and none beyond the edge', () => {
    expect(ids(moveQuestion(content, 'b', -1))).toBe('bac')
    expect(ids(moveQuestion(content, 'b', 1))).toBe('acb')
    expect(ids(moveQuestion(content, 'a', -1))).toBe('abc')
    expect(ids(moveQuestion(content, 'c', 1))).toBe('abc')
    expect(ids(moveQuestion(content, 'gone', 1))).toBe('abc')
  })

  test('keeps the counts of a question whose words alone change, and not of one with other options', () => {
    const first = question('a')
    expect(isSameToAnswer(first, question('a', { ask: 'Câu khác?' }))).toBe(true)
    expect(isSameToAnswer(first, question('a', { kind: 'scam' }))).toBe(false)
    expect(
      isSameToAnswer(
        first,
        question('a', {
          options: [
            { text: 'Một', right: false },
            { text: 'Hai', right: true },
          ],
        }),
      ),
    ).toBe(false)
  })
})

describe('a quiz is approved', () => {
  const version = (number: number, writtenBy: string | null, isApproved = false) => ({
    ...{ number, writtenBy },
    approvedAt: isApproved ? new Date(0) : null,
  })

  test('by somebody who wrote none of it since the last approval', () => {
    const versions = [version(1, 'lan', true), version(2, 'mai'), version(3, 'mai')]
    expect(mayApprove('lan', versions)).toBe(true)
    expect(mayApprove('mai', versions)).toBe(false)
    expect(mayApprove('lan', [version(1, 'lan'), version(2, 'mai')])).toBe(false)
    expect(mayApprove('lan', [version(1, null)])).toBe(true)
  })

  test('only when that was asked for', () => {
    expect(actsFor('draft')).not.toContain('review')
    expect(actsFor('review')).toContain('review')
    expect(actsFor('withdrawn')).toEqual(['edit'])
  })
})

test('groups stand by their names, and of fewer than five games no number is shown', () => {
  const group = (name: string, results: number) => ({ name, results, right: results * 4, questions: results * 5 })
  expect(showGroups([group('Trường Đ', 7), group('Trường A', 4), group('Trường Đại học', 5)])).toEqual([
    { name: 'Trường A', results: null, share: null },
    { name: 'Trường Đ', results: 7, share: 80 },
    { name: 'Trường Đại học', results: 5, share: 80 },
  ])
})
