import { expect, test } from 'vitest'
import { givenCatalogue, givenFiles } from './given-catalogue.js'
import { readCatalogue } from './read-catalogue.js'
import { reviewMessage } from './suggest-category.js'

const WORDS = 'denials: [không]\nharmless: [tra cứu]\nlists:\n  pay: [chuyển, gửi_tiền]\n'
const KHAC = 'code: KHAC\nlabel: { vi: Khác, en: Other }\nurgency: P2\n'
const FRAUD = `code: LUA_DAO
label: { vi: Lừa đảo, en: Fraud }
urgency: P1
signs:
  5: [bị lừa]
  1:
    - <pay> … cọc
    - mất <number>
`
const SMALL = [
  { name: '1.yaml', text: FRAUD },
  { name: '2.yaml', text: KHAC },
  { name: 'urgent.yaml', text: '[]' },
  { name: 'words.yaml', text: WORDS },
]

const mistakesIn = (name: string, change: (text: string) => string) => {
  const files = SMALL.map((file) => (file.name === name ? { name, text: change(file.text) } : file))
  const review = readCatalogue(files)
  return review.kind === 'wrong' ? review.mistakes : []
}

test('the files as they stand are in order', () => {
  expect(readCatalogue(givenFiles()).kind).toBe('ok')
})

test.each([
  ['bị lừa', 5],
  ['chuyển cho họ tiền cọc, bị lừa', 6],
  ['gửi tiền cọc, bị lừa, mất 5tr', 7],
  ['bị lừa và bị lừa nữa', 5],
])('"%s" weighs %i: each sign once', (text, score) => {
  expect(reviewMessage(text, givenCatalogue(SMALL)).category).toMatchObject({ suggestions: [{ score }] })
})

test.each<[string, string, (text: string) => string, RegExp]>([
  ['a list that is not there', '1.yaml', (text) => text.replace('<pay>', '<buy>'), /^1\.yaml:7: .*<buy> is no word/],
  ['a gap at the end', '1.yaml', (text) => text.replace(' cọc', ''), /^1\.yaml:7: .*ends with a gap/],
  ['three gaps', '1.yaml', (text) => text.replace('… cọc', '… a … b … cọc'), /^1\.yaml:7: .*more than 2 gaps/],
  ['a sign twice', '1.yaml', (text) => `${text}  3: [bị lừa]\n`, /^1\.yaml:\d: “bị lừa” stands twice/],
  ['a weight of 0', '1.yaml', (text) => text.replace('  5:', '  0:'), /^1\.yaml:5: signs\.0: /],
  ['a number for a phrase', '1.yaml', (text) => text.replace('[bị lừa]', '[113]'), /^1\.yaml:5: .*must be a phrase/],
  ['an unknown field', '2.yaml', (text) => `${text}sings: {}\n`, /^2\.yaml:\d+: .*sings/],
  ['a code twice', '2.yaml', (text) => text.replace('KHAC', 'LUA_DAO'), /^2\.yaml:1: the code LUA_DAO stands twice/],
  ['broken YAML', '2.yaml', (text) => `${text}  - [\n`, /^2\.yaml:\d+: /],
  [
    'too many phrases in one',
    'words.yaml',
    (text) => text.replace('gửi_tiền', 'x, '.repeat(4000)),
    /^1\.yaml:7: .*more than/,
  ],
])('%s is named with its file and line', (_, name, change, mistake) => {
  expect(mistakesIn(name, change)).toContainEqual(expect.stringMatching(mistake))
})

test('without the shared files, or without KHAC, nothing is read', () => {
  expect(readCatalogue(SMALL.slice(0, 2))).toMatchObject({ kind: 'wrong' })
  expect(readCatalogue(SMALL.filter(({ name }) => name !== '2.yaml'))).toEqual({
    kind: 'wrong',
    mistakes: ['the category KHAC is missing'],
  })
})
