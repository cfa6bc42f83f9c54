import { expect, test } from 'vitest'
import { readNumber } from './number.js'

test.each([
  ['0', 0],
  ['12', 12],
  ['khoảng 12 người', 12],
  ['1.234', 1234],
  ['1.234.567,5', 1234567.5],
  ['1,5', 1.5],
  ['-3', -3],
  ['hai', 2],
  ['mười lăm người', 15],
  ['hai mươi mốt', 21],
  ['mot tram linh nam', 105],
])('%s is %d', (text, value) => {
  expect(readNumber(text)).toEqual({ kind: 'number', value })
})

test.each(['', 'nhiều', '3 hoặc 4', 'ba tôi bị lừa', '9'.repeat(30)])('"%s" is no number', (text) => {
  expect(readNumber(text)).toEqual({ kind: 'none' })
})
