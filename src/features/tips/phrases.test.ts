import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parsePhrases } from './phrases.js'

const text = readFileSync(new URL('../../../content/phrases.yaml', import.meta.url), 'utf8')

test('every outcome and status has its sentence in both languages', () => {
  const phrases = parsePhrases(text)
  expect(Object.keys(phrases.outcomes)).toHaveLength(9)
  expect(Object.keys(phrases.statuses)).toHaveLength(4)
})

test('a missing outcome is refused', () => {
  expect(() => parsePhrases(text.replace(/ {2}trung_lap:[\s\S]*? {2}khong_dau/, '  khong_dau'))).toThrow('trung_lap')
})

test.each(['Xem tại https://example.com', 'Xem tại congan.vn ngay', 'Vào www.example nhé'])(
  'a sentence with a link is refused: %s',
  (sentence) => {
    expect(() => parsePhrases(text.replace('Tin của bạn đang được cán bộ xử lý.', sentence))).toThrow('no link')
  },
)
