import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findUrls, readUrl } from './url.js'

test.each([
  ['https://vcb-login.xyz/otp?id=1', 'vcb-login.xyz/otp?id=1'],
  ['HTTP://WWW.Example.COM/', 'example.com'],
  ['vào trang vneid-gov.top nhé', 'vneid-gov.top'],
  ['hxxps://scam.example.com/a', 'scam.example.com/a'],
  ['vcb[.]com[.]vn', 'vcb.com.vn'],
  ['vcbpay (dot) com', 'vcbpay.com'],
  ['t.me/nhomkin', 't.me/nhomkin'],
  ['bit.ly/3abc.', 'bit.ly/3abc'],
  ['(https://zalo.me/g/abcd)', 'zalo.me/g/abcd'],
  ['http://103.1.2.3:8080/x', '103.1.2.3:8080/x'],
  ['vcbpay(.)com/otp', 'vcbpay.com/otp'],
  ['vcbpay ( . ) com', 'vcbpay.com'],
  ['vcbpay chấm com', 'vcbpay.com'],
  ['https : // scam-abc . com', 'scam-abc.com'],
  ['hxxps[:]//x.example.com'.replace('[:]', ':'), 'x.example.com'],
  ['example。com', 'example.com'],
  ['https://user@evil.example.com/x', 'evil.example.com/x'],
  ['http://bank.example.com@evil.example.net/x', 'evil.example.net/x'],
])('%s is %s', (text, value) => {
  expect(readUrl(text)).toMatchObject({ kind: 'url', value })
})

test('a look-alike name is shown in punycode', () => {
  expect(readUrl('https://vietсombank.com')).toMatchObject({
    host: expect.stringMatching(/^xn--/),
    isPunycode: true,
    raw: 'https://vietсombank.com',
  })
})

test.each([
  '',
  'không có',
  'Tôi mất tiền.Tôi rất lo',
  'xong.la vay do',
  '5.000.000',
  '12.11.2026',
  'ten@example.com',
  'vneid.apk',
  'http://',
])('"%s" is no web address', (text) => {
  expect(readUrl(text)).toEqual({ kind: 'none' })
})

test.each([
  ['https://vіetcombank.com', 'xn--vetcombank-x2i.com'],
  ['xn--vetcombank-x2i.com/otp', 'xn--vetcombank-x2i.com/otp'],
])('letters of another alphabet in %s are told by their punycode %s', (text, value) => {
  expect(readUrl(text)).toMatchObject({ value, isPunycode: true, raw: text })
})

test('an address with a space behind its dot is asked about', () => {
  expect(readUrl('vào vcbpay. com nhé')).toMatchObject({
    kind: 'ask',
    candidates: [{ value: 'vcbpay.com', raw: 'vcbpay. com' }],
  })
  expect(readUrl('Toi mua. com ngon')).toEqual({ kind: 'none' })
})

test.each([
  ['shop-abc . com', 'shop-abc.com'],
  ['vneid gov . com', 'gov.com'],
  ['vneid . gov-vn . com', 'vneid.gov-vn.com'],
  ['link: vcb - digi . top', 'vcb-digi.top'],
])('"%s" may be %s, and is asked about', (text, value) => {
  expect(readUrl(text)).toMatchObject({ kind: 'ask', candidates: [{ value }] })
})

test('the end of a sentence is no part of the address in the next', () => {
  expect(findUrls('toi bi lua . shop-abc.com do')).toMatchObject([{ value: 'shop-abc.com' }])
  expect(findUrls('trang lua dao - shop-abc.com do')).toMatchObject([{ value: 'shop-abc.com' }])
})

test('several addresses are found in order', () => {
  const values = findUrls('https://a-b.com, c-d.vn và http://e.org/f?g=h').map((url) => url.value)
  expect(values).toEqual(['a-b.com', 'c-d.vn', 'e.org/f?g=h'])
})

test.each([
  ['https://a.example.com,https://b.example.com', ['a.example.com', 'b.example.com']],
  ['https://a.example.com/x;hxxps://b[.]example[.]com/y', ['a.example.com/x', 'b.example.com/y']],
  ['https://a.example.com,b.example.net', ['a.example.com', 'b.example.net']],
  ['https://a.example.com/?to=https://b.example.com', ['a.example.com/?to=https://b.example.com']],
])('"%s" names %j', (text, values) => {
  expect(findUrls(text).map((url) => url.value)).toEqual(values)
})

test('no text makes it fail', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readUrl(`http://${text}.com`).kind !== undefined))
})
