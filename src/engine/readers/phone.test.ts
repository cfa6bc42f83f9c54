import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findPhones, readPhone } from './phone.js'

test.each([
  ['0912345678', '+84912345678', 'mobile'],
  ['0900.000.000', '+84900000000', 'mobile'],
  ['098 654 3210', '+84986543210', 'mobile'],
  ['+84 912 345 678', '+84912345678', 'mobile'],
  ['+84 (0)912 345 678', '+84912345678', 'mobile'],
  ['84912345678', '+84912345678', 'mobile'],
  ['0084912345678', '+84912345678', 'mobile'],
  ['o912 345 678', '+84912345678', 'mobile'],
  ['sđt của tôi là 0912-345-678 nhé', '+84912345678', 'mobile'],
  ['0255 382 2222', '+842553822222', 'landline'],
  ['(024) 3825 5555', '+842438255555', 'landline'],
  ['1900 1234', '+8419001234', 'service'],
  ['069.234.8560', '+84692348560', 'police'],
  ['113', '113', 'short'],
  ['5656', '5656', 'short'],
  ['+1 213 373 4253', '+12133734253', 'foreign'],
])('%s is %s (%s)', (text, value, type) => {
  expect(readPhone(text)).toMatchObject({ kind: 'phone', value, type })
})

test.each([
  ['0168 123 4567', '+84381234567'],
  ['01201234567', '+84701234567'],
  ['+84 199 123 4567', '+84591234567'],
])('the old number %s is read as the new %s', (text, value) => {
  expect(readPhone(text)).toMatchObject({ value, type: 'mobile', renumberedFrom: expect.stringMatching(/^01/) })
})

test.each(['', 'không có', '12345', '12/11/2026', '08.11.2026 20', '0123456789012', '5.000.000', '0000000000'])(
  '"%s" is no phone number',
  (text) => {
    expect(readPhone(text)).toEqual({ kind: 'none' })
  },
)

test('numbers side by side are found one by one', () => {
  const values = findPhones('gọi 0912345678 0987654321, 0900.000.000').map((phone) => phone.value)
  expect(values).toEqual(['+84912345678', '+84987654321', '+84900000000'])
})

test('no text makes it fail', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readPhone(text).kind !== undefined))
})
