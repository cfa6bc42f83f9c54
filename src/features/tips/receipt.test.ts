import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatReceipt, hideReceipts, mayHoldReceipt, normaliseReceipt } from './receipt.js'

const code = fc.uint8Array({ minLength: 10, maxLength: 10 }).map((bytes) => formatReceipt(Buffer.from(bytes)))
const CODE = 'AN-9B27-QSJW-6P2Y-990C'
const HIDDEN = '(mã đã được ẩn)'

describe('what the flows see of a message with a receipt code', () => {
  test.each([
    [`TRA CUU ${CODE}`, `TRA CUU ${CODE}`],
    [`tra cứu ${CODE} giúp tôi với`, `TRA CUU ${CODE}`],
    [`mã của tôi là ${CODE}`, CODE],
    [CODE.toLowerCase(), CODE.toLowerCase()],
    [`Bổ sung cho tin ${CODE}: tôi vừa bị gọi thêm lần nữa`, `Bổ sung cho tin ${HIDDEN}: tôi vừa bị gọi thêm lần nữa`],
    [`Hai mã ${CODE} và AN-0000-0000-0000-0001`, `Hai mã ${HIDDEN} và ${HIDDEN}`],
    [
      'Tôi muốn hỏi kết quả của tin 9B27-QSJW-6P2Y-990C đã gửi hôm qua',
      `Tôi muốn hỏi kết quả của tin ${HIDDEN} đã gửi hôm qua`,
    ],
    [
      'Nó đưa số thẻ 9704-1234-5678-9012 và bắt tôi chuyển tiền ngay',
      'Nó đưa số thẻ 9704-1234-5678-9012 và bắt tôi chuyển tiền ngay',
    ],
    ['Tôi bị lừa 5 triệu', 'Tôi bị lừa 5 triệu'],
  ])('%s', (typed, seen) => {
    expect(hideReceipts(typed)).toBe(seen)
  })

  test('no code is left in a longer text, wherever it stands', () => {
    fc.assert(
      fc.property(code, fc.string({ maxLength: 40 }), (secret, around) => {
        const text = `${around} tôi đã gửi tin và nhận được mã ${secret} nay muốn kể thêm ${around}`
        expect(hideReceipts(text)).not.toContain(secret)
        expect(mayHoldReceipt(text)).toBe(true)
      }),
    )
  })

  test('a look-up keeps a code that opens the same', () => {
    fc.assert(
      fc.property(code, (secret) => {
        const seen = hideReceipts(`tra cuu ${secret} giup toi`).replace('TRA CUU ', '')
        expect(normaliseReceipt(seen)).toBe(normaliseReceipt(secret))
      }),
    )
  })
})
