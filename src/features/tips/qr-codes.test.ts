import fc from 'fast-check'
import { expect, test } from 'vitest'
import { QRPay } from 'vietnam-qr-pay'
import { identifiersOfCode } from './qr-codes.js'

const CODE = QRPay.initVietQR({ bankBin: '970422', bankNumber: '0123456789', purpose: 'chuyen khoan' }).build()
const brief = (code: string) => identifiersOfCode(code).map(({ kind, value, raw, doubt }) => [kind, value, raw, doubt])

test('a code of a transfer names its account, and keeps its whole text', () => {
  expect(identifiersOfCode(CODE)).toEqual([
    { kind: 'bank_account', value: '0123456789', raw: CODE, label: 'Tài khoản MB Bank', bank: 'MBB' },
  ])
})

test('a code whose checksum is wrong is kept as its text only, and told as wrong', () => {
  const wrong = CODE.replace('0123456789', '0123456780')
  expect(brief(wrong)).toEqual([['qr_code', wrong, wrong, 'checksum']])
})

test.each([
  ['https://vcb-login.example.com/a', 'url', 'vcb-login.example.com/a'],
  ['https://zalo.me/g/AbC123', 'social', 'zalo.me/g/AbC123'],
  ['TJRabPrwbZy45sbavfcjinPJC18kjpRTv8', 'wallet', 'TJRabPrwbZy45sbavfcjinPJC18kjpRTv8'],
])('a code that says %s is a %s', (code, kind, value) => {
  expect(brief(code)).toEqual([[kind, value, code, undefined]])
})

test.each([
  ['of an identity card', '051099000001|212000001|Nguyễn Văn A|01011990|Nam|Phường Đức Phổ, 0900000000|01012022'],
  ['of an identity card without the earlier number', '051099000001||Nguyễn Văn A|01011990|Nam|stk 123456789|01012022'],
  ['of one-time passwords', 'otpauth://totp/ten@example.com?secret=JBSWY3DPEHPK3PXP'],
  ['of a wireless network', 'WIFI:T:WPA;S:nha-toi.com;P:bi-mat;;'],
  ['that says nothing', 'Xin chào'],
])('nothing is kept of a code %s', (_what, code) => {
  expect(identifiersOfCode(code)).toEqual([])
})

test('no code makes it fail', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (code) => Array.isArray(identifiersOfCode(code))))
})
