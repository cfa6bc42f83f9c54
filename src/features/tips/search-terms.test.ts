import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { likePattern, searchTerms } from './search-terms.js'
import { searchTextOf } from './search-text.js'

test('words are looked for in any order, without marks and case', () => {
  expect(searchTerms('Lừa  ĐẢO zalo')).toEqual([['lua'], ['dao'], ['zalo']])
})

const found = (typed: string, ...stored: string[]) =>
  searchTerms(typed).every((term) => term.some((writing) => searchTextOf(stored).includes(writing)))

const PHONE = ['0900000000', '0900 000 000', '0900.000.000', '0900 00 00 00', '+84 900 000 000', '84900000000']
const ACCOUNT = ['012345678901', '0123 4567 8901', '0123.4567.8901', '0123-456-789-01']
const LANDLINE = ['02553822222', '0255 3822 222', '(0255) 3822 222', '0255.382.2222', '+842553822222']
const ADDRESS = ['https://a.example.com/b', 'hxxps://a[.]example[.]com/b', 'a.example.com/b', 'HTTPS://A.EXAMPLE.COM/b']

describe.each([PHONE, ACCOUNT, LANDLINE, ADDRESS].flatMap((all) => all.map((stored) => ({ stored, all }))))(
  'what stands in a tip as $stored',
  ({ stored, all }) => {
    test.each(all)('is found as %s', (typed) => {
      expect(found(typed, `Nó nhắn ${stored}, rồi thôi`)).toBe(true)
      expect(found(`nhắn ${typed} rồi`, `Nó nhắn ${stored}, rồi thôi`)).toBe(true)
      expect(searchTerms(typed)).toHaveLength(1)
    })
  },
)

test('the beginning of a number finds it too, in any writing', () => {
  for (const typed of ['0900000', '0900 000', '8490000', '0900.00']) {
    expect(found(typed, 'gọi +84 900 000 000')).toBe(true)
    expect(found(typed, 'gọi 0900 00 00 00')).toBe(true)
  }
  expect(found('0900001', 'gọi 0900 000 000')).toBe(false)
})

test('numbers side by side are looked for one by one', () => {
  expect(found('012345678901 0900000000', 'số 0900 000 000, tk 012345678901')).toBe(true)
})

test.each([
  ['thuỷ, đông', 'Đông và Thủy'],
  ['"bị lừa"', 'Tôi bị lừa.'],
  ['bị lừa', 'Tôi (bị) “lừa”!'],
  ['hxxps://lua[.]example', 'vào https://lua.example nhé'],
  ['lua.dao@example.com', 'thư Lua.Dao@Example.com;'],
  ['@kelua', 'tele: @KeLua'],
  ['Ðức Phổ', 'ở Đức Phổ'],
  ['12.11.2026', 'hôm 12/11/2026'],
  ['100%_lãi', 'sàn 100%_lãi.'],
])('%s is found in "%s"', (typed, stored) => {
  expect(found(typed, stored)).toBe(true)
})

test.each(['"', '?!', '%', '100x_lãi'])('%s alone finds nothing', (typed) => {
  expect(found(typed, 'sàn "100%_lãi"?!'.replace('%', ''))).toBe(false)
})

test('a number is found in any groups of any other writing of it', () => {
  const grouped = fc.array(fc.constantFrom('', '', ' ', '.', '-'), { minLength: 12, maxLength: 12 })
  const write = (digits: string, joints: string[]) => [...digits].map((digit, at) => digit + joints[at]).join('')
  fc.assert(
    fc.property(
      fc.constantFrom('0900000000', '012345678901', '02553822222'),
      grouped,
      grouped,
      (digits, one, other) => {
        expect(found(write(digits, one), `Số: ${write(digits, other)}`)).toBe(true)
      },
    ),
  )
})

test('a number with a long group among short ones is found whole, and numbers side by side are found apart', () => {
  expect(found('012-3-45678901', 'Số: 012345678901')).toBe(true)
  expect(found('0900000000 12', 'Gọi 0900000000 lúc 12 giờ')).toBe(true)
  expect(found('012-3-45678901', 'Số: 45678901')).toBe(false)
})

test('a tip number is one term, also without its zeros', () => {
  expect(searchTerms('2026-000123')).toEqual([['2026 000123']])
  expect(searchTerms('2026-123')).toEqual([['2026 000123']])
})

test('an account number in groups is one number', () => {
  expect(searchTerms('1903 4567 8901 23')).toEqual([['19034567890123', '1903 4567 8901 23']])
})

test('nothing typed asks for nothing', () => {
  expect(searchTerms(' \u200b ')).toEqual([])
})

test('the signs of a pattern stand for themselves', () => {
  expect(likePattern('100%_\\')).toBe('%100\\%\\_\\\\%')
})
