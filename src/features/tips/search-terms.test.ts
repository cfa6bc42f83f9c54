import { expect, test } from 'vitest'
import { likePattern, searchTerms } from './search-terms.js'

test('words are looked for in any order, without marks and case', () => {
  expect(searchTerms('Lừa  ĐẢO zalo')).toEqual([['lua'], ['dao'], ['zalo']])
})

test.each(['0900000000', '0900 000 000', '0900.000.000', '+84 900 000 000', '84900000000'])(
  'the phone number %s is found as it is stored',
  (typed) => {
    expect(searchTerms(typed)[0]).toContain('+84900000000')
    expect(searchTerms(typed)).toHaveLength(1)
  },
)

test('the beginning of a phone number finds it too', () => {
  expect(searchTerms('0912345')).toEqual([['0912345', '+84912345']])
})

test('a tip number is one term, also without its zeros', () => {
  expect(searchTerms('2026-000123')).toEqual([['2026 000123']])
  expect(searchTerms('2026-123')).toEqual([['2026 000123']])
})

test('an account number in groups is one number', () => {
  expect(searchTerms('1903 4567 8901 23')).toEqual([['19034567890123']])
})

test('nothing typed asks for nothing', () => {
  expect(searchTerms(' \u200b ')).toEqual([])
})

test('the signs of a pattern stand for themselves', () => {
  expect(likePattern('100%_\\')).toBe('%100\\%\\_\\\\%')
})
