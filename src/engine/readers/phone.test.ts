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

test('no text makes it fail', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readPhone(text).kind !== undefined))
})
