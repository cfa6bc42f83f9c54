import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readable } from './readable.js'

test.each([
  ['vcb\u200bpay.com', 'vcbpay.com'],
  ['𝐯𝐜𝐛.com', 'vcb.com'],
  ['０９００', '0900'],
  ['hoà'.normalize('NFD'), 'hoà'],
  ['a\0b', 'ab'],
  ['a\ud800b', 'a\ufffdb'],
  ['a\ufe0fb\u00adc', 'abc'],
])('%j is read as %j, and leads back to what was written', (raw, plain) => {
  const { text, rawAt } = readable(raw)
  expect(text).toBe(plain)
  expect(rawAt(0, text.length)).toBe(raw)
})

test('a part of the text leads back to its part of what was written', () => {
  const { text, rawAt } = readable('vào 𝐯𝐜𝐛\u200b.com nhé')
  const start = text.indexOf('vcb')
  expect(rawAt(start, start + 'vcb.com'.length)).toBe('𝐯𝐜𝐛\u200b.com')
})

test('every piece of any text leads back to a piece of what was written that reads the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), fc.nat(20), (raw, start, length) => {
      const { text, rawAt } = readable(raw)
      const piece = rawAt(start, Math.min(start + length, text.length))
      expect(raw.includes(piece)).toBe(true)
    }),
  )
})
