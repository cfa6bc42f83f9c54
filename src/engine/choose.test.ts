import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseByText, chooseMany } from './choose.js'

const options = [
  { label: 'Đồng ý', words: ['có'] },
  { label: 'Không đồng ý', words: ['không'] },
  { label: 'Sơn Hà' },
  { label: 'Sơn Hạ' },
  { label: 'Phường Đức Phổ' },
  { label: 'Xã Ba Tơ, Quảng Ngãi' },
  { label: 'Xã Ba Tô, Quảng Ngãi' },
]

test.each([
  ['1', 0],
  ['2.', 1],
  ['(3)', 2],
  ['số 4', 3],
  ['chọn 1', 0],
  ['１', 0],
  ['đồng ý', 0],
  ['ĐỒNG Ý!', 0],
  ['dong y', 0],
  ['có', 0],
  ['dạ đồng ý', 0],
  ['ok em đồng ý', 0],
  ['vâng ạ', 0],
  ['dạ vâng', 0],
  ['có ạ', 0],
  ['co a', 0],
  ['yes', 0],
  ['Ok', 0],
  ['1 ạ', 0],
  ['dạ, 1 nhé', 0],
  ['không ạ', 1],
  ['dạ không ạ', 1],
  ['ko', 1],
  ['k', 1],
  ['em không đồng ý ạ', 1],
  ['Sơn Hạ nhé', 3],
  ['không', 1],
  ['1. Đồng ý', 0],
  ['Sơn Hạ', 3],
  ['sơn hà', 2],
  ['đức phổ', 4],
  ['duc pho', 4],
  ['phuong duc', 4],
  ['ba tơ', 5],
  ['Xã Ba Tơ', 5],
])('"%s" chooses option %d', (text, index) => {
  expect(chooseByText(text, options)).toEqual({ kind: 'one', index })
})

test.each([
  '0',
  '8',
  '99',
  'tôi không biết nữa',
  'tôi không biết có nên đồng ý không',
  'dạ',
  'ạ',
  'em',
  '1 em',
  '',
  '...',
  'đ',
])('"%s" chooses none', (text) => {
  expect(chooseByText(text, options)).toEqual({ kind: 'none' })
})

test('what fits two options is not guessed', () => {
  expect(chooseByText('son ha', options)).toEqual({ kind: 'several' })
  expect(chooseByText('ba to', options)).toEqual({ kind: 'several' })
})

test('every number and every label chooses its own option', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{5,9}$/), { minLength: 1, maxLength: 20 }), (labels) => {
      const all = labels.map((label) => ({ label }))
      for (const [index, label] of labels.entries()) {
        expect(chooseByText(String(index + 1), all)).toEqual({ kind: 'one', index })
        expect(chooseByText(label.toUpperCase(), all)).toEqual({ kind: 'one', index })
      }
    }),
  )
})

test.each([
  ['1, 3', [0, 2]],
  ['1 3 và 4', [0, 2, 3]],
  ['2', [1]],
  ['đức phổ', [4]],
])('"%s" chooses several', (text, indexes) => {
  expect(chooseMany(text, options)).toEqual(indexes)
})

test.each(['1, 9', '0', 'khác'])('"%s" is no list of options', (text) => {
  expect(chooseMany(text, options)).toBeUndefined()
})
