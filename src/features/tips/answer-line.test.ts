import { expect, test } from 'vitest'
import type { Json } from '../../engine/message.js'
import { readAnswer } from '../../engine/read-answer.js'
import { answerLine } from './answer-line.js'

/** A Monday, 20:30 in Vietnam. */
const TIME = { now: new Date('2026-11-16T13:30:00Z'), timeZone: 'Asia/Ho_Chi_Minh' }

function typed(input: 'date' | 'money', text: string): Json {
  const reading = readAnswer({ input } as Parameters<typeof readAnswer>[0], text, TIME)
  return reading.kind === 'read'
    ? reading.value
    : reading.kind === 'ask'
      ? (reading.candidates[0]?.value ?? null)
      : null
}

test.each([
  ['date', '9g30 sáng 12/11', '09:30 thứ năm, ngày 12/11/2026, viết là “9g30 sáng 12/11”'],
  ['date', 'tuần trước', 'tuần trước'],
  ['money', '5.000', '5.000 đồng (năm nghìn đồng), viết là “5.000”'],
  ['money', '5tr5', '5.500.000 đồng (năm triệu năm trăm nghìn đồng), viết là “5tr5”'],
] as const)('%s "%s" is told as "%s"', (input, text, line) => {
  expect(answerLine(typed(input, text))).toBe(line)
})

test('what was chosen, or told in words, stands alone', () => {
  expect(answerLine({ amount: 0, currency: 'VND', text: 'Không mất tiền' })).toBe('Không mất tiền')
  expect(answerLine('vietcombank')).toBe('vietcombank')
  expect(answerLine(['a', 'b'])).toBe('a, b')
  expect(answerLine(undefined)).toBeNull()
  expect(answerLine({})).toBeNull()
})
