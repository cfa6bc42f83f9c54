import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findIdentifiers } from './identifiers.js'

const brief = (text: string) =>
  findIdentifiers(text).map(({ kind, value, bank }) => [kind, value, ...(bank ? [bank] : [])])

test.each([
  ['gọi 0900.000.000', [['phone', '+84900000000']]],
  [
    'sđt 0900.000.000 hoặc +84 90 000 0004',
    [
      ['phone', '+84900000000'],
      ['phone', '+84900000004'],
    ],
  ],
  ['số cũ 0168 000 0000', [['phone', '+84380000000']]],
  ['vào https://vcb-login.xyz/otp?x=1.', [['url', 'vcb-login.xyz/otp?x=1']]],
  [
    'hxxp://scam[.]com và shop-re . vn',
    [
      ['url', 'scam.com'],
      ['url', 'shop-re.vn'],
    ],
  ],
  ['https://www.facebook.com/nguyen.a?id=5', [['social', 'facebook.com/nguyen.a?id=5']]],
  [
    'nhóm t.me/kiemtien, tele: @KeLua',
    [
      ['social', 't.me/kiemtien'],
      ['social', 't.me/kelua'],
    ],
  ],
  ['zalo.me/0900000000', [['social', 'zalo.me/0900000000']]],
  ['thư Lua.Dao@Example.com', [['email', 'lua.dao@example.com']]],
  ['stk 0123456789 MB', [['bank_account', '0123456789', 'MBB']]],
  ['stk: 1903 5678 9012 34 Techcombank NGUYEN VAN A', [['bank_account', '19035678901234', 'TCB']]],
  ['chuyển vào Vietcombank 0071001234567', [['bank_account', '0071001234567', 'VCB']]],
  ['số tài khoản 123456789', [['bank_account', '123456789']]],
  [
    'VCB 1012345678, ACB 22334455',
    [
      ['bank_account', '1012345678', 'VCB'],
      ['bank_account', '22334455', 'ACB'],
    ],
  ],
  ['stk 1023456789 20000000 vnd', [['bank_account', '1023456789']]],
  ['stk 0900000000 momo', [['bank_account', '0900000000', 'MOMO']]],
  ['STK 0123 4567 8901 ngân hàng MB', [['bank_account', '012345678901', 'MBB']]],
  [
    'tk 0123456789,0123456788 vcb',
    [
      ['bank_account', '0123456789'],
      ['bank_account', '0123456788', 'VCB'],
    ],
  ],
  [
    'stk 0123456789 và 0123456788, sđt 0900000000/0900000001',
    [
      ['bank_account', '0123456789'],
      ['bank_account', '0123456788'],
      ['phone', '+84900000000'],
      ['phone', '+84900000001'],
    ],
  ],
])('"%s"', (text, found) => {
  expect(brief(text)).toEqual(found)
})

test.each([
  'mất 5.000.000đ ngày 12/11/2026',
  'chuyển 5000000 cho ngân hàng',
  'chuyển 5000000đ vào Vietcombank',
  'tài khoản bị trừ 15.000.000',
  'ngày 12-11-2026 lúc 21:05 tại MB',
  'cccd 051099001234 của tôi, ngân hàng VCB',
  'mã otp 123456 của Vietcombank',
  'stk bị trừ 5,000,000 vcb ngày 12/11/2026',
  'chuyển 500 ngàn, ngân hàng MB',
  'không có gì',
])('"%s" names nothing', (text) => {
  expect(brief(text)).toEqual([])
})

test('a phone number beside a bank that only called is a phone number', () => {
  expect(brief('số 0900000000 xưng ngân hàng VCB gọi')).toEqual([['phone', '+84900000000']])
})

test('a whole report gives each identifier once, in order, as it was written', () => {
  const text =
    'Tối qua 9h30 số 0900.000.000 gọi, bảo vào vneid-gov.top rồi chuyển 20.000.000đ vào stk 1023 456 789 (Vietcombank). ' +
    'Sau đó 0900000000 nhắn Facebook: fb.com/abc.xyz'
  expect(findIdentifiers(text)).toEqual([
    { kind: 'phone', value: '+84900000000', raw: '0900.000.000', label: 'Số điện thoại' },
    { kind: 'url', value: 'vneid-gov.top', raw: 'vneid-gov.top', label: 'Trang web' },
    { kind: 'bank_account', value: '1023456789', raw: '1023 456 789', label: 'Tài khoản Vietcombank', bank: 'VCB' },
    { kind: 'social', value: 'facebook.com/abc.xyz', raw: 'fb.com/abc.xyz', label: 'Tài khoản Facebook' },
  ])
})

describe('no text makes it fail or slow', () => {
  test.each([
    ['NUL and half characters', 'a\0b\ud800 0912\udfff345678 😀'.repeat(3000)],
    ['digits', '0'.repeat(100_000)],
    ['phone numbers', '0900000000 '.repeat(9000)],
    ['a list of phone numbers', '0900000000,0900 000 001/'.repeat(4500)],
    ['numbers that are none', '0200 000 0000 123 '.repeat(5500)],
    ['foreign beginnings', '+1 2 3 4 5 6 '.repeat(7500)],
    ['spaced noughts', '0 1 '.repeat(25_000)],
    ['a list of addresses', 'https://a.example.com,'.repeat(4500)],
    ['a list of accounts', `stk ${'0123456789,'.repeat(9000)}`],
    ['spaced digits', '1 2 3 4 5 6 7 8 9 0 '.repeat(5000)],
    ['dots', 'a.'.repeat(50_000)],
    ['hyphens', 'a-'.repeat(50_000)],
    ['spaced words', 'a dot '.repeat(16_000)],
    ['accounts', 'stk 123456789 VCB '.repeat(5500)],
    ['spaces', ' '.repeat(100_000)],
    ['at signs', 'a@'.repeat(50_000)],
    ['addresses', 'http://a.com/b '.repeat(6600)],
    ['one long address', `http://a.com/${'b'.repeat(99_000)}`],
    ['Vietnamese', 'Tôi bị lừa chuyển tiền vào tài khoản ngân hàng Vietcombank. '.repeat(1700)],
    ['emoji', '👨‍👩‍👧‍👦'.repeat(9000)],
  ])('%s', (_name, text) => {
    const took = [1, 2, 3].map(() => {
      const start = process.cpuUsage()
      findIdentifiers(text)
      return process.cpuUsage(start).user / 1000
    })
    // Milliseconds of the processor, which a busy machine does not change; it takes about 40, a runaway seconds.
    expect(Math.min(...took)).toBeLessThan(400)
  })

  test('any characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => Array.isArray(findIdentifiers(text))),
    )
  })
})
