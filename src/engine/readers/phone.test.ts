import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findPhones, readPhone } from './phone.js'

test.each([
  ['0900000000', '+84900000000', 'mobile'],
  ['0900.000.000', '+84900000000', 'mobile'],
  ['090 000 0003', '+84900000003', 'mobile'],
  ['+84 900 000 000', '+84900000000', 'mobile'],
  ['+84 (0)900 000 000', '+84900000000', 'mobile'],
  ['84900000000', '+84900000000', 'mobile'],
  ['0084900000000', '+84900000000', 'mobile'],
  ['o900 000 000', '+84900000000', 'mobile'],
  ['sđt của tôi là 0900-000-000 nhé', '+84900000000', 'mobile'],
  ['0255 000 0000', '+842550000000', 'landline'],
  ['(024) 3800 0000', '+842438000000', 'landline'],
  ['1900 1234', '+8419001234', 'service'],
  ['069.234.8560', '+84692348560', 'police'],
  ['113', '113', 'short'],
  ['5656', '5656', 'short'],
  ['+1 202 555 0100', '+12025550100', 'foreign'],
])('%s is %s (%s)', (text, value, type) => {
  expect(readPhone(text)).toMatchObject({ kind: 'phone', value, type })
})

test.each([
  ['0168 000 0000', '+84380000000'],
  ['01200000000', '+84700000000'],
  ['+84 199 000 0000', '+84590000000'],
])('the old number %s is read as the new %s', (text, value) => {
  expect(readPhone(text)).toMatchObject({ value, type: 'mobile', renumberedFrom: expect.stringMatching(/^01/) })
})

test.each([
  ...[
    ['0162', '032'],
    ['0163', '033'],
    ['0164', '034'],
    ['0165', '035'],
    ['0166', '036'],
    ['0167', '037'],
  ],
  ...[
    ['0168', '038'],
    ['0169', '039'],
    ['0120', '070'],
    ['0121', '079'],
    ['0122', '077'],
    ['0126', '076'],
  ],
  ...[
    ['0128', '078'],
    ['0123', '083'],
    ['0124', '084'],
    ['0125', '085'],
    ['0127', '081'],
    ['0129', '082'],
  ],
  ...[
    ['0186', '056'],
    ['0188', '058'],
    ['0199', '059'],
  ],
])('numbers that began with %s begin with %s since 2018', (old = '', now = '') => {
  expect(readPhone(`${old}0000000`)).toMatchObject({
    value: `+84${now.slice(1)}0000000`,
    renumberedFrom: `${old}0000000`,
  })
})

test.each(['VIETCOMBANK', 'VIETTEL', 'BO CONG AN', 'VNPT-84'])('the sender %s is no phone number', (name) => {
  expect(readPhone(name)).toEqual({ kind: 'none' })
  expect(findPhones(`tin nhắn từ ${name}`)).toEqual([])
})

test.each(['', 'không có', '12345', '12/11/2026', '08.11.2026 20', '0123456789012', '5.000.000', '0000000000'])(
  '"%s" is no phone number',
  (text) => {
    expect(readPhone(text)).toEqual({ kind: 'none' })
  },
)

test('numbers side by side are found one by one', () => {
  const values = findPhones('gọi 0900000000 0900000004, 0900.000.000').map((phone) => phone.value)
  expect(values).toEqual(['+84900000000', '+84900000004', '+84900000000'])
})

test.each([
  ['Nó dùng các số 0900000000,0900000001,0900000002', ['0900000000', '0900000001', '0900000002']],
  ['0900000000/0900000001', ['0900000000', '0900000001']],
  ['0900000000 - 0900 000 001', ['0900000000', '0900 000 001']],
  ['0900000000(0900000001)', ['0900000000', '0900000001']],
  ['số bàn 0255 3822 222', ['0255 3822 222']],
  ['(0255) 3822 222', ['(0255) 3822 222']],
  ['0260 3862 222', ['0260 3862 222']],
  ['0255.3822.123', ['0255.3822.123']],
  ['0900 00 00 00', ['0900 00 00 00']],
  ['0900 - 000 - 000', ['0900 - 000 - 000']],
  ['sđt0900000000', ['0900000000']],
  ['1. 0900 000 000 2. 0900 000 001', ['0900 000 000', '0900 000 001']],
  ['gọi 0900 000 000 2 lần', ['0900 000 000']],
  ['0900 000 000 12-11 gọi lại', ['0900 000 000']],
  ['0900 000 000 5.000.000đ', ['0900 000 000']],
  ['0900 000 000 500 000 đồng', ['0900 000 000']],
])('"%s" names %j', (text, raw) => {
  expect(findPhones(text).map((phone) => phone.raw)).toEqual(raw)
})

test.each([
  ['the beginning of a longer number', '0123 4567 8901'],
  ['nor where whole groups of it would be one', '0900 000 000 123'],
  ['an account of ten digits', '0123456788'],
  ['an amount', 'mất 19000000 đồng, 84.900.000.000 đồng'],
  ['a code with letters', 'AB0900000000'],
  ['dates and times', 'từ 08.11.2026 20.30 đến 09-11-2026 21.05'],
])('%s is no phone number: "%s"', (_what, text) => {
  expect(findPhones(text)).toEqual([])
})

const SEVERAL: [digits: string, value: string][] = [
  ['0900000000', '+84900000000'],
  ['0900000007', '+84900000007'],
  ['84900000003', '+84900000003'],
  ['02553822222', '+842553822222'],
  ['0698560000', '+84698560000'],
]
const joint = fc.constantFrom('', '', '', ' ', '.', '-', ' - ', '. ')
const phone = fc.constantFrom(...SEVERAL)

test('a number is the same in whatever groups it is written', () => {
  const written = phone.chain(([digits, value]) =>
    fc.array(joint, { minLength: digits.length, maxLength: digits.length }).map((joints) => {
      const parts = [...digits].map((digit, index) => (index === 0 ? digit : `${joints[index]}${digit}`))
      return [parts.join('').replace(/^8[ .-]+4/, '84'), value] as const
    }),
  )
  fc.assert(
    fc.property(written, ([text, value]) => {
      expect(findPhones(`Số ${text}.`).map((found) => found.value)).toEqual([value])
    }),
  )
})

test('each number of a list is found, whatever stands between', () => {
  const between = fc.constantFrom(',', ', ', ';', '; ', '/', ' / ', '\n', ' và ', ' hoặc ', ' ', ' - ')
  const list = fc.array(fc.tuple(phone, fc.boolean(), between), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(list, (parts) => {
      const inGroups = (digits: string) => digits.replace(/^(\d{4})(\d{3})(\d+)$/, '$1 $2 $3')
      const text = parts.map(([[digits], isGrouped, after]) => (isGrouped ? inGroups(digits) : digits) + after).join('')
      expect(findPhones(text).map((found) => found.value)).toEqual(parts.map(([[, value]]) => value))
    }),
  )
})

test('no text makes it fail', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readPhone(text).kind !== undefined))
})
