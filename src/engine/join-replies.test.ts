import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinReplies } from './join-replies.js'
import { withNumberedChoices } from './numbered.js'

const choices = [
  { value: 'yes', number: 1, label: 'Có' },
  { value: 'no', number: 2, label: 'Không' },
]

test('choices stand below the text as numbered lines', () => {
  expect(withNumberedChoices({ text: 'Đúng không?', choices })).toBe('Đúng không?\n\n1. Có\n2. Không')
  expect(withNumberedChoices({ text: 'Xong.' })).toBe('Xong.')
})

test('a short text and the question after it go out as one message', () => {
  expect(joinReplies([{ text: 'Đã ghi.' }, { text: 'Tiếp?', choices, waitId: 'w1' }])).toEqual([
    { text: 'Đã ghi.\n\nTiếp?', choices, waitId: 'w1' },
  ])
})

test('nothing is lost and nothing is longer than the smallest channel takes', () => {
  const texts = fc.array(fc.string({ unit: fc.constantFrom('a', ' ', '\n', 'ễ', '. ', '😀'), maxLength: 5000 }), {
    maxLength: 4,
  })
  fc.assert(
    fc.property(texts, (parts) => {
      const sent = joinReplies([...parts.map((text) => ({ text })), { text: 'Hỏi?', choices, waitId: 'w' }])
      const bare = (text: string) => text.replace(/\s/g, '')
      expect(bare(sent.map((one) => one.text).join(''))).toBe(bare([...parts, 'Hỏi?'].join('')))
      for (const one of sent) expect(withNumberedChoices(one).length).toBeLessThanOrEqual(2000)
      expect(sent.at(-1)?.choices).toEqual(choices)
    }),
    { numRuns: 50 },
  )
})
