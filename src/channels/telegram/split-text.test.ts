import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitText } from './split-text.js'

test('a short text stays whole', () => {
  expect(splitText('Xin chào', 4096)).toEqual(['Xin chào'])
})

test('a long text is cut between paragraphs, then lines, then words', () => {
  expect(splitText('một hai\n\nba bốn', 10)).toEqual(['một hai', 'ba bốn'])
  expect(splitText('một hai\nba bốn', 10)).toEqual(['một hai', 'ba bốn'])
  expect(splitText('một hai ba bốn', 10)).toEqual(['một hai ba', 'bốn'])
})

test('no piece is over the limit, no character is lost and no pair is torn', () => {
  const words = fc.string({ unit: fc.constantFrom('a', 'ế', '😀', ' ', '\n', '\n\n'), maxLength: 200 })
  fc.assert(
    fc.property(words, fc.integer({ min: 2, max: 30 }), (text, max) => {
      const pieces = splitText(text, max)
      expect(pieces.every((piece) => piece.length <= max && isWhole(piece))).toBe(true)
      expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    }),
  )
})

/** A half of a surrogate pair turns into U+FFFD on its way through UTF-8. */
function isWhole(text: string): boolean {
  return Buffer.from(text).toString() === text
}
