import fc from 'fast-check'
import { expect, test } from 'vitest'
import { QRPay } from 'vietnam-qr-pay'
import { findPaymentCodes, readPaymentCode } from './payment-codes.js'

const payloadOf = (bankNumber: string, purpose = 'nap tien') =>
  QRPay.initVietQR({ bankBin: '970436', bankNumber, amount: '5000000', purpose }).build()
const CODE = payloadOf('0071001234567')

test('a payload names its account and bank', () => {
  expect(findPaymentCodes(`nó gửi mã ${CODE} bảo chuyển`, 10)).toEqual([
    {
      kind: 'account',
      account: '0071001234567',
      bank: { code: 'VCB', name: 'Vietcombank' },
      start: 10,
      end: 10 + CODE.length,
    },
  ])
})

test('a payload with one wrong character is not believed', () => {
  fc.assert(
    fc.property(fc.nat(CODE.length - 1), fc.constantFrom(...'0123456789'), (at, digit) => {
      const changed = CODE.slice(0, at) + digit + CODE.slice(at + 1)
      if (changed !== CODE) expect(readPaymentCode(changed)).toEqual({ kind: 'broken' })
    }),
  )
})

test('a payload that was cut is kept as one piece, and not believed', () => {
  const cut = CODE.slice(0, -12).replace('nap tien', '').trim()
  expect(findPaymentCodes(cut, 10)).toMatchObject([{ kind: 'broken', start: 0 }])
})

test('two payloads side by side are two', () => {
  const found = findPaymentCodes(CODE + payloadOf('123456789'), 10)
  expect(found).toMatchObject([{ account: '0071001234567' }, { account: '123456789' }])
})

test.each(['000201', '0002010102', '00020123456789', '000201 000201', 'không có'])('"%s" is none', (text) => {
  expect(findPaymentCodes(text, 10)).toEqual([])
})

test('what was encoded is read back', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{6,19}$/), fc.stringMatching(/^[A-Z0-9 ]{0,20}$/), (account, purpose) => {
      expect(readPaymentCode(payloadOf(account, purpose))).toMatchObject({ kind: 'account', account })
    }),
  )
})

test('no text makes it fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(readPaymentCode(`000201${text}`)).toBeDefined()
      expect(findPaymentCodes(`000201${text}`, 10)).toBeDefined()
    }),
  )
})
