import { expect, test } from 'vitest'
import { readFitted } from './read-fitted.js'

const read = (text: string) => readFitted({ name: 'fitted.txt', text }, ['LUA_DAO', 'P0'], ['là'])

test('a phrase has its weights, and is shown unless it is only words that tell nothing', () => {
  const review = read('# made\nchuyen tien: LUA_DAO 1.5, P0 -0.3\nlà: LUA_DAO 0.2\n')
  expect(review.kind === 'ok' && [...review.fitted]).toEqual([
    [
      'chuyen tien',
      {
        weights: [
          { label: 'LUA_DAO', weight: 1.5 },
          { label: 'P0', weight: -0.3 },
        ],
        isShown: true,
      },
    ],
    ['là', { weights: [{ label: 'LUA_DAO', weight: 0.2 }], isShown: false }],
  ])
})

test.each([
  ['an unknown label', 'tien: LUADAO 1', /^fitted\.txt:1: LUADAO is no category/],
  ['a weight that is none', 'tien: LUA_DAO x', /^fitted\.txt:1: .* is not/],
  ['a phrase twice', 'tien: P0 1\ntien: P0 2', /^fitted\.txt:2: “tien” stands twice/],
])('%s is named with its line', (_, text, mistake) => {
  expect(read(text)).toEqual({ kind: 'wrong', mistakes: [expect.stringMatching(mistake)] })
})
